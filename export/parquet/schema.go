package parquet

import (
	"github.com/parquet-go/parquet-go"

	"gongkai/export"
)

// An ordered is a group whose fields keep the order of the columns: the group
// of the library sorts them by name.
type ordered struct {
	parquet.Group
	fields []parquet.Field
}

func newOrdered(columns []export.Column) ordered {
	g := ordered{Group: parquet.Group{}}
	for i, c := range columns {
		node := newNode(c.Type)
		if i > 0 {
			node = parquet.Optional(node)
		}
		g.Group[c.Name] = node
	}
	byName := map[string]parquet.Field{}
	for _, f := range g.Group.Fields() {
		byName[f.Name()] = f
	}
	for _, c := range columns {
		g.fields = append(g.fields, byName[c.Name])
	}
	return g
}

// Fields are the columns in order.
func (g ordered) Fields() []parquet.Field { return g.fields }

func newNode(t export.Type) parquet.Node {
	switch t {
	case export.Integer:
		return parquet.Int(64)
	case export.Decimal:
		return parquet.Decimal(Scale, Precision, parquet.FixedLenByteArrayType(width))
	default:
		return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	}
}
