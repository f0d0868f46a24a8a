package check_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"gongkai/extract"
	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/check"
	"gongkai/normalize/records"
)

// A plant puts one error into a disclosure, before its records are read. n
// counts the errors of its kind that were planted before; it returns what a
// finding must name, or false when there is no place for another one.
type plant func(d *normalize.Disclosure, n int) (sign, bool)

// A sign is how a finding about a planted error may be told: it quotes the
// text, names the fact, or is of one of the rules about the table.
type sign struct {
	text, fact, table string
	rules             []string
}

// named tells whether a finding is about the planted error.
func (s sign) named(f *trace.Finding) bool {
	switch {
	case f.Status == trace.Hold:
		return false
	case s.text != "" && strings.Contains(f.Text, s.text), s.fact != "" && slices.Contains(f.Facts, s.fact):
		return true
	}
	return slices.Contains(s.rules, f.Rule) && (s.table == "" || f.Table == s.table)
}

// plantsOfKind is how many errors of one kind are planted in a document, each
// in a fresh copy.
const plantsOfKind = 2

// TestPlantedErrors plants errors of many kinds in documents of the layouts,
// one at a time, and looks for the finding that the document as it was does
// not give.
func TestPlantedErrors(t *testing.T) {
	planted, found := 0, 0
	for _, name := range []string{"seed-docx-lo", "fj-010-rl-ttf", "js-024-docx-lo-rotate90", "sh-005-xlsx-lo", "yn-042-docx-lo-split", "county-government"} {
		doc, err := extract.ReadFile(context.Background(), "../../fixtures/"+name+".pdf", extract.Options{})
		if err != nil {
			t.Fatal(err)
		}
		before := map[string]bool{}
		for _, f := range findings(doc, nil) {
			before[key(&f)] = true
			if f.Severity == trace.Error && f.Status != trace.Hold && !strings.HasPrefix(name, "yn-042") {
				t.Errorf("%s as it is: %s", name, f.Message)
			}
		}
		for _, kind := range plantNames {
			for n := range plantsOfKind {
				var s sign
				ok := false
				after := findings(doc, func(d *normalize.Disclosure) { s, ok = plants[kind](d, n) })
				if !ok {
					break
				}
				planted++
				if slices.ContainsFunc(after, func(f trace.Finding) bool { return !before[key(&f)] && s.named(&f) }) {
					found++
				} else {
					t.Errorf("%s: %s %d is not found: %+v", name, kind, n, s)
				}
			}
		}
	}
	t.Logf("%d of %d planted errors are found", found, planted)
}

// findings reads a document, changes it and checks it.
func findings(doc *extract.Document, change func(*normalize.Disclosure)) []trace.Finding {
	d := normalize.Normalize(doc)
	if change != nil {
		change(d)
	}
	records.Read(d, records.Options{})
	return append(d.Findings, check.Run(d)...)
}

// key tells findings apart.
func key(f *trace.Finding) string {
	return strings.Join([]string{f.Rule, f.Text, f.Table, f.Where, f.Left, f.Right, fmt.Sprint(f.At)}, "|")
}

// plantNames are the kinds of errors in a fixed order.
var plantNames = []string{"amount", "swapped columns", "unit", "year of a title", "year of a heading", "missing table", "sentence", "percentage", "share", "weight",
	"code", "name", "row twice", "allocation", "bracket", "long year", "two points", "two stops", "other body", "placeholder", "empty table",
	"change", "direction of a change", "year of a sentence", "compared year", "body of a sentence", "misspelling"}

