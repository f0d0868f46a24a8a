package panel

import (
	"slices"
	"strings"

	"gongkai/normalize"
)

// A totalKey names the total of a body.
type totalKey struct {
	body string // id
	doc  string // kind of document
	year int
	of   total
}

// A unit is the row of a unit in a table of its department, or the list of all
// units of a department.
type unit struct {
	body   *Body
	head   Head
	name   string          // of the unit; "" for the department with all units
	names  []string        // of all units
	fact   *normalize.Fact // the row of the unit
	totals map[total]figure
}

// subordinate is the measure of the records that list the units of a body.
const subordinate = "subordinate_units"

// collect keeps the totals of a document for those that compare with it, and
// what it says of its units.
func (m *merger) collect(b *Body, e edition) {
	for i, d := range e.docs {
		h := e.heads[i]
		own := map[total]figure{}
		for k := range d.Facts {
			f := &d.Facts[k]
			of := total{f.Kind, f.Side, f.Measure}
			switch {
			case f.Level == "total" && f.Phase != "prior":
				own[of] = figureOf(f, h) // the last total is the grand one
			case f.Level == "unit" && f.Phase != "prior":
				kept := *f
				m.units = append(m.units, unit{body: b, head: h, name: f.Name, fact: &kept})
			}
		}
		for of, f := range own {
			key := totalKey{b.ID, h.Document.Kind, h.Document.Year, of}
			if first, again := m.totals[key]; again && !agree(first, f) {
				f.known = false // two documents differ: told as a conflict
			}
			m.totals[key] = f
		}
		for _, s := range d.Staffing {
			if s.Measure == subordinate && len(s.Names) > 1 {
				m.units = append(m.units, unit{body: b, head: h, names: s.Names, totals: own})
			}
		}
	}
}

// compareUnits compares departments with their units, as far as the set has the
// documents of the units.
func (m *merger) compareUnits() {
	for i := range m.units {
		u := &m.units[i]
		if u.fact == nil {
			m.compareAll(u)
			continue
		}
		of := total{u.fact.Kind, u.fact.Side, u.fact.Measure}
		if f, ok := m.totalOf(u, u.name, of); ok {
			m.compareUnit(u, figureOf(u.fact, u.head), f, u.name, header(u.fact))
		}
	}
}

// totalOf returns the total of the document of a unit of the same region, year
// and kind.
func (m *merger) totalOf(u *unit, name string, of total) (figure, bool) {
	whole := m.name(name)
	id := idOf(u.body.RegionCode, whole)
	if d, rest, ok := m.regions.Split(whole, u.head.Document.Year); ok && rest != "" {
		id = idOf(d.Code, rest)
	}
	f, ok := m.totals[totalKey{id, u.head.Document.Kind, u.head.Document.Year, of}]
	return f, ok && f.known && id != u.body.ID
}

// compareAll compares the totals of a department with the sums of its units,
// where the set has a document of every one. Units that do not count the
// department itself have no more than it.
func (m *merger) compareAll(u *unit) {
	whole := slices.ContainsFunc(u.names, m.words.own.MatchString)
	for _, of := range m.words.Totals {
		x, ok := u.totals[of]
		sum := figure{known: true}
		for _, name := range u.names {
			f, found := m.totalOf(u, name, of)
			ok = ok && found
			sum.amount, sum.room = sum.amount.Add(f.amount), sum.room.Add(f.room)
			sum.file = strings.TrimPrefix(sum.file+"; "+f.file, "; ")
			sum.at = f.at
		}
		if ok && x.known && (whole || sum.amount.GreaterThan(x.amount)) {
			m.compareUnit(u, x, sum, strings.Join(u.names, "、"), of.Kind+" "+of.Side)
		}
	}
}

// compareUnit holds what a department says of units against their own documents.
func (m *merger) compareUnit(u *unit, x, y figure, name, measure string) {
	m.compare(u.body, u.head, x, y, Comparison{Rule: "merge.units", Subject: name, Measure: measure})
}
