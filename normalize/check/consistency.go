package check

import (
	"slices"
	"strconv"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
	"gongkai/normalize/printed"
)

// consistency checks that names, years and numbers are the same all over the
// document: in headings, titles, above tables, in the signature.
func (c *checker) consistency() {
	c.tableYears()
	c.tableNumbers()
	c.tableBodies()
	c.headingBodies(c.d.Sections)
	c.signature()
	for _, t := range c.tables {
		c.twice(t)
		c.blankHeader(t)
	}
}

// blankHeader reports blank cells between the texts of a header: something
// was left out, or cells were split by mistake. A table is named once.
func (c *checker) blankHeader(t *table) {
	at := map[[2]int]*normalize.Cell{}
	for i := range t.Cells {
		cell := &t.Cells[i]
		for row := cell.Row; row < min(cell.Row+cell.RowSpan, t.HeaderRows); row++ {
			for col := cell.Col; col < cell.Col+cell.ColSpan; col++ {
				at[[2]int{row, col}] = cell
			}
		}
	}
	for row := 1; row < t.HeaderRows-1; row++ {
		for col := range t.Cols {
			cell, above, below := at[[2]int{row, col}], at[[2]int{row - 1, col}], at[[2]int{row + 1, col}]
			if cell == nil || above == nil || below == nil || cell.Text != "" || above.Text == "" || below.Text == "" || row == t.MarkerRow || row+1 == t.MarkerRow {
				continue
			}
			c.note("header.blank", note{text: above.Text, table: t.ID, where: t.Title, at: []trace.Locator{{Page: cell.Page, Box: cell.BBox}}, values: values{"row": strconv.Itoa(row + 1)}})
			return
		}
	}
}

// tableYears reports titles of tables that name years, but not the document's.
// Budgets also print what was spent and owed in the year before.
func (c *checker) tableYears() {
	year := strconv.Itoa(c.d.Document.Year)
	for i := range c.d.Tables {
		t := &c.d.Tables[i]
		title := printed.New(t.Title + t.Subtitle)
		if slices.Contains(c.prose.OtherYear, t.Kind) || c.d.Document.Kind != "final" && c.prose.OtherTitle.MatchString(title.Folded) {
			continue
		}
		years := c.prose.Year.FindAllString(title.Folded, -1)
		if len(years) == 0 || c.d.Document.Year == 0 || slices.ContainsFunc(years, func(y string) bool { return strings.HasPrefix(y, year) }) {
			continue
		}
		c.note("table.year", note{text: title.Printed, table: t.ID, at: t.Locators, values: values{"year": years[0], "document": year}})
	}
}

// numberedTables is how many tables must be numbered alike for a gap to tell.
const numberedTables = 4

// tableNumbers reports a gap or a repetition in the numbers of the tables.
func (c *checker) tableNumbers() {
	type numbered struct {
		n     int
		table *normalize.Table
	}
	series := map[string][]numbered{}
	var order []string
	for i := range c.d.Tables {
		t := &c.d.Tables[i]
		prefix, n, ok := splitNumber(t.Number)
		if !ok {
			continue
		}
		if series[prefix] == nil {
			order = append(order, prefix)
		}
		series[prefix] = append(series[prefix], numbered{n, t})
	}
	for _, prefix := range order {
		s := series[prefix]
		if len(s) < numberedTables {
			continue
		}
		for i := 1; i < len(s); i++ {
			// Two tables may share a number; one that was left out leaves a hole.
			if s[i].n == s[i-1].n+2 && !slices.ContainsFunc(s, func(x numbered) bool { return x.n == s[i-1].n+1 }) {
				t := s[i].table
				c.note("table.number", note{text: t.Number, table: t.ID, where: t.Title, at: t.Locators[:min(1, len(t.Locators))],
					values: values{"before": s[i-1].table.Number}})
			}
		}
	}
}