var plants = map[string]plant{
	// Another digit in an amount of a table.
	"amount": func(d *normalize.Disclosure, n int) (sign, bool) {
		f := nth(d, n, func(f *normalize.Fact) bool { return f.Phase != "prior" && f.Unit != "" && f.Amount.IsPositive() })
		if f == nil {
			return sign{}, false
		}
		setAmount(f, f.Amount.Add(decimal.New(7, f.Amount.Exponent()+1)))
		return sign{fact: f.ID}, true
	},
	// The amounts of two columns of a row in each other's place.
	"swapped columns": func(d *normalize.Disclosure, n int) (sign, bool) {
		f := nth(d, n, func(f *normalize.Fact) bool { return f.Measure == "basic" && beside(d, f, "project") != nil })
		if f == nil {
			return sign{}, false
		}
		other := beside(d, f, "project")
		a, b := f.Amount.Decimal, other.Amount.Decimal
		setAmount(f, b)
		setAmount(other, a)
		return sign{fact: f.ID}, true
	},
	// A table in 元 that says 万元, and the other way round.
	"unit": func(d *normalize.Disclosure, n int) (sign, bool) {
		kinds := []string{"income", "expenditure", "fiscal_summary", "gpb_expenditure", "gpb_basic"}
		if n >= len(kinds) {
			return sign{}, false
		}
		other := map[string]string{"元": "万元", "万元": "元"}
		var s sign
		for i := range d.Facts {
			f := &d.Facts[i]
			if f.Kind != kinds[n] || other[f.Unit] == "" || d.Document.Kind == "final" && f.Kind != "fiscal_summary" {
				continue
			}
			f.Unit = other[f.Unit]
			setAmount(f, f.Amount.Decimal)
			s = sign{table: "", rules: []string{"cross.income_total", "cross.expenditure_total", "cross.fiscal_gpb", "cross.gpb_basic", "cross.classes", "cross.fiscal_classes", "text.total", "text.item", "cross.income_expenditure"}}
		}
		return s, s.rules != nil && len(d.Tables) > 8 && d.Entity.Name != "青山县财政局"
	},
	"year of a title": func(d *normalize.Disclosure, n int) (sign, bool) {
		year := strconv.Itoa(d.Document.Year)
		for i := range d.Tables {
			t := &d.Tables[i]
			if i < n || !strings.Contains(t.Title+t.Subtitle, year) {
				continue
			}
			last := strconv.Itoa(d.Document.Year - 1)
			t.Title, t.Subtitle = strings.ReplaceAll(t.Title, year, last), strings.ReplaceAll(t.Subtitle, year, last)
			return sign{rules: []string{"table.year"}, table: t.ID}, true
		}
		return sign{}, false
	},
	"year of a heading": func(d *normalize.Disclosure, n int) (sign, bool) {
		year := strconv.Itoa(d.Document.Year)
		for i := range d.Sections {
			if s := &d.Sections[i]; i >= n && strings.Contains(s.Title, year) {
				s.Title = strings.ReplaceAll(s.Title, year, strconv.Itoa(d.Document.Year-1))
				return sign{text: s.Title}, true
			}
		}
		return sign{}, false
	},
	// A table that was left out between others.
	"missing table": func(d *normalize.Disclosure, n int) (sign, bool) {
		at := n + 1
		if at >= len(d.Tables)-1 || d.Tables[at+1].Number == "" && len(d.Contents) == 0 || d.Tables[at].Number == "" {
			return sign{}, false
		}
		id := d.Tables[at].ID
		d.Tables = slices.Delete(d.Tables, at, at+1)
		d.Facts = slices.DeleteFunc(d.Facts, func(f normalize.Fact) bool { return f.Table == id })
		return sign{rules: []string{"table.number", "contents.missing"}}, true
	},
	// Another amount in a sentence about a subject code.
	"sentence": func(d *normalize.Disclosure, n int) (sign, bool) {
		return replace(d, n, regexp.MustCompile(`（项）["”]?：?(?:\d{4}年[预决]算数为)?([\d,.]+)万?元`), func(s string) string {
			if s[0] == '9' {
				return "8" + s[1:]
			}
			return "9" + s[1:]
		})
	},
	"percentage": func(d *normalize.Disclosure, n int) (sign, bool) {
		return replace(d, n, regexp.MustCompile(`(?:增加|减少)[\d,.]+(?:万元|元)，(?:增长|下降)([1-9][\d.]*)%`), func(s string) string { return "7" + s })
	},
	"share": func(d *normalize.Disclosure, n int) (sign, bool) {
		return replace(d, n, regexp.MustCompile(`万?元，占([1-9][\d.]*)%`), func(s string) string { return "1" + s })
	},
	// A weight of a performance form.
	"weight": func(d *normalize.Disclosure, n int) (sign, bool) {
		for i := range d.Tables {
			t := &d.Tables[i]
			if t.Kind != "project_performance" || n > 0 {
				continue
			}
			col := -1
			for k := range t.Cells {
				c := &t.Cells[k]
				switch {
				case strings.HasSuffix(c.Text, "权重") || c.Text == "分值":
					col = c.Col
				case c.Col == col && c.Text != "":
					c.Text += "5"
					if w, err := strconv.Atoi(c.Text); err == nil && w > 100 {
						c.Text = "1"
					}
					return sign{rules: []string{"form.weights"}, table: t.ID}, true
				}
			}
		}
		return sign{}, false
	},
	// A code of another subject.
	"code": func(d *normalize.Disclosure, n int) (sign, bool) {
		f := nth(d, n, func(f *normalize.Fact) bool {
			return f.CodeSystem == "functional" && len(f.Code) == 7 && (f.Kind == "income" || f.Kind == "expenditure") && f.Measure == "total"
		})
		if f == nil {
			return sign{}, false
		}
		old := f.Code
		for i := range d.Facts {
			if g := &d.Facts[i]; g.Table == f.Table && g.Row == f.Row {
				g.Code = old[:5] + "88"
				g.CodeRaw, g.CodeStatus = []string{g.Code}, "unknown"
			}
		}
		return sign{text: f.Code, fact: f.ID}, true
	},
	// A name of another subject, where the list knows the code.
	"name": func(d *normalize.Disclosure, n int) (sign, bool) {
		f := nth(d, n, func(f *normalize.Fact) bool {
			return f.CodeStatus == "known" && len(f.Code) == 7 && f.Kind == "gpb_expenditure" && f.Measure == "total"
		})
		if f == nil {
			return sign{}, false
		}
		name := "其他" + f.Name
		for i := range d.Facts {
			if g := &d.Facts[i]; g.Table == f.Table && g.Row == f.Row {
				g.Name, g.CodeStatus = name, "name_mismatch"
			}
		}
		return sign{text: name}, true
	},
	"row twice": func(d *normalize.Disclosure, n int) (sign, bool) {
		f := nth(d, n, func(f *normalize.Fact) bool {
			return len(f.Code) == 7 && f.Kind == "expenditure" && f.Measure == "total"
		})
		if f == nil {
			return sign{}, false
		}
		again := *f
		again.ID, again.Row = "F0", f.Row+1000
		d.Facts = append(d.Facts, again)
		return sign{fact: "F0"}, true
	},
	// Another amount among the uses of a project's funds.
	"allocation": func(d *normalize.Disclosure, n int) (sign, bool) {
		return replace(d, n, regexp.MustCompile(`资金分配情况：[^。]*?([\d,]+\.\d+)`), func(s string) string { return "8" + s })
	},
	"bracket": func(d *normalize.Disclosure, n int) (sign, bool) {
		return replace(d, n, regexp.MustCompile(`（[^（）]{2,12}(）)[^（）]`), func(string) string { return "" })
	},
	"long year": func(d *normalize.Disclosure, n int) (sign, bool) {
		return replace(d, n, regexp.MustCompile(`[^\d](20\d\d)年`), func(s string) string { return "2" + s })
	},
	"two points": func(d *normalize.Disclosure, n int) (sign, bool) {
		return replace(d, n, regexp.MustCompile(`\p{Han}(\d+\.\d\d)万?元`), func(s string) string { return s[:len(s)-1] + "." + s[len(s)-1:] })
	},
	"two stops": func(d *normalize.Disclosure, n int) (sign, bool) {
		return replace(d, n, regexp.MustCompile(`\p{Han}(。)$`), func(string) string { return "。。" })
	},
	// The name of another body above a table.
	"other body": func(d *normalize.Disclosure, n int) (sign, bool) {
		for i := range d.Tables {
			if t := &d.Tables[i]; i >= n && t.PreparedBy != "" {
				t.PreparedBy = "某某省气象台"
				return sign{text: t.PreparedBy}, true
			}
		}
		return sign{}, false
	},
	"placeholder": func(d *normalize.Disclosure, n int) (sign, bool) {
		for i := range d.Sections {
			if s := &d.Sections[i]; i >= n && d.Entity.Name != "" && strings.Contains(s.Title, d.Entity.Name) {
				s.Title = strings.ReplaceAll(s.Title, d.Entity.Name, "某县XX局")
				return sign{text: "XX局"}, true
			}
		}
		return sign{}, false
	},
	// Another digit in a change whose percentage follows.
	"change": func(d *normalize.Disclosure, n int) (sign, bool) {
		return replace(d, n, regexp.MustCompile(`(?:增加|减少)([1-9][\d,.]*)(?:万元|元)，(?:增长|下降)[1-9]`), func(s string) string { return "7" + s })
	},
	"direction of a change": func(d *normalize.Disclosure, n int) (sign, bool) {
		s, ok := replace(d, n, regexp.MustCompile(`(增加|减少)[1-9][\d,.]*(?:万元|元)，(?:增长|下降)[1-9]`), func(s string) string {
			return map[string]string{"增加": "减少", "减少": "增加"}[s]
		})
		s.rules = []string{"text.signs"}
		return s, ok
	},
	// Last year in a sentence about a subject code.
	"year of a sentence": func(d *normalize.Disclosure, n int) (sign, bool) {
		s, ok := replace(d, n, regexp.MustCompile(`（项）["”]?：?(\d{4})年[预决]算数为[1-9]`), func(string) string { return strconv.Itoa(d.Document.Year - 1) })
		s.text, s.rules = "", []string{"text.stale_year"}
		return s, ok
	},
	// A comparison with the year before last.
	"compared year": func(d *normalize.Disclosure, n int) (sign, bool) {
		find := regexp.MustCompile(fmt.Sprintf(`(?:比|与)(%d)年`, d.Document.Year-1))
		if count(d, find) < 4 {
			return sign{}, false
		}
		s, ok := replace(d, n, find, func(string) string { return strconv.Itoa(d.Document.Year - 2) })
		s.text, s.rules = "", []string{"text.compared_year"}
		return s, ok
	},
	// The name of another body in a sentence about the budget.
	"body of a sentence": func(d *normalize.Disclosure, n int) (sign, bool) {
		find := regexp.MustCompile(`^(` + regexp.QuoteMeta(d.Entity.Name) + `)\d{4}年(?:收支|收入|支出|财政拨款|一般公共预算|没有)`)
		if d.Entity.Name == "" || count(d, find) < 4 {
			return sign{}, false
		}
		s, ok := replace(d, n, find, func(string) string { return "某某市气象局" })
		s.text, s.rules = "", []string{"text.body"}
		return s, ok
	},
	"misspelling": func(d *normalize.Disclosure, n int) (sign, bool) {
		s, ok := replace(d, n, regexp.MustCompile(`财政(拨)款`), func(string) string { return "拔" })
		s.rules = []string{"text.misspelt"}
		return s, ok
	},
	// All amounts of a table taken out.
	"empty table": func(d *normalize.Disclosure, n int) (sign, bool) {
		for i := range d.Tables {
			t := &d.Tables[i]
			if t.Kind != "three_public" || t.Empty || t.Note != "" || n > 0 {
				continue
			}
			t.Empty = true
			d.Facts = slices.DeleteFunc(d.Facts, func(f normalize.Fact) bool { return f.Table == t.ID })
			return sign{rules: []string{"table.unexplained"}, table: t.ID}, true
		}
		return sign{}, false
	},
}

