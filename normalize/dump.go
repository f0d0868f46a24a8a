package normalize

import (
	"fmt"
	"io"
	"strings"
)

// DumpFacts writes the facts printed on a page (0: all), one a line, and the
// findings that point at it.
func (d *Disclosure) DumpFacts(w io.Writer, page int) error {
	for i := range d.Facts {
		f := &d.Facts[i]
		if page > 0 && f.At.Page != page {
			continue
		}
		row := strings.TrimSpace(f.Code + " " + strings.Join(append(append([]string{}, f.LabelPath...), f.Name), " > "))
		if f.Project != "" {
			row += " | " + f.Project
		}
		if _, err := fmt.Fprintf(w, "%s p%d r%d c%d %s %s | %s | %s (%s) = %s %s\n", f.Table, f.At.Page, f.Row, f.Column, f.Kind, f.Side, row,
			strings.Join(f.MeasurePath, " > "), f.Measure, f.Amount, f.Unit); err != nil {
			return err
		}
	}
	for _, f := range d.Findings {
		on := page == 0
		for _, at := range f.At {
			on = on || at.Page == page
		}
		if !on {
			continue
		}
		if _, err := fmt.Fprintf(w, "finding %s %s %s: %s\n", f.Severity, f.Rule, f.Table, f.Message); err != nil {
			return err
		}
	}
	return nil
}