// splitNumber takes the running number of a table from what stands around it:
// 公开03表, 附件1-4, 表十二.
func splitNumber(s string) (around string, n int, ok bool) {
	s = kinds.Fold(s)
	end := strings.LastIndexFunc(s, isDigit)
	if end < 0 {
		for i, r := range chineseNumbers {
			if s == "表"+r {
				return "表", i + 1, true
			}
		}
		return "", 0, false
	}
	begin := end
	for begin > 0 && isDigit(rune(s[begin-1])) {
		begin--
	}
	n, err := strconv.Atoi(s[begin : end+1])
	return s[:begin] + "#" + s[end+1:], n, err == nil
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

var chineseNumbers = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九"}

// tableBodies reports a table that names another body above it than most do.
func (c *checker) tableBodies() {
	count := map[string]int{}
	n := 0
	for i := range c.d.Tables {
		if b := kinds.Fold(c.d.Tables[i].PreparedBy); b != "" {
			count[b]++
			n++
		}
	}
	usual := ""
	for b, k := range count {
		if 2*k > n {
			usual = b
		}
	}
	for i := range c.d.Tables {
		t := &c.d.Tables[i]
		if b := kinds.Fold(t.PreparedBy); usual != "" && b != "" && !sameBody(b, usual) {
			c.note("table.body", note{text: t.PreparedBy, table: t.ID, at: t.Locators[:min(1, len(t.Locators))], values: values{"name": usual}})
		}
	}
}

// headingBodies reports headings that name another body than the one that
// publishes.
func (c *checker) headingBodies(sections []normalize.Section) {
	own := kinds.Fold(c.d.Entity.Name)
	for i := range sections {
		s := &sections[i]
		title := printed.New(s.Title)
		if m := c.prose.HeadingBody.FindStringSubmatchIndex(title.Folded); m != nil && own != "" {
			body := title.Folded[m[2]:m[3]]
			if c.cat.IsBody(body) && !sameBody(body, own) {
				c.note("heading.body", note{text: s.Title, at: s.At, values: values{"body": title.Print(m[2], m[3]), "name": c.d.Entity.Name}})
			}
		}
		c.headingBodies(s.Children)
	}
}

// sameBody tells whether two names may be those of one body: one leaves out
// characters of the other, 省检察院 of 某省人民检察院.
func sameBody(a, b string) bool {
	long, short := []rune(a), []rune(b)
	if len(long) < len(short) {
		long, short = short, long
	}
	for _, r := range long {
		if len(short) > 0 && short[0] == r {
			short = short[1:]
		}
	}
	return len(short) == 0
}

// signature reports a date of signing that is too far from the year of the
// document: budgets are published about its beginning, accounts in the year
// after.
func (c *checker) signature() {
	year, _, ok := strings.Cut(c.d.Document.SignedOn, "-")
	n, err := strconv.Atoi(year)
	if !ok || err != nil || c.d.Document.Year == 0 {
		return
	}
	first := c.d.Document.Year - 1
	if c.d.Document.Kind == "final" {
		first = c.d.Document.Year
	}
	if n >= first && n <= first+2 {
		return
	}
	c.note("sign.year", note{text: c.d.Document.SignedOn, values: values{"document": strconv.Itoa(c.d.Document.Year)}})
}

// twice reports a row of a list without codes that is printed twice, with the
// same amounts.
func (c *checker) twice(t *table) {
	kind, ok := c.cat.Kind(t.Kind)
	if !ok || kind.Shape == kinds.Form || kind.Shape == kinds.Listing || !slices.Contains(c.prose.Unique, t.Kind) {
		return
	}
	type row struct {
		side  string
		row   int
		first *normalize.Fact
	}
	text := map[row]string{}
	var order []row
	at := map[[2]any]row{}
	for _, f := range t.facts {
		if f.Code != "" || f.Name == "" || f.Level == "total" || f.Amount.IsZero() {
			continue
		}
		k, known := at[[2]any{f.Side, f.Row}]
		if !known {
			k = row{f.Side, f.Row, f}
			at[[2]any{f.Side, f.Row}] = k
			order = append(order, k)
			text[k] = strings.Join(append(slices.Clone(f.LabelPath), kinds.Fold(f.Name), f.Project), ">")
		}
		text[k] += "|" + strconv.Itoa(f.Column) + "=" + f.Amount.String()
	}
	seen := map[string]bool{}
	for _, k := range order {
		key := k.side + text[k]
		if seen[key] {
			c.note("row.twice", note{text: k.first.Name, table: t.ID, facts: []string{k.first.ID}, at: []trace.Locator{k.first.At}})
		}
		seen[key] = true
	}
}