// count returns how many paragraphs fit.
func count(d *normalize.Disclosure, find *regexp.Regexp) int {
	n := 0
	var walk func([]normalize.Section)
	walk = func(sections []normalize.Section) {
		for i := range sections {
			for k := range sections[i].Paragraphs {
				if find.MatchString(sections[i].Paragraphs[k].Text) {
					n++
				}
			}
			walk(sections[i].Children)
		}
	}
	walk(d.Sections)
	return n
}

// nth returns one of the facts that fit, spread over the document; nil when
// there are fewer than n.
func nth(d *normalize.Disclosure, n int, fits func(*normalize.Fact) bool) *normalize.Fact {
	var all []*normalize.Fact
	for i := range d.Facts {
		if fits(&d.Facts[i]) {
			all = append(all, &d.Facts[i])
		}
	}
	if n >= len(all) {
		return nil
	}
	return all[(2*n+1)*len(all)/(2*plantsOfKind)%len(all)]
}

// beside returns the fact of a row that has another measure and is not blank.
func beside(d *normalize.Disclosure, f *normalize.Fact, measure string) *normalize.Fact {
	for i := range d.Facts {
		if g := &d.Facts[i]; g.Table == f.Table && g.Row == f.Row && g.Measure == measure && g.Phase == f.Phase && !g.Amount.Equal(f.Amount.Decimal) {
			return g
		}
	}
	return nil
}

