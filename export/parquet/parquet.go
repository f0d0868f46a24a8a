// Package parquet writes the flat sheets of a disclosure as Parquet files.
//
// In: a normalize.Disclosure. Out: NAME/facts.parquet and so on, one file per
// sheet with rows. Every row is led by the checksum of its document, so that
// the files of many documents can be read as one table ("*/facts.parquet").
// Decimals are DECIMAL and never pass through binary fractions, texts are
// dictionary-encoded, blanks are nulls. The same disclosure gives the same
// bytes. It is the only package that knows a Parquet library.
package parquet

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"strconv"

	"github.com/parquet-go/parquet-go"
	"github.com/shopspring/decimal"

	"gongkai/export"
	"gongkai/normalize"
)

// Decimals have the same precision and scale in every file: readers of many
// files do not reconcile different ones. Scale is more than any printed
// amount has; the digits before it hold 10^26 in any unit.
const (
	Precision = 38 // the most that DuckDB, Arrow and Spark hold
	Scale     = 12
	width     = 16 // bytes of a two's complement number of that precision
)

// ErrTooLong is what a number gives that a DECIMAL of the file cannot hold. It
// is never rounded.
var ErrTooLong = errors.New("more digits than the column holds")

// Format is the format named parquet; it knows of the options the unit alone.
func Format(opt export.Options) export.Format {
	return export.Format{Name: "parquet", Outputs: func(name string, d *normalize.Disclosure) []export.Output {
		var out []export.Output
		for _, s := range export.WithDocument(opt.Unit.Of(d)) {
			if s.Empty() {
				continue
			}
			out = append(out, export.Output{Path: name + "/" + s.Name + ".parquet", Write: func(w io.Writer) error { return Write(w, d.Source.SHA256, s) }})
		}
		return out
	}}
}

// document is the first column: the checksum of the document.
const document = "document"

// Write writes a sheet of the document with that checksum. Errors name sheet,
// row and column; they wrap ErrTooLong.
func Write(w io.Writer, sha256 string, s export.Sheet) error {
	columns := append([]export.Column{{Name: document, Type: export.Text}}, s.Columns...)
	out := parquet.NewWriter(w, parquet.NewSchema(s.Name, newOrdered(columns)), parquet.Compression(&parquet.Zstd), parquet.CreatedBy("gongkai", "1", ""))
	n := 0
	for values := range s.Rows {
		n++
		row := make(parquet.Row, len(columns))
		for i, v := range append([]string{sha256}, values...) {
			value, err := newValue(v, columns[i].Type)
			if err != nil {
				return fmt.Errorf("parquet: %s, row %d, %s: %w", s.Name, n, columns[i].Name, err)
			}
			defined := 1
			if value.IsNull() || i == 0 { // the first is required
				defined = 0
			}
			row[i] = value.Level(0, defined, i)
		}
		if _, err := out.WriteRows([]parquet.Row{row}); err != nil {
			return fmt.Errorf("parquet: %s: %w", s.Name, err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("parquet: %s: %w", s.Name, err)
	}
	return nil
}

// newValue reads a value by the type of its column; "" is null.
func newValue(v string, t export.Type) (parquet.Value, error) {
	if v == "" {
		return parquet.NullValue(), nil
	}
	switch t {
	case export.Integer:
		n, err := strconv.ParseInt(v, 10, 64)
		return parquet.Int64Value(n), err
	case export.Decimal:
		b, err := unscaled(v)
		return parquet.FixedLenByteArrayValue(b), err
	default:
		return parquet.ByteArrayValue([]byte(v)), nil
	}
}

// unscaled is the number times 10^Scale in two's complement, most significant
// byte first (LogicalTypes.md of parquet-format, DECIMAL).
func unscaled(v string) ([]byte, error) {
	d, err := decimal.NewFromString(v)
	if err != nil {
		return nil, err
	}
	shifted := d.Shift(Scale)
	if !shifted.IsInteger() || len(shifted.Abs().BigInt().String()) > Precision {
		return nil, fmt.Errorf("%s: %w", v, ErrTooLong)
	}
	n := shifted.BigInt()
	if n.Sign() < 0 {
		n.Add(n, new(big.Int).Lsh(big.NewInt(1), 8*width))
	}
	return n.FillBytes(make([]byte, width)), nil
}
