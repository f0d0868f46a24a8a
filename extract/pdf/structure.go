package pdf

import (
	"gongkai/extract/page"
)

// A structure is the logical structure of a file (ISO 32000-2 §14.7) as far
// as it tells about tables and replaces text, by the numbers of the page
// objects.
type structure struct {
	pages map[int]*pageTags
	err   error // the limit at which the tree was left; then it tells nothing
}

// pageTags is what the structure tells about one page.
type pageTags struct {
	tables []page.TaggedTable
	actual []tagText
}

// A tagText is the replacement text of a structure element with the content of
// the page it stands for. Whole says that the element has no content on other
// pages.
type tagText struct {
	text  string
	mcids []int
	whole bool
}

// A contentRef is marked content, or an annotation or image, on a page.
type contentRef struct {
	page int // number of the page object
	id   int // page.Glyph.MCID of the glyphs in it
}

// readStructure walks the structure tree once.
func readStructure(objects *objectTable, limits Limits) *structure {
	root := objects.get(objects.root(), "StructTreeRoot")
	w := tagWalk{
		watch:   startWatch(),
		objects: objects, limits: limits, seen: make([]bool, len(objects.offsets)),
		roles: map[string]string{}, classes: objects.get(root, "ClassMap"),
	}
	for name, role := range objects.get(root, "RoleMap").dict {
		w.roles[name] = objects.resolve(role).text
	}
	w.kids(root.key("K"), tagContext{}, 0)
	if w.err == nil && objects.spent() {
		w.err = exceeds("structure tree that refers to large objects again and again")
	}
	s := &structure{pages: map[int]*pageTags{}, err: w.err}
	if w.err != nil {
		return s
	}
	for number, t := range w.tables {
		for id, part := range t.parts(number + 1) {
			s.on(id).tables = append(s.on(id).tables, part)
		}
	}
	for _, t := range w.texts {
		for id, mcids := range byPage(t.content) {
			s.on(id).actual = append(s.on(id).actual, tagText{t.text, mcids, len(mcids) == len(t.content)})
		}
	}
	return s
}

// on returns the tags of a page, made when there are none yet.
func (s *structure) on(id int) *pageTags {
	if s.pages[id] == nil {
		s.pages[id] = &pageTags{}
	}
	return s.pages[id]
}

// byPage returns the identifiers of content by page.
func byPage(content []contentRef) map[int][]int {
	out := map[int][]int{}
	for _, c := range content {
		out[c.page] = append(out[c.page], c.id)
	}
	return out
}

// A tagWalk is one walk over a structure tree. An element that is met again is
// left out, which cuts loops; the nodes, their depth and the time are bounded.
type tagWalk struct {
	objects *objectTable
	limits  Limits
	roles   map[string]string
	classes syntax
	seen    []bool // by object number
	nodes   int
	watch   stopwatch
	tables  []*taggedTable
	texts   []*elementText
	err     error
}

// An elementText is the replacement text of an element.
type elementText struct {
	text    string
	content []contentRef
}

// A tagContext is where in the tree a walk is.
type tagContext struct {
	page  int // that of the nearest element above which names one
	table *taggedTable
	cell  *taggedCell
	text  *elementText // of the outermost element with a replacement text
}

// kids visits the content of an element: one kid or an array of them.
func (w *tagWalk) kids(k syntax, at tagContext, depth int) {
	if k.kind != tokenOpen || k.object != 0 {
		w.kid(k, at, depth, true)
		return
	}
	for _, item := range k.items {
		w.kid(item, at, depth, false)
	}
}

// kid visits a marked-content identifier, a reference to marked content or to
// an object, or an element. Where it stands for all kids of an element, an
// array of them.
func (w *tagWalk) kid(s syntax, at tagContext, depth int, all bool) {
	if w.nodes++; w.nodes > w.limits.Elements {
		w.err = exceeds("structure tree of more than %d elements", w.limits.Elements)
	}
	if w.watch.over(w.limits.PageTime) {
		w.err = exceeds("structure tree takes longer than %v", w.limits.PageTime)
	}
	if depth > w.limits.TreeDepth*treeDepthFactor {
		w.err = exceeds("structure tree of more than %d levels", w.limits.TreeDepth*treeDepthFactor)
	}
	if w.err != nil || w.known(s.object) {
		return
	}
	var n tagNode
	w.objects.node(s, &n)
	if n.page.object != 0 {
		at.page = n.page.object
	}
	switch mcid := w.objects.resolve(n.mcid); {
	case n.kind == tokenNumber:
		at.add(contentID(0, n.number))
	case n.kind == tokenOpen && all:
		for _, item := range n.items {
			w.kid(item, at, depth, false)
		}
	case n.kind != tokenDictOpen:
	case mcid.kind == tokenNumber:
		at.add(contentID(n.stream.object, mcid.number))
	case n.object.object != 0:
		at.add(contentID(n.object.object, 0))
	default:
		if s.object > 0 && s.object < len(w.seen) {
			w.seen[s.object] = true
		}
		w.element(&n, at, depth)
	}
}

