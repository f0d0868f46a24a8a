// Package extract reads a PDF into headings, paragraphs and whole tables.
//
// In: the bytes of a PDF. Out: a Document: blocks in reading order, tables
// that cross pages stitched into one. Nothing is interpreted as a budget yet:
// it reads any PDF with a text layer.
//
// Read and ReadFile are the way in; Document.Tables, Document.Outline and the
// Blocks the way out. Every Cell has its printed parts with page and box, in
// points from the top left corner of the page.
//
// Compatibility: the module follows semantic versioning. From version 1 on,
// the exported names of the packages extract, extract/trace, normalize,
// normalize/check and export keep their form and meaning within a major
// version. Fields, constants and rules of findings may be added, so composite
// literals should name their fields and readers of findings should pass over
// rules they do not know. Which cells and texts are found is no part of the
// promise: it gets better. The other packages beneath extract serve this
// module alone and may change at any time, but for the fields of layout.Line.
package extract

import (
	"slices"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

// A Source identifies the published file.
type Source struct {
	File     string `json:"file"`   // base name
	SHA256   string `json:"sha256"` // of the bytes, lower-case hex
	Pages    int    `json:"pages"`
	Producer string `json:"producer,omitempty"` // as the file says
	Tool     string `json:"tool,omitempty"`
	Version  string `json:"tool_version,omitempty"`
}

// A Document is a disclosure as published, in reading order.
type Document struct {
	Source     Source
	Pages      []Page // all pages of the file in order
	Blocks     []Block
	Findings   []trace.Finding
	Incomplete bool // a limit or damage kept parts of the file from being read; a finding names the pages
}

// A Page is a page of the file as it was read.
type Page struct {
	Number        int     // from 1
	Width, Height float64 // points, as displayed; 0 when the page was not read
	Turn          int     // degrees clockwise by which its text was turned; boxes on it are those of the page turned back
}

// TablesOn returns the tables of which a part stands on page n, from 1.
func (d *Document) TablesOn(n int) []*Table {
	var out []*Table
	for _, t := range d.Tables() {
		if slices.Contains(t.Pages(), n) {
			out = append(out, t)
		}
	}
	return out
}

// Tables returns the tables of the document in reading order.
func (d *Document) Tables() []*Table {
	var out []*Table
	for _, b := range d.Blocks {
		if b.Table != nil {
			out = append(out, b.Table)
		}
	}
	return out
}

// A Block is a heading, a paragraph or a table; exactly one field is set.
type Block struct {
	Heading   *Heading
	Paragraph *Paragraph
	Table     *Table
}

// A Heading is a title of the narrative.
type Heading struct {
	Level int // 1 = 第N部分, 2 = 一、, 3 = （一）, ...
	Text  string
	At    []trace.Locator
}

// A Role tells what a paragraph is part of.
type Role int

const (
	Body      Role = iota // the running text
	Cover                 // title pages
	Contents              // a table of contents
	Signature             // who publishes and when, at the end
	Unread                // a row of a table that could not be told into cells; a finding reports it
)

// A Paragraph is running text, its lines joined over lines and pages.
type Paragraph struct {
	Text   string
	Marker string // what marks it as an item of a list, such as "1." or "•": the beginning of Text; "" for none
	Lines  []layout.Line
	Role   Role
}

// A Table is one whole table: the grids of several pages stitched into one,
// the header rows once.
type Table struct {
	ID         string        // "T1", "T2", ... in reading order
	Caption    []layout.Line // number, title, department and unit lines above the grid, top to bottom
	Rows, Cols int
	HeaderRows int    // rows known to be header because a later page repeats them; 0 when no page does
	Cells      []Cell // row-major; every position covered exactly once
	Fragments  []Fragment
	Notes      []layout.Line // lines under the grid that belong to it
	Method     layout.Method
	Confidence float64
}

// Pages returns the pages the table stands on, ascending.
func (t *Table) Pages() []int {
	var out []int
	for _, f := range t.Fragments {
		if len(out) == 0 || out[len(out)-1] != f.Page {
			out = append(out, f.Page)
		}
	}
	return out
}

// Header returns how many rows at the top are the header: those that a later
// page repeats, or those that name the columns. It is a reading of the form of
// the table, not of its words.
func (t *Table) Header() int {
	top := 0
	for top < len(t.Cells) && t.Cells[top].Row <= headerRowsMax {
		top++
	}
	return max(t.HeaderRows, headerBlock(t.Cells[:top], t.Rows))
}

// A Fragment is the part of a table that stands on one page.
type Fragment struct {
	Page           int
	Box            trace.Rect
	HeaderRepeated bool // header rows of the table are printed again on this page
	FirstRow       int  // first row of the table printed here, repeated header aside
	LastRow        int  // last one
}

// A Cell is a cell of a whole table.
type Cell struct {
	Row, Col         int
	RowSpan, ColSpan int
	Text             string // the logical text, wraps joined
	Parts            []Part // what is printed where; more than one when the cell crosses a page or its header is repeated
}

// A Part is what one page prints of a cell.
type Part struct {
	At    trace.Locator // box of the cell on that page
	Ink   trace.Rect    // box of the printed text; zero when blank
	Lines []layout.Line // as printed
	Text  string        // the lines joined
}
