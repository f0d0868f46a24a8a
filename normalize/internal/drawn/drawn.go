// Package drawn makes disclosures of texts, for the tests of what is read from
// them.
//
// In: lines, each with a sign in front that tells what it is. Out: a
// disclosure with sections, tables and facts, as package normalize makes them.
package drawn

import (
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"gongkai/normalize"
)

// Disclosure reads lines:
//
//	!NAME            the body that publishes
//	&KIND YEAR [DAY] the kind of document, its year, the ISO date of signing;
//	                 else a budget of 2024
//	%ENTRY           an entry of the table of contents
//	# TITLE          a heading, one # per level
//	@ID KIND TITLE   a table; its rows follow as cells divided by "|", where <
//	                 continues the cell to the left and ^ the cell above; a
//	                 line "_NOTE" is its note, a line "=NUMBER|BODY|ROWS" says its
//	                 number, the body above it, the rows of its header; a table without rows is empty
//	$ID TABLE KIND LEVEL ROW|CODE|NAME|PROJECT|HEADERS|AMOUNT|UNIT
//	                 a fact with the measure total; the code may be given in
//	                 parts: 208/01/01
//
// Everything else is a paragraph. A blank line ends a table.
func Disclosure(t testing.TB, text string) *normalize.Disclosure {
	t.Helper()
	d := &normalize.Disclosure{Document: normalize.DocumentInfo{Kind: "budget", Year: 2024}}
	open := []*[]normalize.Section{&d.Sections}
	var table *normalize.Table
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case strings.TrimSpace(line) == "":
			table = nil
		case line[0] == '!':
			d.Entity.Name = line[1:]
		case line[0] == '&':
			kind, year, _ := strings.Cut(line[1:], " ")
			year, d.Document.SignedOn, _ = strings.Cut(year, " ")
			d.Document.Kind, d.Document.Year = kind, number(t, year)
		case line[0] == '%':
			d.Contents = append(d.Contents, normalize.Paragraph{Text: line[1:]})
		case line[0] == '#':
			level := strings.IndexByte(line, ' ')
			parent := open[min(level, len(open))-1]
			*parent = append(*parent, normalize.Section{Level: level, Title: line[level+1:]})
			open = append(open[:min(level, len(open))], &(*parent)[len(*parent)-1].Children)
		case line[0] == '@':
			f := strings.SplitN(line[1:], " ", 3)
			d.Tables = append(d.Tables, normalize.Table{ID: f[0], Kind: f[1], Title: strings.Join(f[2:], ""), Empty: true})
			table = &d.Tables[len(d.Tables)-1]
		case line[0] == '$':
			d.Facts = append(d.Facts, fact(t, line[1:]))
		case table != nil && line[0] == '_':
			table.Note = strings.TrimPrefix(table.Note+"\n"+line[1:], "\n")
		case table != nil && line[0] == '=':
			f := strings.Split(line[1:]+"||", "|")
			table.Number, table.PreparedBy, table.MarkerRow = f[0], f[1], -1
			if f[2] != "" {
				table.HeaderRows = number(t, f[2])
			}
		case table != nil:
			addRow(table, line)
		case len(open) < 2:
			t.Fatalf("%q: a paragraph without a heading above", line)
		default:
			parent := open[len(open)-2]
			s := &(*parent)[len(*parent)-1]
			s.Paragraphs = append(s.Paragraphs, normalize.Paragraph{Text: line})
		}
	}
	return d
}

func number(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// units of money in 元.
var units = map[string]int64{"元": 1, "万元": 10000}

func fact(t testing.TB, line string) normalize.Fact {
	t.Helper()
	f := strings.Split(line, "|")
	head := strings.Fields(f[0])
	if len(f) != 7 || len(head) != 5 {
		t.Fatalf("fact %q: want 7 fields, 5 in the first", line)
	}
	amount, err := normalize.ParseAmount(f[5])
	if err != nil {
		t.Fatal(err)
	}
	out := normalize.Fact{ID: head[0], Table: head[1], Kind: head[2], Level: head[3], Row: number(t, head[4]), Code: strings.ReplaceAll(f[1], "/", ""), Name: f[2], Project: f[3],
		Measure: "total", MeasurePath: strings.Split(f[4], ">"), Amount: amount, AmountRaw: f[5], Unit: f[6]}
	if f[1] != "" {
		out.CodeSystem, out.CodeRaw = "functional", strings.Split(f[1], "/")
	}
	if n := units[out.Unit]; n > 0 {
		out.AmountYuan = &normalize.Decimal{Decimal: amount.Mul(decimal.NewFromInt(n))}
	}
	return out
}

func addRow(table *normalize.Table, line string) {
	table.Empty = false
	row, fields := table.Rows, strings.Split(line, "|")
	table.Rows, table.Cols = row+1, len(fields)
	for col, text := range fields {
		switch text = strings.TrimSpace(text); text {
		case "<":
			table.Cells[len(table.Cells)-1].ColSpan++
		case "^":
			for i := range table.Cells {
				if c := &table.Cells[i]; c.Col == col && c.Row+c.RowSpan == row {
					c.RowSpan++
				}
			}
		default:
			table.Cells = append(table.Cells, normalize.Cell{Row: row, Col: col, RowSpan: 1, ColSpan: 1, Text: text})
		}
	}
}
