package batch

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"sync"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

//go:embed manifest.sql
var manifestSQL string

// The states of files and readings.
const (
	done    = "done"
	failed  = "failed"
	skipped = "skipped"
)

// commitPause is the longest time that rows wait to be committed. What a run
// that was killed had not committed is known from its results.
const commitPause = time.Second

// A manifest is the book of all runs on a folder. It may be used by several
// goroutines. There is always a transaction that goes on.
type manifest struct {
	mu         sync.Mutex
	db         *sql.DB
	conn       *sql.Conn // the only one: the listing is a table of it
	statements map[string]*sql.Stmt
	committed  time.Time
	run        int64
}

// A reading is what became of one content.
type reading struct {
	run     int64
	year    int // 0 for none
	counts  Counts
	seconds float64
	peak    int64
	failure *Failure // nil when it was read
}

func openManifest(path string) (*manifest, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	place := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: "_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=busy_timeout(5000)"}
	db, err := sql.Open("sqlite", place.String())
	if err != nil {
		return nil, err
	}
	m := &manifest{db: db, statements: map[string]*sql.Stmt{}, committed: time.Now()}
	if m.conn, err = db.Conn(context.Background()); err == nil {
		err = m.prepare()
	}
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", errors.Join(err, db.Close()))
	}
	return m, nil
}

// layout changes with the tables of manifest.sql.
const layout = 1

// errLayout is the error of a book that other tables are in.
var errLayout = errors.New("written by another version of gongkai: name another folder")

// prepare makes the tables in an empty book.
func (m *manifest) prepare() error {
	var version, tables int
	if err := m.conn.QueryRowContext(context.Background(), `SELECT (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`).Scan(&version, &tables); err != nil {
		return err
	}
	if tables > 0 && version != layout {
		return errLayout
	}
	_, err := m.conn.ExecContext(context.Background(), fmt.Sprintf("BEGIN;\n%s\nPRAGMA user_version = %d;\nCOMMIT; BEGIN", manifestSQL, layout))
	return err
}

// statement returns a statement, prepared when it is first asked for: to read
// the text of one takes longer than its work. The manifest is locked.
func (m *manifest) statement(query string) (*sql.Stmt, error) {
	s := m.statements[query]
	if s == nil {
		var err error
		if s, err = m.conn.PrepareContext(context.Background(), query); err != nil {
			return nil, err
		}
		m.statements[query] = s
	}
	return s, nil
}

// query asks a question; the manifest is locked until the rows are closed.
func (m *manifest) query(query string, args ...any) (*sql.Rows, error) {
	s, err := m.statement(query)
	if err != nil {
		return nil, err
	}
	return s.Query(args...)
}

// exec adds rows, and commits those that waited long enough.
func (m *manifest) exec(query string, args ...any) (sql.Result, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var res sql.Result
	s, err := m.statement(query)
	if err == nil {
		res, err = s.Exec(args...)
	}
	if err == nil && time.Since(m.committed) >= commitPause {
		err = m.commit()
	}
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	return res, nil
}

// commit makes the rows last; the manifest is locked.
func (m *manifest) commit() error {
	_, err := m.conn.ExecContext(context.Background(), "COMMIT; BEGIN")
	m.committed = time.Now()
	return err
}

// close commits and closes.
func (m *manifest) close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	errs := []error{m.commit()}
	for _, s := range m.statements {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, m.conn.Close(), m.db.Close())...)
}

func (m *manifest) begin(source, program, key string) error {
	text, _ := printable(source)
	res, err := m.exec(`INSERT INTO runs (begun, source, program, key) VALUES (?, ?, ?, ?)`, time.Now().UTC().Format(time.RFC3339), text, program, key)
	if err != nil {
		return err
	}
	m.run, err = res.LastInsertId()
	return err
}

// list adds a file to what is to be read; a name that is there already counts
// once.
func (m *manifest) list(name, path string) (added bool, err error) {
	res, err := m.exec(`INSERT OR IGNORE INTO listing VALUES (?, ?)`, []byte(name), []byte(path))
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// A listed file is to be read.
type listed struct{ name, path string }

// page returns the next n files behind a name.
func (m *manifest) page(after string, n int) ([]listed, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	rows, err := m.query(`SELECT name, path FROM listing WHERE name > ? ORDER BY name LIMIT ?`, []byte(after), n)
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	defer rows.Close()
	var out []listed
	for rows.Next() {
		var name, path []byte
		if err := rows.Scan(&name, &path); err != nil {
			return nil, fmt.Errorf("manifest: %w", err)
		}
		out = append(out, listed{string(name), string(path)})
	}
	return out, rows.Err()
}

// file adds what became of a file of this run.
func (m *manifest) file(name, sum, state string, f *Failure) error {
	if f == nil {
		f = &Failure{}
	}
	text, encoding := printable(name)
	_, err := m.exec(`INSERT INTO files (run, path, encoding, sha256, state, reason, error) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		m.run, text, encoding, sum, state, string(f.Reason), f.Message)
	return err
}

// add adds a reading of this run.
func (m *manifest) add(sum, key string, r reading) error {
	state, f := done, &Failure{}
	if r.failure != nil {
		state, f = failed, r.failure
	}
	_, err := m.exec(`INSERT INTO readings (run, sha256, key, state, year, pages, tables, facts, findings, seconds, peak_bytes, reason, error) VALUES (?, ?, ?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.run, sum, key, state, r.year, r.counts.Pages, r.counts.Tables, r.counts.Facts, r.counts.Findings, r.seconds, r.peak, string(f.Reason), f.Message)
	return err
}

// last returns the latest reading of a content, if there is one.
func (m *manifest) last(sum, key string) (r reading, found bool, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var state, reason, message string
	s, err := m.statement(`SELECT run, coalesce(year, 0), pages, tables, facts, findings, seconds, peak_bytes, state, reason, error FROM readings WHERE sha256 = ? AND key = ? ORDER BY id DESC LIMIT 1`)
	if err != nil {
		return r, false, fmt.Errorf("manifest: %w", err)
	}
	err = s.QueryRow(sum, key).
		Scan(&r.run, &r.year, &r.counts.Pages, &r.counts.Tables, &r.counts.Facts, &r.counts.Findings, &r.seconds, &r.peak, &state, &reason, &message)
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil
	}
	if err != nil {
		return r, false, fmt.Errorf("manifest: %w", err)
	}
	if state == failed {
		r.failure = &Failure{Reason(reason), message}
	}
	return r, true, nil
}
