package trace

import (
	"encoding/json"
	"math"
	"testing"
)

func TestLocatorJSON(t *testing.T) {
	tests := []struct {
		name string
		in   Locator
		want string
	}{
		{"page and box", Locator{3, Rect{72, 10.5, 100.126, 1e4}}, `{"page":3,"bbox":[72,10.5,100.13,10000]}`},
		{"page alone", Locator{Page: 12}, `{"page":12}`},
		{"unknown", Locator{}, `{"page":null}`},
		{"box alone", Locator{Box: Rect{X1: 0.004, Y0: -0.25, Y1: 1}}, `{"page":null,"bbox":[0,-0.25,0,1]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := json.Marshal(tt.in)
			if err != nil || string(got) != tt.want {
				t.Fatalf("got %s, %v, want %s", got, err, tt.want)
			}
			var back Locator
			if err := json.Unmarshal(got, &back); err != nil {
				t.Fatal(err)
			}
			if again, err := json.Marshal(back); err != nil || string(again) != tt.want {
				t.Errorf("read back and written: %s, %v", again, err)
			}
		})
	}
	for _, v := range []float64{math.NaN(), math.Inf(1)} {
		if _, err := json.Marshal(Rect{X0: v}); err == nil {
			t.Errorf("%v was written", v)
		}
	}
}
