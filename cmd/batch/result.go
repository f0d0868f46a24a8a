package batch

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"

	"gongkai/export"
)

// resultPath is the place of the result of a file beneath the folder of a run.
// Folders of 256 keep each of them small enough to list.
func resultPath(out, key, sum string) string {
	return filepath.Join(out, "results", key, sum[:2], sum+".zst")
}

// ErrResult is the error of a file that is no whole result of this program.
var ErrResult = errors.New("damaged result")

// maxResult bounds a result before compression, in bytes: some hundred times
// what the longest disclosures have. A larger one is the mark of damage.
const maxResult = 1 << 29

// codec makes the compressor of results and its counterpart, whose tables take
// longer to make than many a result takes to compress.
var codec = sync.OnceValues(func() (c struct {
	z *zstd.Encoder
	d *zstd.Decoder
}, err error) {
	if c.z, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1)); err == nil {
		c.d, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxResult))
	}
	return c, err
})

// writeResult writes what was read of a document, compressed by Zstandard with
// a checksum: the Response without records as JSON, then for every sheet its
// name, the number of its rows and their values. Numbers are uvarints, texts
// are led by their length: reading and writing them must take little beside
// the reading of the document. The same document gives the same bytes.
func writeResult(w io.Writer, summary Response, sheets []export.Sheet) error {
	c, err := codec()
	if err != nil {
		return err
	}
	head, err := json.Marshal(summary)
	if err != nil {
		return err
	}
	var b []byte
	text := func(v string) { b = append(binary.AppendUvarint(b, uint64(len(v))), v...) }
	text(string(head))
	for _, s := range sheets {
		rows := 0
		for range s.Rows {
			rows++
		}
		text(s.Name)
		b = binary.AppendUvarint(b, uint64(rows))
		for row := range s.Rows {
			for _, v := range row {
				text(v)
			}
		}
	}
	_, err = w.Write(c.z.EncodeAll(b, nil))
	return err
}

// A resultReader goes through a result.
type resultReader struct{ rest string }

// openResult reads a result into memory and begins with what it says of itself.
func openResult(from io.Reader) (r *resultReader, summary Response, err error) {
	c, err := codec()
	if err != nil {
		return nil, summary, err
	}
	data, err := io.ReadAll(from)
	if err != nil {
		return nil, summary, err
	}
	if data, err = c.d.DecodeAll(data, nil); err != nil {
		return nil, summary, damaged(err)
	}
	r = &resultReader{string(data)}
	head, err := r.text()
	if err == nil {
		err = json.Unmarshal([]byte(head), &summary)
	}
	if err != nil {
		return nil, summary, damaged(err)
	}
	return r, summary, nil
}

func damaged(err error) error { return fmt.Errorf("%w: %w", ErrResult, err) }

// readSummary reads what a result says of itself.
func readSummary(path string) (Response, error) {
	f, err := os.Open(path)
	if err != nil {
		return Response{}, err
	}
	defer f.Close()
	_, summary, err := openResult(f)
	return summary, err
}

// readSheets reads the sheets of a result, which are those of the program in
// order.
func readSheets(from io.Reader) ([]export.Sheet, error) {
	r, _, err := openResult(from)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(emptySheets())
	for i := range out {
		rows, err := r.rows(&out[i])
		if err != nil {
			return nil, damaged(err)
		}
		out[i].Rows = slices.Values(rows)
	}
	if r.rest != "" {
		return nil, damaged(errSheets)
	}
	return out, nil
}

var errSheets = errors.New("other sheets than those of this program")

// rows reads the rows of a sheet.
func (r *resultReader) rows(s *export.Sheet) ([][]string, error) {
	name, err := r.text()
	if err == nil && name != s.Name {
		err = errSheets
	}
	if err != nil {
		return nil, err
	}
	n, err := r.number()
	if err != nil {
		return nil, err
	}
	columns := len(s.Columns)
	if n*columns > len(r.rest) { // a value takes a byte or more
		return nil, io.ErrUnexpectedEOF
	}
	values, rows := make([]string, n*columns), make([][]string, n)
	for i := range values {
		if values[i], err = r.text(); err != nil {
			return nil, err
		}
	}
	for i := range rows {
		rows[i] = values[i*columns : (i+1)*columns : (i+1)*columns]
	}
	return rows, nil
}

// text reads a text.
func (r *resultReader) text() (string, error) {
	n, err := r.number()
	if err != nil || n > len(r.rest) {
		return "", errors.Join(err, io.ErrUnexpectedEOF)
	}
	text := r.rest[:n]
	r.rest = r.rest[n:]
	return text, nil
}

// number reads a number up to maxResult, which no count in a result exceeds.
func (r *resultReader) number() (int, error) {
	var head [binary.MaxVarintLen64]byte
	v, n := binary.Uvarint(head[:copy(head[:], r.rest)])
	if n <= 0 || v > maxResult {
		return 0, io.ErrUnexpectedEOF
	}
	r.rest = r.rest[n:]
	return int(v), nil
}

// stage writes a file in a staging folder. It lasts when it was settled.
func stage(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<16)
	err = write(w)
	if err == nil {
		err = w.Flush()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		_ = os.Remove(path) // what is left goes with the folder
	}
	return err
}

// settle gives a staged file its name, so that it exists whole or not at all
// even when the power fails: synced, then renamed.
func settle(staged, target string) error {
	err := syncFile(staged)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(target), 0o777)
	}
	if err == nil {
		err = os.Rename(staged, target)
	}
	if err != nil {
		_ = os.Remove(staged) // what is left goes with the folder
	}
	return err
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
