package normalize

import (
	"strings"

	"gongkai/normalize/kinds"
)

// rowKey says what a row of a list is about.
type rowKey struct {
	code    string
	codeRaw []string
	parts   []string // of the code, by code column
	name    string
	nameRaw string
	label   kinds.Label
	outer   []string // texts of label columns left of the name
	project string
	counts  bool // its figures count things, they are no money
	padded  bool // a part of the code lacks its leading zero in print
	second  int  // column from which on the row is named by another classification; -1 if none
}

// readKey reads the key columns of a list in one row. Merged cells count for
// every row they cover.
//
// above holds the parts of the code in the row above, by code column: a list
// that prints only the part that changes (208| | , |01| , | |01) takes the
// others from there. The parts of this row are returned for the next one.
func readKey(cat *kinds.Catalogue, g *grid, row int, p group, kind kinds.Kind, above []string) (rowKey, []string) {
	k := rowKey{second: -1}
	words, last := k.readCode(cat, g, row, p, above)
	for i := len(p.labels) - 1; i >= 0; i-- {
		c := g.cell(row, p.labels[i])
		t := strings.TrimSpace(c.Text)
		switch {
		case t == "" || contains(p.codes, c.Col) && c.Col != last && c.Col != p.labels[i] && digits(kinds.Fold(t)):
		case k.nameRaw == "" && (k.second < 0 || p.labels[i] < k.second):
			k.nameRaw = t
		case t != k.nameRaw:
			k.outer = append([]string{cat.ParseLabel(t).Name}, k.outer...)
		}
	}
	if k.nameRaw == "" && len(words) > 0 {
		k.nameRaw = words[0]
	}
	if p.unit >= 0 && !contains(p.labels, p.unit) {
		k.readUnit(g, row, p)
	}
	k.label = cat.ParseLabel(k.nameRaw)
	k.name = k.label.Name
	if k.code == "" && kind.System != "" {
		if code, name, ok := splitCode(cat, k.nameRaw); ok {
			k.code, k.name, k.codeRaw = code, name, []string{code}
			k.label = kinds.Label{Name: name}
		}
	}
	if p.project >= 0 {
		if c := g.cell(row, p.project); !contains(p.labels, c.Col) && !contains(p.codes, c.Col) && !(k.label.Total && strings.TrimSpace(c.Text) == k.nameRaw) {
			k.project = strings.TrimSpace(c.Text)
		}
	}
	return projectAsName(cat, k), k.parts
}

// readUnit reads the body whose row it is: it names a row without another name,
// and encloses the others.
func (k *rowKey) readUnit(g *grid, row int, p group) {
	c := g.cell(row, p.unit)
	unit := strings.TrimSpace(c.Text)
	switch {
	case unit == "" || contains(p.codes, c.Col) || unit == k.nameRaw:
	case k.nameRaw == "" && k.code == "":
		k.nameRaw = unit
	default:
		k.outer = append([]string{unit}, k.outer...)
	}
}

// partDigits is the number of digits of 款 and 项; longer ones are 类 or whole
// codes, which need nothing from the row above.
const partDigits = 2

// readCode reads the code columns of a row. It returns the words that stand in
// them (合计 over code and name) and the last column with a part of the code.
func (k *rowKey) readCode(cat *kinds.Catalogue, g *grid, row int, p group, above []string) (words []string, last int) {
	last = -1
	k.parts = make([]string, len(p.codes))
	for i, col := range p.codes {
		c := g.cell(row, col)
		t := spaceless(c.Text)
		if c.Col != col && c.Col != -1 && contains(p.codes, c.Col) {
			continue // merged with a code column further left
		}
		if digits(kinds.Fold(t)) {
			if len(k.codeRaw) > 0 && len(kinds.Fold(t)) > partDigits && !k.extends(kinds.Fold(t)) {
				k.second = col // 2050101 教育 | 30201 办公费: the row is named by the first
				break
			}
			k.codeRaw = append(k.codeRaw, t)
			k.parts[i], last = t, col
		} else if t != "" && !cat.IsHeader(t) || cat.ParseLabel(t).Total {
			words = append(words, strings.TrimSpace(c.Text))
		}
	}
	if len(k.codeRaw) > 0 && len(kinds.Fold(k.codeRaw[0])) <= partDigits {
		for i := 0; i < len(above) && k.parts[i] == ""; i++ {
			k.parts[i] = above[i]
		}
	}
	k.code, k.padded = joinCode(k.parts)
	return words, last
}

