package batch

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sync/errgroup"
)

const (
	// listPage is how many files of the listing are taken at once.
	listPage = 1024
	// attempts are made to read a document whose worker ended by itself, or
	// whose file changed: something else may have been the cause.
	attempts = 3
)

// readAll reads the files of the listing in as many lanes as there are jobs.
func (r *run) readAll(ctx context.Context) error {
	all, ctx := errgroup.WithContext(ctx)
	files := make(chan listed)
	for i := range max(1, r.Jobs) {
		all.Go(func() error { return r.lane(ctx, i, files) })
	}
	all.Go(func() error {
		defer close(files)
		return r.feed(ctx, files)
	})
	return all.Wait()
}

// feed sends the listing.
func (r *run) feed(ctx context.Context, files chan<- listed) error {
	after := ""
	for {
		page, err := r.manifest.page(after, listPage)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, f := range page {
			select {
			case files <- f:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		after = page[len(page)-1].name
	}
}

// A lane reads one file after the other, with a worker of its own. What a file
// needs behind the reading, to sync its result above all, goes on while the
// worker reads the next ones.
type lane struct {
	*run
	number int
	worker *process
	count  int             // of staged results
	behind *errgroup.Group // of at most unsettled files
}

// unsettled is how many files of a lane may wait for the disk: to sync a file
// may now and then take as long as to read several.
const unsettled = 4

// lane reads files until there are no more. When it returns, its worker has
// ended and all of its work is done.
func (r *run) lane(ctx context.Context, number int, files <-chan listed) error {
	l := lane{run: r, number: number}
	l.behind, ctx = errgroup.WithContext(ctx)
	l.behind.SetLimit(unsettled)
	var err error
	for f := range files {
		if err = l.file(ctx, f); err != nil {
			break
		}
	}
	if l.worker != nil {
		l.worker.end()
	}
	return cmp.Or(l.behind.Wait(), err)
}

// file deals with one file of the listing. The error ends the run.
func (l *lane) file(ctx context.Context, f listed) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	for attempt := range attempts {
		sum, err := checksum(f.path)
		if err != nil {
			return l.enter(f, "", reading{failure: &Failure{Unreadable, bare(err)}}, false)
		}
		release := l.claims.take(sum)
		rd, kept, err := l.earlier(sum)
		staged := ""
		if err == nil && !kept {
			rd, staged, err = l.read(ctx, f.path, sum)
		}
		if err != nil {
			release()
			return err
		}
		if rd.failure != nil && rd.failure.Reason == Changed && attempt < attempts-1 {
			release()
			continue
		}
		l.behind.Go(func() error {
			defer release()
			if !kept {
				if err := l.keep(sum, staged, &rd); err != nil {
					return err
				}
			}
			return l.enter(f, sum, rd, kept)
		})
		break
	}
	return nil
}

// enter enters what became of a file.
func (l *lane) enter(f listed, sum string, rd reading, kept bool) error {
	state := done
	if rd.failure != nil {
		state = failed
	}
	if err := l.manifest.file(f.name, sum, state, rd.failure); err != nil {
		return err
	}
	text, _ := printable(f.name)
	l.tell(Outcome{Path: text, Counts: rd.counts, Kept: kept, Failure: rd.failure})
	return nil
}

// earlier finds what is known of a content, and whether that is kept. A result
// that is to be replaced is taken away first: what the last attempt gave stands
// in the data set, be it nothing.
func (l *lane) earlier(sum string) (rd reading, kept bool, err error) {
	rd, found, err := l.manifest.last(sum, l.key)
	if err != nil || found && rd.run == l.manifest.run && (rd.failure == nil || rd.failure.Reason != Changed) {
		return rd, found, err
	}
	path := resultPath(l.Out, l.key, sum)
	_, missing := os.Stat(path)
	if missing == nil && !l.Force && (!found || rd.failure != nil) {
		// The run that read it may have been killed before its manifest was
		// written: the result is what happened last.
		summary, err := readSummary(path)
		switch {
		case err != nil:
			found = false // damaged: it is read again
		case !found || summary.Error == nil:
			rd, found = reading{year: summary.Year, counts: summary.Counts, failure: summary.Error}, true
			if err := l.manifest.add(sum, l.key, rd); err != nil {
				return rd, false, err
			}
		}
	}
	again := !found || l.Force
	if rd.failure == nil {
		again = again || missing != nil
	} else {
		again = again || l.RetryFailed || rd.failure.Reason.passing()
	}
	if again && missing == nil {
		err = os.Remove(path)
	}
	return rd, !again, err
}

// read has the worker of the lane read a content. The result is staged.
func (l *lane) read(ctx context.Context, path, sum string) (rd reading, staged string, err error) {
	l.count++
	staged = filepath.Join(l.staging, fmt.Sprintf("%d-%d", l.number, l.count))
	req := newRequest(path)
	req.Options, req.SHA256, req.Result = l.Options, sum, staged
	var resp Response
	for range attempts {
		if l.worker == nil {
			worker, err := startProcess(l.Command)
			if err != nil {
				return rd, "", err
			}
			l.worker = worker
		}
		var alive bool
		if resp, alive = l.worker.ask(ctx, req, l.Limits); !alive {
			l.worker = nil
		}
		if ctx.Err() != nil {
			return rd, "", context.Cause(ctx)
		}
		if resp.Error == nil || resp.Error.Reason != Crashed {
			break
		}
	}
	return reading{run: l.manifest.run, year: resp.Year, counts: resp.Counts, seconds: resp.Seconds, peak: resp.Peak, failure: resp.Error}, staged, nil
}

// keep makes a staged result last, if there is one, and enters the reading.
func (l *lane) keep(sum, staged string, rd *reading) error {
	_, missing := os.Stat(staged)
	switch {
	case missing == nil && (rd.failure == nil || rd.failure.Reason.partial()):
		if err := settle(staged, resultPath(l.Out, l.key, sum)); err != nil {
			rd.failure = &Failure{Unwritten, bare(err)}
		}
	case missing == nil: // of a worker that ended while it wrote
		if err := os.Remove(staged); err != nil {
			return err
		}
	case rd.failure == nil:
		rd.failure = &Failure{Unwritten, bare(missing)}
	}
	return l.manifest.add(sum, l.key, *rd)
}

// claims let only one lane at a time work on a content.
type claims struct {
	mu    sync.Mutex
	taken map[string]chan struct{}
}

// take waits for a content and claims it until release is called.
func (c *claims) take(sum string) (release func()) {
	for {
		c.mu.Lock()
		other, busy := c.taken[sum]
		if !busy {
			if c.taken == nil {
				c.taken = map[string]chan struct{}{}
			}
			mine := make(chan struct{})
			c.taken[sum] = mine
			c.mu.Unlock()
			return func() {
				c.mu.Lock()
				delete(c.taken, sum)
				c.mu.Unlock()
				close(mine)
			}
		}
		c.mu.Unlock()
		<-other
	}
}
