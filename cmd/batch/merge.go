package batch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"golang.org/x/sync/errgroup"

	"gongkai/export"
	"gongkai/export/sqlite"
)

// mergeFiles lists all files of a run in the order of their names.
const mergeFiles = `SELECT path, encoding, sha256, state, reason, error FROM files WHERE run = ? ORDER BY path, encoding, state`

// mergeDocuments lists the contents of a run by their years, those without one
// last, and then by their first path.
const mergeDocuments = `SELECT f.sha256, min(f.path), coalesce(r.year, ''), max(f.state = 'done')
FROM files f JOIN runs USING (run)
LEFT JOIN readings r ON r.id = (SELECT max(id) FROM readings WHERE sha256 = f.sha256 AND key = runs.key)
WHERE f.run = ? AND f.sha256 <> ''
GROUP BY f.sha256 ORDER BY r.year IS NULL, r.year, min(f.path), f.sha256`

// A document is what the data set has of one content.
type document struct {
	sha256, path, year string
	whole              bool // its result must be there
	sheets             []export.Sheet
	rows               *sqlite.Rows // of the sheets, for the database
}

// ahead is how many documents may be read before they are written: enough to
// keep the writers busy, and a bound of the memory.
const ahead = 4

// merge puts the data set together from the results. The memory depends on the
// largest document, not on their number. The outputs are written side by side.
func (r *run) merge(ctx context.Context) (err error) {
	r.manifest.mu.Lock()
	defer r.manifest.mu.Unlock()
	if err := r.manifest.commit(); err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	set, err := newDataSet(ctx, r.staging, r.Formats)
	if err != nil {
		return fmt.Errorf("data set: %w", err)
	}
	defer func() { err = errors.Join(err, set.close()) }()
	if err := r.eachRow(mergeFiles, 6, set.file); err != nil {
		return fmt.Errorf("data set: %w", err)
	}
	if err := r.documents(ctx, set); err != nil {
		return fmt.Errorf("data set: %w", err)
	}
	if err := set.finish(ctx); err != nil {
		return fmt.Errorf("data set: %w", err)
	}
	if err := set.publish(r.Out); err != nil {
		return fmt.Errorf("data set: %w", err)
	}
	return nil
}

// documents passes all documents on to the outputs, each of which takes them in
// order.
func (r *run) documents(ctx context.Context, set *dataSet) error {
	writers, ctx := errgroup.WithContext(ctx)
	ways := make([]chan *document, len(set.outputs))
	for i, o := range set.outputs {
		ways[i] = make(chan *document, ahead)
		writers.Go(func() error {
			for d := range ways[i] {
				if err := o.add(ctx, d); err != nil {
					return fmt.Errorf("%s: %w", d.path, err)
				}
			}
			return nil
		})
	}
	err := r.eachRow(mergeDocuments, 4, func(v []string) error {
		d := &document{sha256: v[0], path: v[1], year: v[2], whole: v[3] == "1"}
		found, err := r.load(d)
		for _, o := range set.outputs {
			if found && err == nil {
				err = o.prepare(d)
			}
		}
		if err != nil || !found {
			return err
		}
		for _, way := range ways {
			select {
			case way <- d:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		return nil
	})
	for _, way := range ways {
		close(way)
	}
	return cmp.Or(writers.Wait(), err)
}

// load reads the result of a document. A file that failed has none.
func (r *run) load(d *document) (found bool, err error) {
	path := resultPath(r.Out, r.key, d.sha256)
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) && !d.whole {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	d.sheets, err = readSheets(f)
	if errors.Is(err, ErrResult) {
		// The next run reads the file again.
		return false, errors.Join(fmt.Errorf("%s: %w, which was removed: start again", path, err), os.Remove(path))
	}
	if err != nil {
		return false, fmt.Errorf("%s: %w", path, err)
	}
	// The result does not depend on names; the data set has the first of them.
	at := slices.IndexFunc(d.sheets[0].Columns, func(c export.Column) bool { return c.Name == fileName })
	for row := range d.sheets[0].Rows {
		row[at] = d.path
	}
	return true, nil
}

// eachRow passes on the rows of a query about this run, of n texts each.
func (r *run) eachRow(query string, n int, each func([]string) error) error {
	rows, err := r.manifest.query(query, r.manifest.run)
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
