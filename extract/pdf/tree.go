package pdf

import (
	"github.com/ledongthuc/pdf"
)

// A pageNode is a leaf of the page tree with its inherited attributes.
type pageNode struct {
	object    int // its number, 0 for a page that is no object of its own
	dict      pdf.Value
	resources pdf.Value
	mediaBox  pdf.Value
	cropBox   pdf.Value
	rotate    pdf.Value
}

// walk collects the pages. What of the tree cannot be read is counted as lost;
// the error is that of a limit.
func (f *File) walk(root pdf.Value) error {
	w := treeWalk{file: f, onPath: map[int]bool{}}
	w.visit(root.Key("Pages"), references(root)["Pages"], pageNode{}, 0)
	f.lost = w.lost
	if w.err != nil && len(f.pages) > 0 {
		f.stopped, w.err = w.err, nil
	}
	return w.err
}

// A treeWalk is one walk over the page tree. Loops are cut by the object
// numbers on the path, trees that share branches by the number of nodes.
type treeWalk struct {
	file   *File
	onPath map[int]bool
	nodes  int
	lost   int   // branches and pages that are not there or cannot be read
	err    error // a limit that was hit
}

// visit adds the pages below v. A node with kids is a branch whatever its Type
// says, another one a page.
func (w *treeWalk) visit(v pdf.Value, id int, inherited pageNode, depth int) {
	f := w.file
	if w.nodes++; w.nodes > nodesPerPage*f.limits.Pages {
		w.err = exceeds("page tree of more than %d nodes", w.nodes-1)
	}
	if w.err != nil || id != 0 && w.onPath[id] {
		return
	}
	kids := v.Key("Kids")
	if v.Kind() != pdf.Dict || depth > f.limits.TreeDepth || kids.Kind() != pdf.Array && v.Key("Type").Name() == "Pages" {
		w.lost++
		return
	}
	node := inherited
	node.dict, node.object = v, id
	inherit(&node.resources, v.Key("Resources"))
	inherit(&node.mediaBox, v.Key("MediaBox"))
	inherit(&node.cropBox, v.Key("CropBox"))
	inherit(&node.rotate, v.Key("Rotate"))
	if kids.Kind() != pdf.Array {
		if len(f.pages) >= f.limits.Pages {
			w.err = exceeds("more than %d pages", f.limits.Pages)
			return
		}
		f.pages = append(f.pages, node)
		return
	}
	if id != 0 {
		w.onPath[id] = true
		defer delete(w.onPath, id)
	}
	ids := arrayReferences(kids)
	for i := range kids.Len() {
		if w.err != nil {
			return
		}
		kid := 0
		if i < len(ids) {
			kid = ids[i]
		}
		if guard(func() error { w.visit(kids.Index(i), kid, node, depth+1); return nil }) != nil {
			w.lost++
		}
	}
}

func inherit(slot *pdf.Value, own pdf.Value) {
	if !own.IsNull() {
		*slot = own
	}
}

// arrayReferences returns the object numbers of an array of references; nil
// when some element is not a reference.
func arrayReferences(array pdf.Value) []int {
	lex := lexer{data: []byte(array.String())}
	var out, n []int
	for t := lex.next(); t.kind != tokenEnd; t = lex.next() {
		switch t.kind {
		case tokenNumber:
			n = append(n, int(t.number))
		case tokenOperator:
			if len(n) == 2 {
				out = append(out, n[0])
			}
			n = n[:0]
		}
	}
	if len(out) != array.Len() {
		return nil
	}
	return out
}
