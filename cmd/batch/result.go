package batch

import (
	"archive/zip"
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gongkai/export"
	"gongkai/normalize"
)

// The entries of a result beside the flat sheets, NAME.csv.
const (
	summaryEntry  = "summary.json"  // the Response without records
	documentEntry = "document.json" // all of the document, as gongkai schema describes
)

// resultPath is the place of the result of a file beneath the folder of a run.
// Folders of 256 keep each of them small enough to list.
func resultPath(out, key, sum string) string {
	return filepath.Join(out, "results", key, sum[:2], sum+".zip")
}

// writeResult writes what was read of a document as a zip archive, whose
// checksums tell a damaged one: a summary, the document as JSON and its sheets
// as CSV. The same document gives the same bytes. The entries are not
// compressed, which would take longer than much of the reading.
func writeResult(w io.Writer, summary Response, d *normalize.Disclosure) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	z := zip.NewWriter(buffered)
	err := entry(z, summaryEntry, func(w io.Writer) error { return json.NewEncoder(w).Encode(summary) })
	if err == nil {
		err = entry(z, documentEntry, func(w io.Writer) error { return export.JSON(w, d) })
	}
	for _, s := range sheets(d) {
		if err == nil {
			err = entry(z, s.Name+".csv", func(w io.Writer) error { return export.CSV(w, s) })
		}
	}
	if err == nil {
		err = z.Close()
	}
	if err == nil {
		err = buffered.Flush()
	}
	return err
}

func entry(z *zip.Writer, name string, write func(io.Writer) error) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err != nil {
		return err
	}
	return write(w)
}

// readSummary reads what a result says of itself.
func readSummary(path string) (Response, error) {
	var summary Response
	z, err := zip.OpenReader(path)
	if err != nil {
		return summary, err
	}
	defer z.Close()
	f, err := z.Open(summaryEntry)
	if err != nil {
		return summary, err
	}
	defer f.Close()
	err = json.NewDecoder(f).Decode(&summary)
	return summary, err
}

// putFile writes a file so that it exists whole or not at all, even when the
// power fails: a temporary name in staging, synced, renamed.
func putFile(target, staging string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(staging, "*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	err = write(f)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), target); err != nil {
		return fmt.Errorf("rename: %w", err)
	}
	return nil
}
