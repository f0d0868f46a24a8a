package pdf

import (
	"fmt"

	"github.com/ledongthuc/pdf"
)

// A pageNode is a leaf of the page tree with its inherited attributes.
type pageNode struct {
	dict      pdf.Value
	resources pdf.Value
	mediaBox  pdf.Value
	cropBox   pdf.Value
	rotate    pdf.Value
}

// walk collects the pages. Loops are cut by the object numbers on the path
// and by the number of pages; a node without Type is told by its Kids.
func (f *File) walk(root pdf.Value) error {
	catalog := references(root)
	onPath := map[int]bool{}
	nodes := 0
	var visit func(v pdf.Value, id int, inherited pageNode, depth int) error
	visit = func(v pdf.Value, id int, inherited pageNode, depth int) error {
		nodes++
		if nodes > 4*f.limits.Pages {
			return fmt.Errorf("%w: page tree of more than %d nodes", ErrLimit, nodes-1)
		}
		if v.Kind() != pdf.Dict || id != 0 && onPath[id] || depth > f.limits.TreeDepth {
			return nil
		}
		if id != 0 {
			onPath[id] = true
			defer delete(onPath, id)
		}
		node := inherited
		node.dict = v
		inherit(&node.resources, v.Key("Resources"))
		inherit(&node.mediaBox, v.Key("MediaBox"))
		inherit(&node.cropBox, v.Key("CropBox"))
		inherit(&node.rotate, v.Key("Rotate"))
		kids := v.Key("Kids")
		if kids.Kind() != pdf.Array {
			if len(f.pages) >= f.limits.Pages {
				return fmt.Errorf("%w: more than %d pages", ErrLimit, f.limits.Pages)
			}
			f.pages = append(f.pages, node)
			return nil
		}
		ids := arrayReferences(kids)
		for i := 0; i < kids.Len(); i++ {
			kid := 0
			if i < len(ids) {
				kid = ids[i]
			}
			err := guard(func() error { return visit(kids.Index(i), kid, node, depth+1) })
			if err != nil && len(f.pages) == 0 && i == kids.Len()-1 {
				return err
			}
		}
		return nil
	}
	return visit(root.Key("Pages"), catalog["Pages"], pageNode{}, 0)
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
