package trace

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// locatorJSON is the published form: {"page":3,"bbox":[x0,y0,x1,y1]}.
type locatorJSON struct {
	Page *int  `json:"page"`
	BBox *Rect `json:"bbox"`
}

// appendNumber appends a coordinate rounded to 1/100 point, finer than any
// printer. There are four for each amount, cell and
// line of a document, which is why they do not go through package json.
func appendNumber(b []byte, v float64) ([]byte, error) {
	if v = math.Round(v*100) / 100; math.IsNaN(v) || math.IsInf(v, 0) {
		return nil, fmt.Errorf("trace: a coordinate is %v", v)
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64), nil
}

// MarshalJSON writes the locator as {"page":3,"bbox":[x0,y0,x1,y1]}; an
// unknown page is null, an unknown box is left out. Coordinates are rounded
// to 1/100 point.
func (l Locator) MarshalJSON() ([]byte, error) {
	out := append(make([]byte, 0, len(`{"page":1234,"bbox":[1234.56,1234.56,1234.56,1234.56]}`)), `{"page":`...)
	if l.Page > 0 {
		out = strconv.AppendInt(out, int64(l.Page), 10)
	} else {
		out = append(out, "null"...)
	}
	if !l.Box.IsZero() {
		box, err := l.Box.MarshalJSON()
		if err != nil {
			return nil, err
		}
		out = append(append(out, `,"bbox":`...), box...)
	}
	return append(out, '}'), nil
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
		l.Box = *in.BBox
	}
	return nil
}

// MarshalJSON writes the box as [x0,y0,x1,y1], rounded to 1/100 point.
func (r Rect) MarshalJSON() ([]byte, error) {
	out := make([]byte, 0, len("[1234.56,1234.56,1234.56,1234.56]"))
	var err error
	for i, v := range [...]float64{r.X0, r.Y0, r.X1, r.Y1} {
		out = append(out, "[,,,"[i])
		if out, err = appendNumber(out, v); err != nil {
			return nil, err
		}
	}
	return append(out, ']'), nil
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
