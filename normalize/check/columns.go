package check

import (
	"gongkai/extract/trace"
	"gongkai/normalize"
)

// A node is a header with what stands beneath it.
type node struct {
	text     string
	column   int // of a leaf, else -1
	children []*node
}

// headerTree builds the tree of the amount columns from their header paths.
func headerTree(t *normalize.Table) *node {
	root := &node{column: -1}
	for _, c := range t.Columns {
		if c.Role != "amount" {
			continue
		}
		at := root
		for i, text := range c.Path {
			last := len(at.children) - 1
			if i < len(c.Path)-1 && last >= 0 && at.children[last].text == text && at.children[last].column < 0 {
				at = at.children[last]
				continue
			}
			child := &node{text: text, column: -1}
			if i == len(c.Path)-1 {
				child.column = c.Index
			}
			at.children = append(at.children, child)
			at = child
		}
	}
	return root
}

// A columnSum says that one column is the sum of others.
type columnSum struct {
	total int
	parts []int
}

// columnSums finds the sums that the header names: the first child that is a
// sum word against its siblings. A sibling that is a group stands for its own
// sum, or for all its columns.
func (ids *identities) columnSums(n *node) []columnSum {
	var out []columnSum
	total := n.sumLeaf(ids)
	if total != nil {
		s := columnSum{total: total.column}
		for _, c := range n.children {
			if c != total {
				s.parts = append(s.parts, c.represent(ids)...)
			}
		}
		if len(s.parts) > 0 {
			out = append(out, s)
		}
	}
	for _, c := range n.children {
		out = append(out, ids.columnSums(c)...)
	}
	return out
}

func (n *node) sumLeaf(ids *identities) *node {
	for _, c := range n.children {
		if c.column >= 0 && ids.isSum(c.text) {
			return c
		}
	}
	return nil
}

func (n *node) represent(ids *identities) []int {
	if n.column >= 0 {
		return []int{n.column}
	}
	if total := n.sumLeaf(ids); total != nil {
		return []int{total.column}
	}
	var out []int
	for _, c := range n.children {
		out = append(out, c.represent(ids)...)
	}
	return out
}

// confirmed is the share of rows in which a sum that the header suggests must
// hold before a row in which it does not is called an error.
const confirmed = 0.5

// columnSums checks 合计 = parts in every row. The header only suggests the
// identity; the rows of the table have to confirm it.
func (c *checker) columnSums(t *table) {
	for _, s := range c.ids.columnSums(headerTree(t.Table)) {
		var outcomes []outcome
		held := 0
		for row := t.HeaderRows; row < t.Rows; row++ {
			total := t.at[[2]int{row, s.total}]
			if total == nil {
				continue
			}
			o := outcome{rule: "row.sum", kind: "sum_mismatch", left: term{plus: []*normalize.Fact{total}}}
			for _, p := range s.parts {
				if f := t.at[[2]int{row, p}]; f != nil {
					o.right.plus = append(o.right.plus, f)
				}
			}
			o.values = t.values(total, len(o.right.plus))
			if status, _, _ := o.compute(); status != trace.Fail {
				held++
			}
			outcomes = append(outcomes, o)
		}
		if float64(held) < confirmed*float64(len(outcomes)) {
			continue
		}
		for _, o := range outcomes {
			t.summed[o.left.plus[0]] = true
			c.report(o)
		}
	}
}
