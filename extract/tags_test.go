package extract

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/extract/layout"
	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// drawnPage prints cells in columns between the edges x, rows 20 points high
// from y = 100 on. A row is its cells separated by "|". The text of the cell in
// row r and column c is the marked content 10·r + c.
func drawnPage(x []float64, ruled bool, rows ...string) *page.Page {
	const top, height = 100.0, 20.0
	p := &page.Page{Number: 1, Width: 595, Height: 842, Fonts: []page.Font{{Name: "Regular"}}}
	for r, row := range rows {
		y := top + float64(r)*height
		for c, text := range strings.Split(row, "|") {
			at := x[c] + testPad
			for _, ch := range text {
				w := textWidth(string(ch))
				p.Glyphs = append(p.Glyphs, page.Glyph{
					Text: string(ch), X: at, Y: y + 14, Size: testSize, MCID: 10*r + c,
					Box: trace.Rect{X0: at, Y0: y + 14 - 0.88*testSize, X1: at + w, Y1: y + 14 + 0.12*testSize},
				})
				at += w
			}
		}
	}
	if !ruled {
		return p
	}
	bottom := top + float64(len(rows))*height
	for r := range len(rows) + 1 {
		y := top + float64(r)*height
		p.Rulings = append(p.Rulings, page.Ruling{X0: x[0], Y0: y, X1: x[len(x)-1], Y1: y, Width: 0.5})
	}
	for _, at := range x {
		p.Rulings = append(p.Rulings, page.Ruling{X0: at, Y0: top, X1: at, Y1: bottom, Width: 0.5})
	}
	return p
}

// tags describes a tagged table: cells separated by spaces, each its marked
// content joined by "+" ("-" for none), "×N" for a cell over N columns.
func tags(rows ...string) page.TaggedTable {
	t := page.TaggedTable{Number: 1, Rows: len(rows)}
	for r, row := range rows {
		col := 0
		for _, cell := range strings.Fields(row) {
			c := page.TaggedCell{Row: r, Col: col, RowSpan: 1, ColSpan: 1}
			ids, span, spans := strings.Cut(cell, "×")
			if spans {
				fmt.Sscan(span, &c.ColSpan)
			}
			for _, id := range strings.Split(ids, "+") {
				n := 0
				if _, err := fmt.Sscan(id, &n); err == nil && id != "-" {
					c.MCIDs = append(c.MCIDs, n)
				}
			}
			col += c.ColSpan
			t.Cells = append(t.Cells, c)
		}
		t.Cols = max(t.Cols, col)
	}
	return t
}

func TestWeighTags(t *testing.T) {
	x := []float64{50, 150, 250, 350}
	ruled := []string{"项目|金额|备注", "收入|1.20|甲", "支出|3.40|乙"}
	tests := []struct {
		name     string
		x        []float64
		ruled    bool
		rows     []string
		tags     page.TaggedTable
		raised   bool
		rule     string
		severity trace.Severity
		words    string // in the message
	}{
		{name: "same cells", x: x, ruled: true, rows: ruled, tags: tags("0 1 2", "10 11 12", "20 21 22"), raised: true},
		{name: "title set as a row", x: x, ruled: true, rows: ruled, tags: tags("99×3", "0 1 2", "10 11 12", "20 21 22"), raised: true},
		{name: "blank cells left out", x: x, ruled: true, rows: []string{"项目|金额|备注", "||甲", "支出|3.40|乙"}, tags: tags("0 1 2", "12", "20 21 22"), raised: true},
		{name: "blank cells left out beside a row that spans", x: x, ruled: true, rows: []string{"项目|金额|备注", "收入||甲", "支出|3.40|乙"}, tags: tags("99×3", "0 1 2", "10 12", "20 21 22"), raised: true},
		{name: "two cells in one", x: x, ruled: true, rows: ruled, tags: tags("0 1+2", "10 11 12", "20 21 22"),
			rule: "tags.differ", words: "3 rows and 3 columns, its print shows 3 rows and 3 columns (1 cells of the tags are several cells in print)"},
		{name: "one row for two", x: x, ruled: true, rows: ruled, tags: tags("0 1 2", "10+20 11+21 12+22"),
			rule: "tags.differ", words: "3 cells of the tags are several cells in print"},
		{name: "rows in another order", x: x, ruled: true, rows: ruled, tags: tags("0 1 2", "20 21 22", "10 11 12"),
			rule: "tags.differ", words: "counted otherwise"},
		{name: "columns in another order", x: x, ruled: true, rows: ruled, tags: tags("0 1 2", "10 12 11", "20 21 22"),
			rule: "tags.differ", words: "counted otherwise"},
		{name: "text outside", x: x, ruled: true, rows: ruled, tags: tags("0 1 2", "10 11 12+99", "20 21 22"),
			rule: "tags.differ", words: "1 cells of the tags stand outside"},
		{name: "too little", x: x, ruled: true, rows: ruled, tags: tags("0 -", "- 1+2")},
		{name: "one column", x: x, ruled: true, rows: ruled, tags: tags("0+1+2", "10+11+12", "20", "21+22")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := drawnPage(tt.x, tt.ruled, tt.rows...)
			p.Glyphs = append(p.Glyphs, page.Glyph{Text: "题", X: 50, Y: 60, Size: testSize, MCID: 99, Box: trace.Rect{X0: 50, Y0: 51, X1: 60, Y1: 61}})
			p.Tags = []page.TaggedTable{tt.tags}
			before := layout.Analyze(p)
			if len(before.Grids) != 1 {
				t.Fatalf("%d grids", len(before.Grids))
			}
			confidence := before.Grids[0].Confidence
			s := weighTags(p, before)
			if raised := s.Grids[0].Confidence > confidence; raised != tt.raised || s.Grids[0].Confidence > 1 {
				t.Errorf("confidence %v, was %v", s.Grids[0].Confidence, confidence)
			}
			switch {
			case tt.rule == "" && len(s.Findings) > 0:
				t.Errorf("findings %+v", s.Findings)
			case tt.rule == "":
			case len(s.Findings) != 1 || s.Findings[0].Rule != tt.rule || s.Findings[0].Severity != tt.severity || !strings.Contains(s.Findings[0].Message, tt.words):
				t.Errorf("findings %+v, want %q", s.Findings, tt.words)
			}
		})
	}
}

