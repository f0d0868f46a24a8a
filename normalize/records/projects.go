package records

import (
	"fmt"
	"slices"
	"strconv"

	"gongkai/normalize"
	"gongkai/normalize/printed"
)

// projectRules is the form of projects.yaml.
type projectRules struct {
	Begin    expression            `yaml:"begin"`
	Fields   map[string]expression `yaml:"fields"`
	Date     expression            `yaml:"date"`
	Document expression            `yaml:"document"`
	Number   expression            `yaml:"number"`
	Between  expression            `yaml:"between"`
	Glue     expression            `yaml:"glue"`
	Tables   []string              `yaml:"tables"`
}

// readProjects reads the projects that the narrative describes by labelled
// lines. A line without a label goes on with the line above.
func (r *reader) readProjects() {
	var open *projectText
	for _, p := range r.passages {
		if m := r.projects.Begin.FindStringIndex(p.Folded); m != nil {
			r.endProject(open)
			open = &projectText{level: p.level, heading: p.heading, fields: map[string]*passage{}}
			open.add("name", p, m[1])
			p.taken = true
			continue
		}
		if open == nil {
			continue
		}
		if p.heading && p.level <= open.level || !p.heading && p.level < open.level {
			r.endProject(open)
			open = nil
			continue
		}
		field, from := r.label(p)
		if field == "" {
			field = open.last
		}
		open.add(field, p, from)
		p.taken = true
	}
	r.endProject(open)
}

// label tells which field of a project a passage begins, and where its value
// starts.
func (r *reader) label(p *passage) (field string, from int) {
	for name, e := range r.projects.Fields {
		if m := e.FindStringIndex(p.Folded); m != nil {
			return name, m[1]
		}
	}
	return "", 0
}

// projectText is a project while its lines are being read.
type projectText struct {
	level   int
	heading bool
	last    string
	fields  map[string]*passage
	at      []*passage
}

// add appends what stands behind byte from of a passage to a field.
func (t *projectText) add(field string, p *passage, from int) {
	value := p.Print(from, len(p.Folded))
	if old := t.fields[field]; old != nil && field == t.last {
		value = old.Printed + value
	} else if old != nil {
		return // a field given twice: the first counts
	}
	t.fields[field] = &passage{Text: printed.New(value)}
	t.last = field
	t.at = append(t.at, p)
}

// endProject makes the record of a project whose lines have been read.
func (r *reader) endProject(t *projectText) {
	if t == nil || t.fields["name"].Printed == "" {
		return
	}
	out := normalize.Project{Name: t.fields["name"].Printed}
	for _, p := range t.at {
		out.At = append(out.At, p.where(0, len(p.Folded))...)
	}
	if f := t.fields["policy_basis"]; f != nil {
		out.PolicyBasis, out.Documents = f.Printed, r.documents(&f.Text)
	}
	if f := t.fields["carrier"]; f != nil {
		out.Carrier = f.Printed
	}
	if f := t.fields["amount"]; f != nil {
		if m := r.narrative.Amount.FindStringSubmatchIndex(f.Folded); m != nil {
			out.Amount, out.Unit = number(&f.Text, group{m[2], m[3]}), unitText(&f.Text, group{m[4], m[5]})
		}
	}
	if f := t.fields["allocation"]; f != nil {
		out.AllocationText, out.Allocation = f.Printed, r.allocation(&f.Text)
	}
	if f := t.fields["period"]; f != nil {
		out.Period = f.Printed
		dates := r.projects.Date.FindAllStringSubmatch(f.Folded, 2)
		if len(dates) == 2 {
			out.Start, out.End = isoDate(dates[0]), isoDate(dates[1])
		}
	}
	r.joinProject(&out)
	r.d.Projects = append(r.d.Projects, out)
}

// isoDate writes a match of year, month and day; "" when there is no such day
// number.
func isoDate(m []string) string {
	month, err1 := strconv.Atoi(m[2])
	day, err2 := strconv.Atoi(m[3])
	if err1 != nil || err2 != nil || month < 1 || month > 12 || day < 1 || day > 31 {
		return ""
	}
	return fmt.Sprintf("%s-%02d-%02d", m[1], month, day)
}

// documents splits a policy basis into the documents it names.
func (r *reader) documents(t *printed.Text) []normalize.PolicyDocument {
	var out []normalize.PolicyDocument
	for _, m := range r.projects.Document.FindAllStringIndex(t.Folded, -1) {
		d := normalize.PolicyDocument{Title: t.Print(m[0], m[1])}
		if n := r.projects.Number.FindStringSubmatchIndex(t.Folded[m[1]:]); n != nil {
			for g := 1; g < len(n)/2; g++ {
				if n[2*g] >= 0 {
					d.Number = t.Print(m[1]+n[2*g], m[1]+n[2*g+1])
				}
			}
		}
		out = append(out, d)
	}
	return out
}

// allocation splits the uses of a project's funds at their amounts. A figure
// that is no number leaves the amount out; the words are kept.
func (r *reader) allocation(t *printed.Text) []normalize.Allocation {
	var out []normalize.Allocation
	from := 0
	for _, m := range r.narrative.Amount.FindAllStringSubmatchIndex(t.Folded, -1) {
		begin := from
		if b := r.projects.Between.FindStringIndex(t.Folded[begin:m[0]]); b != nil {
			begin += b[1]
		}
		end := m[0]
		if g := r.projects.Glue.FindStringIndex(t.Folded[begin:end]); g != nil {
			end = begin + g[0]
		}
		from = m[1]
		if begin >= end {
			continue
		}
		out = append(out, normalize.Allocation{Label: t.Print(begin, end), Amount: number(t, group{m[2], m[3]}), Unit: unitText(t, group{m[4], m[5]}), Raw: t.Print(begin, m[1])})
	}
	return out
}

// joinProject looks up the row of the project table and the performance form
// of a project by its name.
func (r *reader) joinProject(p *normalize.Project) {
	name := printed.New(p.Name).Folded
	for i := range r.d.Facts {
		f := &r.d.Facts[i]
		if f.Project == "" || !slices.Contains(r.projects.Tables, f.Kind) || printed.New(f.Project).Folded != name {
			continue
		}
		p.Facts = append(p.Facts, f.ID)
		if p.Code == "" {
			p.Code = f.Code
		}
	}
	for i := range r.d.Performance {
		if f := &r.d.Performance[i]; f.Project != "" && printed.New(f.Project).Folded == name {
			p.Form = f.Table
		}
	}
	for _, other := range r.otherNames() {
		if printed.Variants(name, printed.New(other).Folded) && !slices.Contains(p.Variants, other) {
			p.Variants = append(p.Variants, other)
		}
	}
}

// otherNames lists the names of projects that tables print.
func (r *reader) otherNames() []string {
	var out []string
	for i := range r.d.Facts {
		if f := &r.d.Facts[i]; f.Project != "" && (i == 0 || r.d.Facts[i-1].Project != f.Project) {
			out = append(out, f.Project)
		}
	}
	for i := range r.d.Performance {
		if f := &r.d.Performance[i]; f.Project != "" {
			out = append(out, f.Project)
		}
	}
	for i := range r.d.Carryovers {
		out = append(out, r.d.Carryovers[i].Name)
	}
	return out
}
