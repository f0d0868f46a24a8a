package layout

import (
	"fmt"
	"io"
)

// DumpLines writes one line per text line outside the grids, and the gutters
// between columns of text.
func (s *Sheet) DumpLines(w io.Writer) error {
	for _, g := range s.Gutters {
		if _, err := fmt.Fprintf(w, "gutter (%.0f, %.0f)–(%.0f, %.0f)\n", g.X0, g.Y0, g.X1, g.Y1); err != nil {
			return err
		}
	}
	for _, l := range s.Lines {
		bold := ""
		if l.Bold {
			bold = " bold"
		}
		b := l.At.Box
		if _, err := fmt.Fprintf(w, "(%.0f, %.0f)–(%.0f, %.0f) size=%.1f%s %s\n", b.X0, b.Y0, b.X1, b.Y1, l.Size, bold, l.Text); err != nil {
			return err
		}
	}
	return nil
}

// DumpGrids writes the cells of every grid, blank ones left out: position,
// spans and text, wrapped lines parted by ⏎.
func (s *Sheet) DumpGrids(w io.Writer) error {
	for i, g := range s.Grids {
		if _, err := fmt.Fprintf(w, "grid %d: %d rows, %d columns, %s, confidence %.2f, (%.0f, %.0f)–(%.0f, %.0f)\n", i+1, g.Rows(), g.Cols(), g.Method, g.Confidence,
			g.Box.X0, g.Box.Y0, g.Box.X1, g.Box.Y1); err != nil {
			return err
		}
		for _, c := range g.Cells {
			if len(c.Lines) == 0 {
				continue
			}
			text := ""
			for k, l := range c.Lines {
				if k > 0 {
					text += "⏎"
				}
				text += l.Text
			}
			if _, err := fmt.Fprintf(w, "  %s %s\n", Position(c.Row, c.Col, c.RowSpan, c.ColSpan), text); err != nil {
				return err
			}
		}
	}
	return nil
}

// Position writes a place in a grid as "r3 c0", with "×2" behind a number
// that spans.
func Position(row, col, rowSpan, colSpan int) string {
	out := fmt.Sprintf("r%d", row)
	if rowSpan > 1 {
		out += fmt.Sprintf("×%d", rowSpan)
	}
	out += fmt.Sprintf(" c%d", col)
	if colSpan > 1 {
		out += fmt.Sprintf("×%d", colSpan)
	}
	return out
}