// extends tells whether a printed code repeats the parts read so far and goes
// on.
func (k *rowKey) extends(code string) bool {
	before, _ := joinCode(k.parts)
	return strings.HasPrefix(code, before)
}

// projectAsName reads a row whose total or body stands in the project column.
func projectAsName(cat *kinds.Catalogue, k rowKey) rowKey {
	if k.project == "" || k.nameRaw != "" || k.code != "" {
		return k
	}
	l := cat.ParseLabel(k.project)
	if l.Total || cat.IsBody(k.project) {
		k.nameRaw, k.label, k.name, k.project = k.project, l, l.Name, ""
	}
	return k
}

// joinCode joins the printed parts of a code: 208|01|01, or columns that each
// repeat the whole code so far. 款 and 项 have two digits in every
// classification: a part of one digit has lost its zero (a spreadsheet took it
// for a number), which padded tells.
func joinCode(parts []string) (code string, padded bool) {
	for i, p := range parts {
		p = kinds.Fold(p)
		switch {
		case p == "":
		case code != "" && len(p) > len(code) && strings.HasPrefix(p, code):
			code = p
		case i > 0 && len(p) == 1:
			code, padded = code+"0"+p, true
		default:
			code += p
		}
	}
	return code, padded
}

// level names what kind of row it is.
func (k rowKey) level(cat *kinds.Catalogue) string {
	switch {
	case k.label.Total:
		return "total"
	case k.project != "":
		return "project"
	case len(k.code) == 3:
		return "类"
	case len(k.code) == 5:
		return "款"
	case len(k.code) == 7:
		return "项"
	case k.code == "" && cat.IsBody(k.name):
		return "unit"
	}
	return "line"
}

// codeDepth is the depth of the row's code in its classification: 类 0, 款 1,
// 项 2; 0 without a code.
func (k rowKey) codeDepth() int { return max(0, (len(k.code)-3)/2) }

// contains tells whether list holds n.
func contains(list []int, n int) bool {
	for _, x := range list {
		if x == n {
			return true
		}
	}
	return false
}

// nesting follows the numbering of a list to tell which items enclose a row.
type nesting struct {
	open []openItem
}

// openItem is an item that may enclose the rows below. The rank grows with the
// depth: ten times the level of the numbering, five more for parts of an item
// that have no number; 0 for unnumbered items of the list itself.
type openItem struct {
	rank    int
	name    string
	adopts  bool // numbered items below started anew under it
	justSet bool // no row has followed yet
}

// enter takes the next row of the list and returns the names of the items that
// enclose it, outermost first.
func (n *nesting) enter(l kinds.Label) []string {
	if l.Total || l.Name == "" {
		n.open = nil
		return []string{}
	}
	rank := n.rank(l)
	for len(n.open) > 0 {
		top := &n.open[len(n.open)-1]
		if top.rank == 0 && l.Level > 0 && (top.adopts || top.justSet && l.First) {
			top.adopts = true
			break
		}
		if top.rank < rank && (top.rank > 0 || rank%10 == 5) {
			break
		}
		n.open = n.open[:len(n.open)-1]
	}
	path := []string{}
	for i := range n.open {
		path = append(path, n.open[i].name)
		n.open[i].justSet = false
	}
	n.open = append(n.open, openItem{rank: rank, name: l.Name, justSet: true})
	return path
}

// rank tells how deep a label stands below the open items.
func (n *nesting) rank(l kinds.Label) int {
	top := openItem{}
	if len(n.open) > 0 {
		top = n.open[len(n.open)-1]
	}
	part := top.rank%10 == 5
	switch {
	case l.OfWhich && part:
		return top.rank
	case l.OfWhich:
		return top.rank + 5
	case l.Level > 0:
		return 10 * l.Level
	case l.OwnLevel:
		return 0
	case part:
		return top.rank
	case top.rank > 0:
		return top.rank + 5
	}
	return 0
}
