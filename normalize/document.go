package normalize

import (
	"strings"

	"gongkai/extract"
	"gongkai/normalize/kinds"
	"gongkai/normalize/regions"
)

const (
	// titleBlocks is the number of blocks at the start of a document among
	// which its title is looked for.
	titleBlocks = 40
	// titleParts is the most lines of a title page that make one title.
	titleParts = 4
)

// readDocument fills in what kind of document it is, its year and its body,
// from its title, else from its tables.
func (n *normalizer) readDocument(doc *extract.Document, captions []kinds.Caption) {
	info, entity := &n.out.Document, &n.out.Entity
	title, t := n.documentTitle(doc)
	info.Title, info.Year, info.Kind, entity.Name = title, t.Year, t.Kind, t.Body
	var years vote[int]
	var docs, bodies vote[string]
	for _, c := range captions {
		for _, s := range []string{c.Title, c.Subtitle} {
			if y := n.cat.Year(s); y != 0 {
				years.add(y)
			}
		}
		if m := n.cat.MatchTitle(c.Title); m != nil {
			docs.add(m.Doc)
		}
		if c.PreparedBy != "" {
			bodies.add(c.PreparedBy)
		}
	}
	n.readSignature(doc)
	for _, b := range doc.Blocks {
		if b.Heading != nil && info.Year == 0 && years.best() == 0 {
			info.Year = n.cat.Year(b.Heading.Text)
		}
	}
	if info.Year == 0 {
		info.Year = years.best()
	}
	if info.Kind == "" {
		info.Kind = docs.best()
	}
	if b := bodies.best(); b != "" && (entity.Name == "" || !strings.Contains(b, entity.Name) && bodies.most() > 1) {
		entity.Name = b
	}
	if entity.Name == "" {
		entity.Name = info.SignedBy
	}
	n.bodies = append(bodies.keys, entity.Name)
	if table, err := regions.Default(); err == nil {
		if d, ok := table.Of(n.cat.PlaceOf(entity.Name), info.Year); ok {
			entity.RegionName, entity.RegionCode = d.Name, d.Code
		}
	}
}

// documentTitle finds the title of the disclosure among its first blocks; it
// may be printed on several lines.
func (n *normalizer) documentTitle(doc *extract.Document) (string, kinds.DocumentTitle) {
	var lines []string
	for i, b := range doc.Blocks {
		if i >= titleBlocks || b.Table != nil {
			break
		}
		switch {
		case b.Heading != nil:
			lines = append(lines, b.Heading.Text)
		case b.Paragraph != nil && b.Paragraph.Role != extract.Contents:
			lines = append(lines, b.Paragraph.Text)
		}
	}
	for from := range lines {
		joined := ""
		for to := from; to < min(len(lines), from+titleParts); to++ {
			joined += strings.TrimSpace(lines[to])
			if t, ok := n.cat.ParseDocumentTitle(joined); ok && (t.Body != "" || to == from) {
				return joined, t
			}
		}
	}
	return "", kinds.DocumentTitle{}
}

// readSignature finds the last line that is a date, with the body that signs
// above it.
func (n *normalizer) readSignature(doc *extract.Document) {
	prev := ""
	for _, b := range doc.Blocks {
		text := ""
		if b.Paragraph != nil {
			text = strings.TrimSpace(b.Paragraph.Text)
		}
		if date := n.cat.SignDate(text); date != "" {
			n.out.Document.SignedOn = date
			if n.cat.IsBody(prev) {
				n.out.Document.SignedBy = spaceless(prev)
			}
		}
		prev = text
	}
}

// vote counts how often values are named.
type vote[T comparable] struct {
	keys  []T // in order of first appearance
	count map[T]int
}

// add counts one.
func (v *vote[T]) add(k T) {
	if v.count == nil {
		v.count = map[T]int{}
	}
	if v.count[k] == 0 {
		v.keys = append(v.keys, k)
	}
	v.count[k]++
}

// best returns the value named most often, the earlier one when two are equal.
func (v *vote[T]) best() T {
	var out T
	for _, k := range v.keys {
		if v.count[k] > v.count[out] {
			out = k
		}
	}
	return out
}

// most returns how often the best value was named.
func (v *vote[T]) most() int { return v.count[v.best()] }
