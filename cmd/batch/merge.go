package batch

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"gongkai/export"
	"gongkai/normalize"
)

// filesName is the list of all files of the data set.
const filesName = "files"

// filesSheet are its columns.
var filesSheet = export.Sheet{Name: filesName, Columns: []export.Column{
	{Name: "path", Label: "文件", Type: export.Text, Help: "as listed; beneath the folder that was searched"},
	{Name: "encoding", Label: "文件名编码", Type: export.Text, Help: "of the name on disk: UTF-8, GB18030, or escaped: other bytes stand as %XX"},
	{Name: "document", Label: "文档", Type: export.Text, Help: "sha256 of the file, blank when it could not be read"},
	{Name: "state", Label: "状态", Type: export.Text, Help: "done, failed, skipped"},
	{Name: "reason", Label: "原因", Type: export.Text, Help: "kind of failure"},
	{Name: "error", Label: "错误", Type: export.Text, Help: "what was wrong"},
}}

// mergeFiles lists all files of a run in the order of their names.
const mergeFiles = `SELECT path, encoding, sha256, state, reason, error FROM files WHERE run = ? ORDER BY path, encoding, state`

// mergeDocuments lists the contents of a run in the order of their first path.
const mergeDocuments = `SELECT sha256, min(path) FROM files WHERE run = ? AND sha256 <> '' GROUP BY sha256 ORDER BY min(path), sha256`

// merge puts the data set together: files.csv, and the sheets of all results
// one behind the other in the order of the first path of each document. One
// result is held at a time.
func (r *run) merge(ctx context.Context) (err error) {
	r.manifest.mu.Lock()
	defer r.manifest.mu.Unlock()
	if err := r.manifest.commit(); err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	m, err := newMerger(r.staging)
	if err != nil {
		return fmt.Errorf("data set: %w", err)
	}
	defer m.discard()
	if err := r.eachRow(mergeFiles, 6, func(v []string) error { return m.rows(filesSheet, v) }); err != nil {
		return fmt.Errorf("data set: %w", err)
	}
	err = r.eachRow(mergeDocuments, 2, func(v []string) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return m.document(resultPath(r.Out, r.key, v[0]), v[1])
	})
	if err == nil {
		err = m.publish(r.Out)
	}
	if err != nil {
		return fmt.Errorf("data set: %w", err)
	}
	return nil
}

// eachRow passes on the rows of a query about this run, of n texts each.
func (r *run) eachRow(query string, n int, each func([]string) error) error {
	rows, err := r.manifest.tx.Query(query, r.manifest.run)
	if err != nil {
		return err
	}
	defer rows.Close()
	values, places := make([]string, n), make([]any, n)
	for i := range values {
		places[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return err
		}
		if err := each(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// A merger writes the files of the data set in a folder of their own.
type merger struct {
	dir   string
	names []string
	files map[string]*os.File
	ways  map[string]*bufio.Writer
}

// newMerger begins every file of the data set with its header: one that no
// document has rows for is there all the same.
func newMerger(staging string) (*merger, error) {
	m := &merger{dir: staging, files: map[string]*os.File{}, ways: map[string]*bufio.Writer{}}
	all := append([]export.Sheet{filesSheet}, sheets(&normalize.Disclosure{})...)
	for _, s := range all {
		f, err := os.Create(filepath.Join(staging, s.Name+".csv"))
		if err != nil {
			m.discard()
			return nil, err
		}
		m.names = append(m.names, s.Name)
		m.files[s.Name], m.ways[s.Name] = f, bufio.NewWriterSize(f, 1<<16)
		s.Rows = slices.Values([][]string(nil))
		if err := export.CSV(m.ways[s.Name], s); err != nil {
			m.discard()
			return nil, err
		}
	}
	return m, nil
}

// rows adds rows to the sheet s, whose columns they have.
func (m *merger) rows(s export.Sheet, rows ...[]string) error {
	s.Rows = slices.Values(rows)
	var b bytes.Buffer
	if err := export.CSV(&b, s); err != nil {
		return err
	}
	return body(m.ways[s.Name], bufio.NewReader(&b))
}

// body copies a CSV file without its header, which has no line break in it.
func body(w io.Writer, r *bufio.Reader) error {
	for {
		_, err := r.ReadSlice('\n')
		if err == nil {
			break
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
	_, err := r.WriteTo(w)
	return err
}

// document adds the sheets of a result. A file that failed has none.
func (m *merger) document(result, path string) error {
	z, err := zip.OpenReader(result)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", result, err)
	}
	defer z.Close()
	for _, name := range m.names {
		if name == filesName {
			continue
		}
		if err := m.sheet(z, name, path); err != nil {
			return fmt.Errorf("%s: %s: %w", result, name, err)
		}
	}
	return nil
}

var errNoFileColumn = errors.New("no column for the name of the file")

// sheet adds one sheet of a result; to the row of the document, which does not
// depend on names, the first of its paths.
func (m *merger) sheet(z *zip.ReadCloser, name, path string) error {
	f, err := z.Open(name + ".csv")
	if err != nil {
		return err
	}
	defer f.Close()
	if name != documentsName {
		return body(m.ways[name], bufio.NewReader(f))
	}
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	at := slices.Index(rows[0], fileName)
	if at < 0 {
		return errNoFileColumn
	}
	s := export.Sheet{Name: documentsName, Columns: make([]export.Column, len(rows[0]))}
	s.Columns[at].Type = export.Text
	for _, row := range rows[1:] {
		row[at] = path
		if err := m.rows(s, row); err != nil {
			return err
		}
	}
	return nil
}

// publish syncs all files and puts them in their places.
func (m *merger) publish(out string) error {
	for _, name := range m.names {
		if err := m.ways[name].Flush(); err != nil {
			return err
		}
		if err := m.files[name].Sync(); err != nil {
			return err
		}
	}
	for _, name := range m.names {
		if err := os.Rename(m.files[name].Name(), filepath.Join(out, name+".csv")); err != nil {
			return err
		}
	}
	return nil
}

// discard closes the files. What was not published goes with the staging
// folder.
func (m *merger) discard() {
	for _, f := range m.files {
		f.Close()
	}
}
