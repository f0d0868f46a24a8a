package printed

import (
	"strings"
	"testing"
)

func TestPrintGivesBackWhatIsPrinted(t *testing.T) {
	for _, c := range []struct{ text, find, want string }{
		{"２０２４ 年（预算）", "2024年", "２０２４ 年"},
		{"占 64.87%，下降", "64.87%", "64.87%"},
		{"《通知》 人社部规〔2019〕4 号", "人社部规〔2019〕4号", "人社部规〔2019〕4 号"},
		{"⾏政运⾏ 1.00", "行政运行", "⾏政运⾏"},
	} {
		x := New(c.text)
		i := strings.Index(x.Folded, c.find)
		if i < 0 {
			t.Errorf("%q folds to %q, which has no %q", c.text, x.Folded, c.find)
			continue
		}
		if got := x.Print(i, i+len(c.find)); got != c.want {
			t.Errorf("%q: printed %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzPrint(f *testing.F) {
	f.Add("２０２４ 年（预算）　：a", 1, 5)
	f.Fuzz(func(t *testing.T, s string, from, to int) {
		x := New(s)
		if n := len(x.Folded); from < 0 || to < from || to > n {
			return
		}
		if got := x.Print(from, to); !strings.Contains(s, got) {
			t.Errorf("%q is no part of %q", got, s)
		}
	})
}

func TestVariants(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"机关运行经费项目", "机关运行补助经费项目", true}, {"机关运行补助经费项目", "机关运行经费项目", true}, {"机关运行经费项目", "机关运行经费项目", false},
		{"机关运行经费项目", "机关运行专项补助经费项目", false}, {"运行费", "运行补费", false}, {"机关运行经费项目", "机关运转经费项目甲", false}, {"培训工作项目", "培训工作项目尾款", false}, {"培训工作项目", "全市培训工作项目", false},
	} {
		if Variants(c.a, c.b) != c.want {
			t.Errorf("%s and %s: want %v", c.a, c.b, c.want)
		}
	}
}