// setAmount gives a fact another amount.
func setAmount(f *normalize.Fact, d decimal.Decimal) {
	f.Amount = normalize.Decimal{Decimal: d}
	f.AmountRaw = f.Amount.String()
	yuan := map[string]int64{"元": 1, "万元": 10000, "亿元": 100000000}[f.Unit]
	f.AmountYuan = &normalize.Decimal{Decimal: d.Mul(decimal.NewFromInt(yuan))}
}

// replace changes group 1 of the nth paragraph that fits.
func replace(d *normalize.Disclosure, n int, find *regexp.Regexp, by func(string) string) (sign, bool) {
	var walk func([]normalize.Section) (sign, bool)
	walk = func(sections []normalize.Section) (sign, bool) {
		for i := range sections {
			for k := range sections[i].Paragraphs {
				p := &sections[i].Paragraphs[k]
				m := find.FindStringSubmatchIndex(p.Text)
				if m == nil {
					continue
				}
				if n--; n >= 0 {
					continue
				}
				put := by(p.Text[m[2]:m[3]])
				p.Text = p.Text[:m[2]] + put + p.Text[m[3]:]
				near := []rune(p.Text[m[2]:])
				if put == "" {
					return sign{rules: []string{"text.bracket"}}, true
				}
				return sign{text: string(near[:min(len(near), len([]rune(put)))]), rules: []string{"text.total", "text.item", "project.allocation", "text.share", "text.percent"}}, true
			}
			if s, ok := walk(sections[i].Children); ok {
				return s, true
			}
		}
		return sign{}, false
	}
	return walk(d.Sections)
}
