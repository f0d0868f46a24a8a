package parquet

import (
	"bytes"
	"errors"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/shopspring/decimal"

	"gongkai/export"
	"gongkai/export/internal/example"
)

// TestFilesReadBack reads every file back and compares it value by value with
// its sheet.
func TestFilesReadBack(t *testing.T) {
	d := example.Disclosure()
	outputs := Format(export.Options{}).Outputs("x", d)
	sheets := export.WithDocument(d)
	if len(outputs) != len(sheets) {
		t.Fatalf("%d files, %d sheets", len(outputs), len(sheets))
	}
	for i, s := range sheets {
		data := written(t, outputs[i])
		f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		for j, field := range f.Schema().Fields()[1:] {
			if field.Name() != s.Columns[j].Name || s.Columns[j].Type == export.Decimal && !strings.HasPrefix(field.Type().String(), "DECIMAL(38,12)") {
				t.Errorf("%s: column %d is %s %s", s.Name, j, field.Name(), field.Type())
			}
		}
		want := slices.Collect(s.Rows)
		rows := make([]parquet.Row, len(want)+1)
		reader := parquet.NewReader(bytes.NewReader(data))
		n, _ := reader.ReadRows(rows) // io.EOF comes with the last rows
		if n != len(want) {
			t.Fatalf("%s: %d rows, want %d", s.Name, n, len(want))
		}
		for r, row := range rows[:n] {
			if row[0].String() != d.Source.SHA256 {
				t.Errorf("%s: document %s", s.Name, row[0])
			}
			for c, v := range row[1:] {
				if got := shown(v, s.Columns[c].Type); got != plain(t, want[r][c], s.Columns[c].Type) {
					t.Errorf("%s row %d %s: %q, want %q", s.Name, r, s.Columns[c].Name, got, want[r][c])
				}
			}
		}
		if !bytes.Equal(data, written(t, outputs[i])) {
			t.Errorf("%s: two runs differ", s.Name)
		}
	}
}

func written(t *testing.T, o export.Output) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := o.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shown writes a value as the sheet has it, decimals without zeros at the end.
func shown(v parquet.Value, t export.Type) string {
	switch {
	case v.IsNull():
		return ""
	case t == export.Decimal:
		n := new(big.Int).SetBytes(v.ByteArray())
		if n.Bit(8*width-1) == 1 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), 8*width))
		}
		return decimal.NewFromBigInt(n, -Scale).String()
	}
	return v.String()
}

func plain(t *testing.T, v string, typ export.Type) string {
	t.Helper()
	if v == "" || typ != export.Decimal {
		return v
	}
	d, err := decimal.NewFromString(v)
	if err != nil {
		t.Fatal(err)
	}
	return d.String()
}

func TestDecimalsAreNeverRounded(t *testing.T) {
	for _, c := range []struct {
		v   string
		err error
	}{
		{"0.123456789012", nil}, {"0.1234567890120", nil}, {"-99999999999999999999999999.999999999999", nil},
		{"0.1234567890123", ErrTooLong}, {"100000000000000000000000000", ErrTooLong},
	} {
		s := export.Sheet{Name: "s", Columns: []export.Column{{Name: "v", Type: export.Decimal}}, Rows: slices.Values([][]string{{c.v}})}
		var b bytes.Buffer
		err := Write(&b, "00", s)
		if !errors.Is(err, c.err) || c.err != nil && !strings.Contains(err.Error(), "s, row 1, v") {
			t.Errorf("%s: %v, want %v", c.v, err, c.err)
		}
	}
}
