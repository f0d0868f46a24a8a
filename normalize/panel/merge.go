package panel

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
)

// ErrSkip is what load gives to leave a document out.
var ErrSkip = errors.New("left out")

// Merge reads the documents of each body, gives every amount to row in the
// order of bodies, years, kinds of document and reading, and compares documents
// with each other. load reads a document by the file of its head; no more
// documents are held at once than one body has of one year, besides the figures
// that next year's sentences compare with. An error of load or row ends it, but
// for ErrSkip.
func Merge(bodies []Body, load func(file string) (*normalize.Disclosure, error), row func(*Row) error) (*Result, error) {
	r, err := newResolver()
	if err != nil {
		return nil, err
	}
	m := &merger{resolver: r, row: row, result: &Result{}, totals: map[totalKey]figure{}}
	for i := range bodies {
		if err := m.merge(&bodies[i], load); err != nil {
			return nil, err
		}
	}
	m.compareUnits()
	return m.result, nil
}

// A merger puts documents together.
type merger struct {
	*resolver
	row    func(*Row) error
	result *Result
	totals map[totalKey]figure // of all bodies
	units  []unit              // of all departments, in order
}

// An edition is the documents of one body, year and kind.
type edition struct {
	heads []Head
	docs  []*normalize.Disclosure
}

// merge puts the documents of one body together.
func (m *merger) merge(b *Body, load func(string) (*normalize.Disclosure, error)) error {
	before := map[string]*memory{} // by kind of document, of the year before
	for from := 0; from < len(b.Documents); {
		first := b.Documents[from].Document
		var e edition
		for ; from < len(b.Documents) && b.Documents[from].Document.Year == first.Year && b.Documents[from].Document.Kind == first.Kind; from++ {
			d, err := load(b.Documents[from].File)
			if errors.Is(err, ErrSkip) {
				continue
			}
			if err != nil {
				return fmt.Errorf("%s: %w", b.Documents[from].File, err)
			}
			e.heads, e.docs = append(e.heads, b.Documents[from]), append(e.docs, d)
		}
		if len(e.docs) == 0 {
			continue
		}
		if err := m.rows(b, e); err != nil {
			return err
		}
		if last := before[first.Kind]; last != nil && last.year == first.Year-1 {
			for i := range e.docs {
				m.prior(b, e.heads[i], e.docs[i], last)
			}
		}
		before[first.Kind] = m.remember(b, e)
		m.collect(b, e)
	}
	return nil
}

// keyOf tells which amount a fact is, the same in every document: the kind of
// its table, its code, else its name and the one above it, its measure.
func keyOf(f *normalize.Fact) string {
	name := f.Code
	if name == "" {
		name = kinds.Fold(f.Name)
		if n := len(f.LabelPath); n > 0 {
			name = kinds.Fold(f.LabelPath[n-1]) + "/" + name
		}
	}
	return strings.Join([]string{f.Kind, f.Side, f.CodeSystem, name, kinds.Fold(f.Project), measureOf(f), f.Phase}, "\t")
}

// measureOf names the measure of a fact, by its headers where it is not known.
func measureOf(f *normalize.Fact) string {
	return cmp.Or(f.Measure, kinds.Fold(strings.Join(f.MeasurePath, ">")))
}

// rows gives the amounts of the documents of one year and kind: each once,
// those that differ once per document, marked.
func (m *merger) rows(b *Body, e edition) error {
	found := make([]map[string]*normalize.Fact, len(e.docs))
	keys := make([][]string, len(e.docs))
	for i, d := range e.docs {
		found[i] = map[string]*normalize.Fact{}
		for k := range d.Facts {
			f := &d.Facts[k]
			key := keyOf(f)
			for n := 2; found[i][key] != nil; n++ { // printed several times: by its turn
				key = keyOf(f) + "\t" + strconv.Itoa(n)
			}
			found[i][key] = f
			keys[i] = append(keys[i], key)
		}
	}
	for i := range e.docs {
		for _, key := range keys[i] {
			f := found[i][key]
			row := Row{Body: b, Document: e.heads[i], Fact: *f, Documents: 1}
			repeated := false
			for j := range e.docs {
				other := found[j][key]
				switch {
				case j == i || other == nil:
				case !agree(figureOf(f, e.heads[i]), figureOf(other, e.heads[j])):
					row.Conflict = true
					if j > i {
						m.conflict(b, e.heads[i], e.heads[j], f, other)
					}
				case j < i:
					repeated = true
				default:
					row.Documents++
				}
			}
			if repeated {
				continue
			}
			m.result.Rows++
			if err := m.row(&row); err != nil {
				return err
			}
		}
	}
	return nil
}

// A figure is an amount in 元 with its place.
type figure struct {
	amount decimal.Decimal
	room   decimal.Decimal // half of the last printed place, in 元
	raw    string          // as printed
	file   string
	table  string
	fact   string
	known  bool // its unit is known
	at     trace.Locator
}

func figureOf(f *normalize.Fact, h Head) figure {
	out := figure{amount: f.Amount.Decimal, raw: f.AmountRaw, file: h.File, table: f.Table, fact: f.ID, at: f.At}
	half := decimal.New(5, f.Amount.Exponent()-1)
	if f.AmountYuan == nil {
		out.room = half
		return out
	}
	out.known, out.amount, out.room = true, f.AmountYuan.Decimal, half
	if !f.Amount.IsZero() {
		out.room = half.Mul(f.AmountYuan.Div(f.Amount.Decimal).Round(0))
	}
	return out
}

// agree tells whether two figures may be the same amount, printed in other
// units or rounded otherwise.
func agree(a, b figure) bool {
	if a.known != b.known {
		return true // nothing can be said
	}
	return a.amount.Sub(b.amount).Abs().LessThanOrEqual(a.room.Add(b.room)) && (a.room.Equal(b.room) && a.amount.Equal(b.amount) || !a.room.Equal(b.room))
}

// conflict reports two documents of one year that give different amounts.
func (m *merger) conflict(b *Body, a, other Head, f, g *normalize.Fact) {
	x, y := figureOf(f, a), figureOf(g, other)
	m.find(b, a, y, "merge.conflict", x, label(f), header(f))
}

// find reports that a figure x of a document is not y of another.
func (m *merger) find(b *Body, h Head, y figure, rule string, x figure, subject, measure string) {
	values := map[string]string{"entity": b.Name, "year": strconv.Itoa(h.Document.Year), "row": strings.TrimSpace(subject + " " + measure), "document": h.File, "document2": y.file}
	f := Finding{Body: b.ID, Document: h.File, Other: y.file, Finding: trace.Finding{Rule: rule, Status: trace.Fail, Text: x.raw, Table: x.table,
		Left: x.amount.String(), Right: y.amount.String(), Diff: x.amount.Sub(y.amount).String(), Values: values, At: []trace.Locator{x.at, y.at}}}
	if x.fact != "" {
		f.Facts = []string{x.fact}
	}
	m.result.Findings = append(m.result.Findings, told(f))
}

// label names the row of a fact.
func label(f *normalize.Fact) string { return strings.TrimSpace(f.Code + " " + f.Name) }

// header names the column of a fact: its innermost header.
func header(f *normalize.Fact) string {
	if n := len(f.MeasurePath); n > 0 {
		return f.MeasurePath[n-1]
	}
	return f.Measure
}
