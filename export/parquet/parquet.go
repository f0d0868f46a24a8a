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
	"strconv"

	"github.com/parquet-go/parquet-go"

	"gongkai/export"
	"gongkai/normalize"
)

// Decimals have the same precision and scale in every file: readers of many
// files do not reconcile different ones. Scale is more than any printed
// amount has; the digits before it hold 10^26 in any unit.
const (
	Precision = 38 // the most that DuckDB, Arrow and Spark hold
	Scale     = 12
	width     = 16 // bytes of a two's complement number of that precision, which is below 2^127
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

// batchRows are passed to the library at once: each call of it costs as much as
// some rows.
const batchRows = 64

// A Writer writes the rows of a sheet, of many documents one after the other.
// Its memory is bounded whatever their number.
type Writer struct {
	out         *parquet.GenericWriter[any]
	sheet       string
	columns     []export.Column
	batch       []parquet.Row // of batchRows
	text        []byte        // what the values of the batch stand in
	rows, bytes int           // of the row group
}

// NewWriter begins a file of the columns of a sheet, the first of which is never
// blank. It must be closed.
func NewWriter(w io.Writer, s export.Sheet) *Writer {
	out := parquet.NewGenericWriter[any](w, parquet.NewSchema(s.Name, newOrdered(s.Columns)), parquet.Compression(&parquet.Zstd),
		parquet.CreatedBy("gongkai", "1", ""), parquet.DictionaryMaxBytes(dictionaryBytes))
	n := len(s.Columns)
	values, batch := make([]parquet.Value, batchRows*n), make([]parquet.Row, batchRows)
	for i := range batch {
		batch[i] = values[i*n : (i+1)*n : (i+1)*n]
	}
	return &Writer{out: out, sheet: s.Name, columns: s.Columns, batch: batch}
}

// Write adds rows. Errors name sheet, row and column; they wrap ErrTooLong.
func (w *Writer) Write(rows iter.Seq[[]string]) error {
	n, waiting := 0, 0
	for values := range rows {
		n++
		for i, v := range values {
			value, err := w.value(v, w.columns[i].Type)
			if err != nil {
				return fmt.Errorf("parquet: %s, row %d, %s: %w", w.sheet, n, w.columns[i].Name, err)
			}
			defined := 1
			if value.IsNull() || i == 0 { // the first is required
				defined = 0
			}
			w.batch[waiting][i] = value.Level(0, defined, i)
			w.bytes += len(v)
		}
		waiting++
		w.rows++
		full := w.rows >= groupRows || w.bytes >= groupBytes
		if waiting < batchRows && !full {
			continue
		}
		if err := w.pass(waiting); err != nil {
			return err
		}
		waiting = 0
		if full {
			if err := w.out.Flush(); err != nil {
				return fmt.Errorf("parquet: %s: %w", w.sheet, err)
			}
			w.rows, w.bytes = 0, 0
		}
	}
	return w.pass(waiting)
}

// pass passes the first n rows of the batch to the library, which copies them.
func (w *Writer) pass(n int) error {
	if _, err := w.out.WriteRows(w.batch[:n]); err != nil {
		return fmt.Errorf("parquet: %s: %w", w.sheet, err)
	}
	w.text = w.text[:0]
	return nil
}

// Close writes what is left and the end of the file.
func (w *Writer) Close() error {
	if err := w.out.Close(); err != nil {
		return fmt.Errorf("parquet: %s: %w", w.sheet, err)
	}
	return nil
}

// value reads a value by the type of its column; "" is null. It holds until the
// batch is passed on.
func (w *Writer) value(v string, t export.Type) (parquet.Value, error) {
	if v == "" {
		return parquet.NullValue(), nil
	}
	switch t {
	case export.Integer:
		n, err := strconv.ParseInt(v, 10, 64)
		return parquet.Int64Value(n), err
	case export.Decimal:
		b, err := unscaled(v)
		if err != nil {
			return parquet.NullValue(), err
		}
		w.text = append(w.text, b[:]...)
		return parquet.FixedLenByteArrayValue(w.last(width)), nil
	default:
		w.text = append(w.text, v...)
		return parquet.ByteArrayValue(w.last(len(v))), nil
	}
}

// last is the end of the text, which stays where it is when the text grows.
func (w *Writer) last(n int) []byte {
	return w.text[len(w.text)-n : len(w.text) : len(w.text)]
}