// known tells whether an element was met before.
func (w *tagWalk) known(object int) bool {
	return object > 0 && object < len(w.seen) && w.seen[object]
}

// add gives content to what the walk is in.
func (at *tagContext) add(id int) {
	if id < 0 || at.page == 0 {
		return
	}
	c := contentRef{at.page, id}
	if at.cell != nil {
		at.cell.content = append(at.cell.content, c)
	}
	if at.text != nil {
		at.text.content = append(at.text.content, c)
	}
}

// element visits a structure element.
func (w *tagWalk) element(n *tagNode, at tagContext, depth int) {
	if text := w.objects.resolve(n.actual); at.text == nil && text.kind == tokenString {
		at.text = &elementText{text: textString(text.text)}
		w.texts = append(w.texts, at.text)
	}
	switch role := w.role(w.objects.resolve(n.role).text); role {
	case "Table":
		if at.cell != nil {
			at.table.nested = true
		}
		at.table, at.cell = &taggedTable{}, nil
		w.tables = append(w.tables, at.table)
	case "TR":
		if at.table != nil && at.cell == nil {
			at.table.rows = append(at.table.rows, nil)
		}
	case "TH", "TD":
		if at.table != nil && at.cell == nil && len(at.table.rows) > 0 {
			at.cell = w.cell(n, role)
			row := &at.table.rows[len(at.table.rows)-1]
			*row = append(*row, at.cell)
		}
	case "Caption":
		at.table, at.cell = nil, nil // of a table, but none of its cells
	}
	if at.cell != nil {
		w.alternate(n, at.cell)
	}
	w.kids(n.kids, at, depth+1)
}

// role returns the standard structure type that a type of the file stands for.
func (w *tagWalk) role(name string) string {
	for range maxRoles {
		mapped := w.roles[name]
		if mapped == "" || mapped == name {
			break
		}
		name = mapped
	}
	return name
}

// cell reads the attributes of a cell.
func (w *tagWalk) cell(n *tagNode, role string) *taggedCell {
	c := &taggedCell{header: role == "TH", rowSpan: 1, colSpan: 1}
	for _, class := range w.list(n.classes) {
		w.attributes(w.objects.get(w.classes, class.text), c)
	}
	w.attributes(n.attributes, c) // own attributes come before those of classes
	return c
}

// list returns the elements of an array, or the one value that stands for it.
func (w *tagWalk) list(s syntax) []syntax {
	if s = w.objects.resolve(s); s.kind == tokenOpen {
		return s.items
	}
	return []syntax{s}
}

// attributes reads the attribute objects of the owner Table; numbers between
// them are revisions.
func (w *tagWalk) attributes(s syntax, c *taggedCell) {
	for _, a := range w.list(s) {
		a = w.objects.resolve(a)
		if w.objects.get(a, "O").text != "Table" {
			continue
		}
		if n := w.objects.get(a, "RowSpan").number; n > 0 {
			c.rowSpan = min(n, maxTaggedSpan)
		}
		if n := w.objects.get(a, "ColSpan").number; n > 0 {
			c.colSpan = min(n, maxTaggedSpan)
		}
		if scope := w.objects.get(a, "Scope").text; scope != "" {
			c.scope = scope
		}
	}
}

// alternate keeps what an element in a cell says instead of its content: the
// description of a picture, the words of an abbreviation.
func (w *tagWalk) alternate(n *tagNode, c *taggedCell) {
	for _, s := range []syntax{n.alternate, n.exp} {
		if s = w.objects.resolve(s); s.kind == tokenString && s.text != "" {
			c.alternates = append(c.alternates, textString(s.text))
		}
	}
}
