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
	"iter"
	"math/big"
	"strconv"
	"strings"

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

// Write writes a sheet of the document with that checksum. Errors name sheet,
// row and column; they wrap ErrTooLong.
func Write(w io.Writer, sha256 string, s export.Sheet) error {
	s = export.Led(s, sha256)
	out := NewWriter(w, s)
	if err := out.Write(s.Rows); err != nil {
		return err
	}
	return out.Close()
}

// The bounds of a row group, which the writer holds in memory until it is
// full.
const (
	groupRows  = 122_880  // what DuckDB writes and reads at once
	groupBytes = 32 << 20 // of values, for sheets of long texts
	// dictionaryBytes bound the dictionary of a column; values behind it stand
	// for themselves. Columns with more different texts gain nothing by one.
	dictionaryBytes = 1 << 20
)

// A Writer writes the rows of a sheet, of many documents one after the other.
// Its memory is bounded whatever their number.
type Writer struct {
	out         *parquet.GenericWriter[any]
	sheet       string
	columns     []export.Column
	row         parquet.Row
	rows, bytes int // of the row group
}

// NewWriter begins a file of the columns of a sheet, the first of which is never
// blank. It must be closed.
func NewWriter(w io.Writer, s export.Sheet) *Writer {
	out := parquet.NewGenericWriter[any](w, parquet.NewSchema(s.Name, newOrdered(s.Columns)), parquet.Compression(&parquet.Zstd),
		parquet.CreatedBy("gongkai", "1", ""), parquet.DictionaryMaxBytes(dictionaryBytes))
	return &Writer{out: out, sheet: s.Name, columns: s.Columns, row: make(parquet.Row, len(s.Columns))}
}

// Write adds rows. Errors name sheet, row and column; they wrap ErrTooLong.
func (w *Writer) Write(rows iter.Seq[[]string]) error {
	n := 0
	for values := range rows {
		n++
		for i, v := range values {
			value, err := newValue(v, w.columns[i].Type)
			if err != nil {
				return fmt.Errorf("parquet: %s, row %d, %s: %w", w.sheet, n, w.columns[i].Name, err)
			}
			defined := 1
			if value.IsNull() || i == 0 { // the first is required
				defined = 0
			}
			w.row[i] = value.Level(0, defined, i)
			w.bytes += len(v)
		}
		if _, err := w.out.WriteRows([]parquet.Row{w.row}); err != nil {
			return fmt.Errorf("parquet: %s: %w", w.sheet, err)
		}
		if w.rows++; w.rows < groupRows && w.bytes < groupBytes {
			continue
		}
		if err := w.out.Flush(); err != nil {
			return fmt.Errorf("parquet: %s: %w", w.sheet, err)
		}
		w.rows, w.bytes = 0, 0
	}
	return nil
}

// Close writes what is left and the end of the file.
func (w *Writer) Close() error {
	if err := w.out.Close(); err != nil {
		return fmt.Errorf("parquet: %s: %w", w.sheet, err)
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

// Fits tells whether a decimal stays exact in a column of these files. What it
// denies may still fit: zeros at the ends count as digits.
func Fits(v string) bool {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(v, "-"), ".")
	digits := strings.Trim(whole+fraction, "0123456789") == ""
	return digits && len(whole) <= Precision-Scale && len(fraction) <= Scale
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
