package pdf

import (
	"testing"
)

func TestLines(t *testing.T) {
	tests := []struct {
		name, content, want string
	}{
		{"stroke", "2 w 10 20 m 60 20 l S", "stroke 10,80-60,80 w2"},
		{"upright and scaled", "1 0 0 2 0 0 cm 10 20 m 10 30 l S", "stroke 10,40-10,60 w1"},
		{"closed", "10 20 m 60 20 l 60 40 l h S", "stroke 10,80-60,80 w1\nstroke 60,60-60,80 w1"},
		{"slanted and curved", "10 20 m 60 40 l 70 50 80 60 90 40 c S", ""},
		{"dashed", "[2 1] 0 d 10 20 m 60 20 l S", "stroke 10,80-60,80 w1 dashed"},
		{"white", "1 G 10 20 m 60 20 l S", "stroke 10,80-60,80 w1 white"},
		{"white on dark", "0.2 g 0 0 100 50 re f 1 G 10 20 m 60 20 l S",
			"edge 0,50-100,50 w0\nedge 0,100-100,100 w0\nedge 0,50-0,100 w0\nedge 100,50-100,100 w0\nstroke 10,80-60,80 w1\nfill 0,50-100,100 gray0.2"},
		{"thin rectangle", "10 20 50 0.5 re f", "thin 10,79.75-60,79.75 w0.5"},
		{"thin upright rectangle drawn backwards", "10 70 -1 -50 re f", "thin 9.5,30-9.5,80 w1"},
		{"thin polygon", "10 20 m 60 20 l 60 21 l 10 21 l f", "thin 10,79.5-60,79.5 w1"},
		{"mitred border", "10 20 m 60 20 l 59 21 l 11 21 l h f", "thin 10,79.5-60,79.5 w1"},
		{"rectangle stroked", "10 20 50 30 re S",
			"stroke 10,80-60,80 w1\nstroke 60,50-60,80 w1\nstroke 10,50-60,50 w1\nstroke 10,50-10,80 w1"},
		{"rectangle filled white", "1 g 10 20 50 30 re f", "fill 10,50-60,80 gray1"},
		{"frame of two rectangles", "10 20 50 30 re 11 21 48 28 re f*",
			"thin 10,50.5-60,50.5 w1\nthin 10,79.5-60,79.5 w1\nthin 10.5,50-10.5,80 w1\nthin 59.5,50-59.5,80 w1"},
		{"clip cuts", "20 10 20 50 re W n 10 20 m 60 20 l S 10 70 m 60 70 l S", "stroke 20,80-40,80 w1"},
		{"page cuts", "-10 20 m 300 20 l S", "stroke 0,80-200,80 w1"},
		{"clip path is no line", "10 20 50 30 re W n", ""},
		{"path given up", "10 20 m 60 20 l n 10 30 m 60 30 l S", "stroke 10,70-60,70 w1"},
		{"thin images, the second against a strip of a picture", "q 50 0 0 1 10 20 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q " +
			"q 50 0 0 9 10 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q q 50 0 0 2 10 59 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", "thin 10,79.5-60,79.5 w1"},
		{"line as thick as an area", "20 w 10 50 m 60 50 l S",
			"edge 10,40-60,40 w0\nedge 10,60-60,60 w0\nedge 10,40-10,60 w0\nedge 60,40-60,60 w0\nfill 10,40-60,60 gray0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := describeLines(sheet{content: tt.content}.read(t)); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