// TestUseTags reads tables that only the tags tell from text.
func TestUseTags(t *testing.T) {
	x := []float64{50, 200, 350}
	rows := []string{"甲方名称|乙", "丙|丁方"}
	tests := []struct {
		name  string
		x     []float64
		rows  []string
		extra string // text between the rows
		tags  page.TaggedTable
		rule  string
		want  []string
	}{
		{name: "in rows and columns", x: x, rows: rows, tags: tags("0 1", "10 11"), rule: "tags.used", want: []string{"甲方名称|乙", "丙|丁方"}},
		{name: "with a cell over both columns", x: x, rows: append([]string{"合并的单元格里的文字"}, rows...), tags: tags("0×2", "10 11", "20 21"), rule: "tags.used",
			want: []string{"合并的单元格里的文字|<", "甲方名称|乙", "丙|丁方"}},
		{name: "columns overlap", x: x, rows: rows, tags: tags("0 1", "11 10"), rule: "tags.no_table"},
		{name: "text that is in no cell", x: x, rows: rows, extra: "注", tags: tags("0 1", "10 11"), rule: "tags.no_table"},
		{name: "a row without text", x: x, rows: rows, tags: tags("0 1", "- -", "10 11"), rule: "tags.no_table"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := drawnPage(tt.x, false, tt.rows...)
			p.Tags = []page.TaggedTable{tt.tags}
			if tt.extra != "" {
				p.Glyphs = append(p.Glyphs, page.Glyph{Text: tt.extra, X: 130, Y: 134, Size: testSize, MCID: -1, Box: trace.Rect{X0: 130, Y0: 125.2, X1: 140, Y1: 135.2}})
			}
			before := layout.Analyze(p)
			if len(before.Grids) != 0 {
				t.Fatalf("%d grids in print", len(before.Grids))
			}
			s := weighTags(p, before)
			if len(s.Findings) != 1 || s.Findings[0].Rule != tt.rule {
				t.Fatalf("findings %+v, want %s", s.Findings, tt.rule)
			}
			if tt.want == nil {
				if len(s.Grids) != 0 || len(s.Lines) != len(before.Lines) {
					t.Errorf("%d grids, %d lines", len(s.Grids), len(s.Lines))
				}
				return
			}
			doc := Build(Source{}, []layout.Sheet{s})
			table := doc.Tables()[0]
			if got := draw(table); strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if len(s.Lines) != 0 || table.Method != layout.Tagged || table.Confidence != taggedConfidence {
				t.Errorf("lines %v, method %s, confidence %v", s.Lines, table.Method, table.Confidence)
			}
		})
	}
}

// TestWeighTagsTurned compares the tags of a page whose text is turned.
func TestWeighTagsTurned(t *testing.T) {
	for turns := 1; turns < 4; turns++ {
		p := drawnPage([]float64{50, 150, 250}, true, "项目|金额", "收入|1.20", "支出|3.40")
		p.Tags = []page.TaggedTable{tags("0 1", "10 11", "20 21")}
		for range turns {
			turnPage(p)
		}
		before := layout.Analyze(p)
		if before.Turn != 90*turns || len(before.Grids) != 1 {
			t.Fatalf("turned by %d, %d grids", before.Turn, len(before.Grids))
		}
		confidence := before.Grids[0].Confidence
		if s := weighTags(p, before); s.Grids[0].Confidence <= confidence || len(s.Findings) != len(before.Findings) {
			t.Errorf("turned by %d: confidence %v, findings %+v", 90*turns, s.Grids[0].Confidence, s.Findings)
		}
	}
}

// turnPage turns a page clockwise by a quarter.
func turnPage(p *page.Page) {
	h := p.Height
	p.Width, p.Height = p.Height, p.Width
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		b := g.Box
		g.X, g.Y, g.Angle = h-g.Y, g.X, (g.Angle+90)%360
		g.Box = trace.Rect{X0: h - b.Y1, Y0: b.X0, X1: h - b.Y0, Y1: b.X1}
	}
	for i := range p.Rulings {
		r := &p.Rulings[i]
		r.X0, r.Y0, r.X1, r.Y1 = h-r.Y1, r.X0, h-r.Y0, r.X1
	}
}
