package extract

import (
	"slices"
	"testing"
)

func TestParsePages(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []int // of the pages 1 to 9
	}{
		{"", []int{1, 2, 3, 4, 5, 6, 7, 8, 9}},
		{"3", []int{3}},
		{"3-5", []int{3, 4, 5}},
		{" 1, 4-5 ,8-", []int{1, 4, 5, 8, 9}},
		{"8-8,2", []int{2, 8}},
		{"12", nil},
	} {
		set, err := ParsePages(c.in)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
		}
		var got []int
		for n := 1; n <= 9; n++ {
			if set.Has(n) {
				got = append(got, n)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: pages %v, want %v", c.in, got, c.want)
		}
	}
	for _, in := range []string{"0", "-3", "a", "3-2", "3,,4", "3-0", "1-2-3", "9999999999999999999"} {
		if set, err := ParsePages(in); err == nil {
			t.Errorf("%q was read as %v", in, set)
		}
	}
}

func FuzzParsePages(f *testing.F) {
	for _, s := range []string{"", "3", "3-9", "1,4-6,20-", "-", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		set, err := ParsePages(s)
		if err != nil {
			return
		}
		again, err := ParsePages(set.String())
		if err != nil || !slices.Equal(set, again) {
			t.Errorf("%q: %v, read again %v (%v)", s, set, again, err)
		}
	})
}
