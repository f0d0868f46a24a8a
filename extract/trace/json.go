package trace

import (
	"encoding/json"
	"math"
)

// locatorJSON is the published form: {"page":3,"bbox":[x0,y0,x1,y1]}.
type locatorJSON struct {
	Page *int       `json:"page"`
	BBox *[4]number `json:"bbox,omitempty"`
}

// number is a coordinate rounded to 1/100 point, finer than any printer.
type number float64

func (n number) MarshalJSON() ([]byte, error) {
	return json.Marshal(math.Round(float64(n)*100) / 100)
}

// MarshalJSON writes the locator as {"page":3,"bbox":[x0,y0,x1,y1]}; an
// unknown page is null, an unknown box is left out. Coordinates are rounded
// to 1/100 point.
func (l Locator) MarshalJSON() ([]byte, error) {
	var out locatorJSON
	if l.Page > 0 {
		out.Page = &l.Page
	}
	if !l.Box.IsZero() {
		out.BBox = &[4]number{number(l.Box.X0), number(l.Box.Y0), number(l.Box.X1), number(l.Box.Y1)}
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (l *Locator) UnmarshalJSON(b []byte) error {
	var in locatorJSON
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	*l = Locator{}
	if in.Page != nil {
		l.Page = *in.Page
	}
	if in.BBox != nil {
		l.Box = Rect{float64(in.BBox[0]), float64(in.BBox[1]), float64(in.BBox[2]), float64(in.BBox[3])}
	}
	return nil
}

// MarshalJSON writes the box as [x0,y0,x1,y1], rounded to 1/100 point.
func (r Rect) MarshalJSON() ([]byte, error) {
	return json.Marshal([4]number{number(r.X0), number(r.Y0), number(r.X1), number(r.Y1)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Rect) UnmarshalJSON(b []byte) error {
	var a [4]float64
	if err := json.Unmarshal(b, &a); err != nil {
		return err
	}
	*r = Rect{a[0], a[1], a[2], a[3]}
	return nil
}
