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

// maxText bounds a text of a result: a longer one is the mark of damage.
const maxText = 1 << 28 // bytes

// writeResult writes what was read of a document, compressed by Zstandard with
// a checksum: the Response without records as JSON, then for every sheet its
// name, the number of its rows and their values. Numbers are uvarints, texts
// are led by their length: reading and writing them must take little beside
// the reading of the document. The same document gives the same bytes.
func writeResult(w io.Writer, summary Response, sheets []export.Sheet) error {
	z, err := zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
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
			if len(b) < 1<<16 {
				continue
			}
			if _, err := z.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	if _, err := z.Write(b); err != nil {
		return err
	}
	return z.Close()
}

// A resultReader reads results. It is used for one after the other.
type resultReader struct {
	z   *zstd.Decoder
	in  *bufio.Reader
	buf []byte
}

func newResultReader() (*resultReader, error) {
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		return nil, err
	}
	return &resultReader{z: z, in: bufio.NewReaderSize(z, 1<<16)}, nil
}

func (r *resultReader) close() { r.z.Close() }

// summary reads what a result says of itself, and no more.
func (r *resultReader) summary(path string) (Response, error) {
	f, err := os.Open(path)
	if err != nil {
		return Response{}, err
	}
	defer f.Close()
	return r.head(f)
}

// head begins a result.
func (r *resultReader) head(from io.Reader) (out Response, err error) {
	if err := r.z.Reset(from); err != nil {
		return out, damaged(err)
	}
	r.in.Reset(r.z)
	text, err := r.text()
	if err == nil {
		err = json.Unmarshal([]byte(text), &out)
	}
	if err != nil {
		return out, damaged(err)
	}
	return out, nil
}

func damaged(err error) error { return fmt.Errorf("%w: %w", ErrResult, err) }

// sheets reads a whole result. The sheets are those of the program, in order.
func (r *resultReader) sheets(from io.Reader) ([]export.Sheet, error) {
	if _, err := r.head(from); err != nil {
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
	if _, err := r.in.ReadByte(); !errors.Is(err, io.EOF) { // the checksum stands at the end
		if err == nil {
			err = errors.New("more than the sheets")
		}
		return nil, damaged(err)
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
	n, err := binary.ReadUvarint(r.in)
	if err != nil {
		return nil, unexpected(err)
	}
	var rows [][]string
	for range n {
		row := make([]string, len(s.Columns))
		for i := range row {
			if row[i], err = r.text(); err != nil {
				return nil, err
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// text reads a text.
func (r *resultReader) text() (string, error) {
	n, err := binary.ReadUvarint(r.in)
	if err != nil || n == 0 {
		return "", unexpected(err)
	}
	if n > maxText {
		return "", fmt.Errorf("a text of %d bytes", n)
	}
	// What is not there is not made room for.
	r.buf = r.buf[:0]
	for left := int(n); left > 0; {
		step := min(left, 1<<16)
		at := len(r.buf)
		r.buf = slices.Grow(r.buf, step)[:at+step]
		if _, err := io.ReadFull(r.in, r.buf[at:]); err != nil {
			return "", unexpected(err)
		}
		left -= step
	}
	return string(r.buf), nil
}

// unexpected tells an end within a result from that of a stream.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
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
