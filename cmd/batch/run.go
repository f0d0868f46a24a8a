package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/gofrs/flock"
)

// A Config says what a run reads and how.
type Config struct {
	Source  string    // folder, PDF, list of paths, or "-": a list in Stdin
	Stdin   io.Reader // read when Source is "-"
	Out     string    // folder of the data set
	Jobs    int       // worker processes
	Command []string  // arguments, from the name of the program on, that make this program a worker
	Limits  Limits
	Options Options
	Formats []string // of the data set, see Formats

	RetryFailed bool // read again what failed before
	Force       bool // read everything again

	// Listed is told how many files there are, before Done is called for each
	// of them, one after the other.
	Listed func(n int)
	Done   func(Outcome)
}

// An Outcome is what became of one file.
type Outcome struct {
	Path    string // as text
	Counts  Counts
	Kept    bool     // read before, by an earlier run or under another name
	Skipped string   // why it was not looked at: listed elsewhere, or a link to nothing
	Failure *Failure // nil when it was read
}

// A Summary counts the files of a run.
type Summary struct {
	Files, Read, Kept, Skipped, Failed int
	Reasons                            map[Reason]int
}

// ErrBusy is returned when another run works on the folder.
var ErrBusy = errors.New("another run is writing to this folder")

// A StartError says that a run could not begin.
type StartError struct{ Err error }

// Error gives the reason.
func (e *StartError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *StartError) Unwrap() error { return e.Err }

// A run is a run that goes on.
type run struct {
	Config
	key      string
	staging  string // files that are not whole
	manifest *manifest
	claims   claims

	mu      sync.Mutex // of what follows
	summary Summary
}

// Run reads what source lists and puts the data set together. Failures of
// documents are told by Done and counted; the error is that of the run itself:
// a StartError, that of a context which is done, or one of writing.
func Run(ctx context.Context, c Config) (s Summary, err error) {
	r := &run{Config: c, staging: filepath.Join(c.Out, "tmp"), summary: Summary{Reasons: map[Reason]int{}}}
	unlock, err := r.start()
	if err != nil {
		return r.summary, &StartError{err}
	}
	defer func() { err = errors.Join(err, unlock()) }()
	listed, err := r.list()
	if err != nil {
		return r.summary, err
	}
	if r.Listed != nil {
		r.Listed(listed)
	}
	if err := r.readAll(ctx); err != nil {
		return r.summary, err
	}
	return r.summary, r.merge(ctx)
}

// start takes the folder, or says why it cannot.
func (r *run) start() (unlock func() error, err error) {
	if err := knownFormats(r.Formats); err != nil {
		return nil, err
	}
	program, err := Program()
	if err != nil {
		return nil, err
	}
	if r.key, err = key(program, r.Options); err != nil {
		return nil, err
	}
	if r.Source != "-" {
		if _, err := os.Stat(r.Source); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(r.Out, 0o777); err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(r.Out, "lock"))
	locked, err := lock.TryLock()
	if err == nil && !locked {
		err = ErrBusy
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Out, err)
	}
	if err = os.RemoveAll(r.staging); err == nil {
		err = os.MkdirAll(r.staging, 0o777)
	}
	if err == nil {
		r.manifest, err = openManifest(filepath.Join(r.Out, "manifest.sqlite"))
	}
	if err == nil {
		err = r.manifest.begin(r.Source, program, r.key)
	}
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return func() error {
		return errors.Join(r.manifest.close(), os.RemoveAll(r.staging), lock.Unlock())
	}, nil
}

// list fills the listing and returns its length. What cannot be listed is an
// entry of its own.
func (r *run) list() (n int, err error) {
	err = list(r.Source, r.Stdin, func(name, path string, err error) error {
		if err != nil {
			return r.unlisted(name, err)
		}
		added, err := r.manifest.list(name, path)
		if added {
			n++
		}
		return err
	})
	if err == nil && n == 0 && r.summary.Failed == 0 {
		err = &StartError{fmt.Errorf("%s: %w", r.Source, errNothing)}
	}
	return n, err
}

// unlisted enters what cannot be listed.
func (r *run) unlisted(name string, err error) error {
	text, _ := printable(name)
	out := Outcome{Path: text}
	state, f := failed, &Failure{Unreadable, bare(err)}
	if errors.Is(err, errLoop) || errors.Is(err, errNowhere) {
		state, f = skipped, &Failure{Message: err.Error()}
		out.Skipped = f.Message
	} else {
		out.Failure = f
	}
	if err := r.manifest.file(name, "", state, f); err != nil {
		return err
	}
	r.tell(out)
	return nil
}

// tell counts an outcome and passes it on.
func (r *run) tell(o Outcome) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.summary.Files++
	switch {
	case o.Skipped != "":
		r.summary.Skipped++
	case o.Failure != nil:
		r.summary.Failed++
		r.summary.Reasons[o.Failure.Reason]++
	case o.Kept:
		r.summary.Kept++
	default:
		r.summary.Read++
	}
	if r.Done != nil {
		r.Done(o)
	}
}
