package batch

import (
	"context"
	"os"
	"sync"
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
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	files := make(chan listed)
	var lanes sync.WaitGroup
	for range max(1, r.Jobs) {
		lanes.Go(func() {
			l := lane{run: r}
			defer l.stop()
			for f := range files {
				if err := l.file(ctx, f); err != nil {
					cancel(err)
				}
			}
		})
	}
	err := r.feed(ctx, files)
	close(files)
	lanes.Wait()
	if err == nil {
		err = context.Cause(ctx)
	}
	return err
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

// A lane reads one file after the other, with a worker of its own.
type lane struct {
	*run
	worker *process
}

// stop ends the worker of the lane.
func (l *lane) stop() {
	if l.worker != nil {
		l.worker.end()
		l.worker = nil
	}
}

// file deals with one file of the listing. The error ends the run.
func (l *lane) file(ctx context.Context, f listed) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	text, _ := printable(f.name)
	out := Outcome{Path: text}
	sum, rd, kept, err := l.content(ctx, f.path)
	if err != nil {
		return err
	}
	out.Counts, out.Kept, out.Failure = rd.counts, kept, rd.failure
	state := done
	if out.Failure != nil {
		state = failed
	}
	if err := l.manifest.file(f.name, sum, state, out.Failure); err != nil {
		return err
	}
	l.tell(out)
	return nil
}

// content sees that the content of a file is read, now or before.
func (l *lane) content(ctx context.Context, path string) (sum string, rd reading, kept bool, err error) {
	for range attempts {
		sum, err = checksum(path)
		if err != nil {
			return "", reading{failure: &Failure{Unreadable, bare(err)}}, false, nil
		}
		release := l.claims.take(sum)
		rd, kept, err = l.earlier(sum)
		if err == nil && !kept {
			rd, err = l.read(ctx, path, sum)
		}
		release()
		if err != nil || rd.failure == nil || rd.failure.Reason != Changed {
			break
		}
	}
	return sum, rd, kept, err
}

// earlier finds what is known of a content.
func (l *lane) earlier(sum string) (rd reading, found bool, err error) {
	rd, found, err = l.manifest.last(sum, l.key)
	if err != nil || found && rd.run == l.manifest.run && (rd.failure == nil || rd.failure.Reason != Changed) {
		return rd, found, err
	}
	if l.Force {
		return rd, false, nil
	}
	path := resultPath(l.Out, l.key, sum)
	_, missing := os.Stat(path)
	switch {
	case missing != nil && found && rd.failure == nil:
		return rd, false, nil // its result is gone
	case missing == nil && !found:
		// The run that read it was killed before its manifest was written.
		summary, err := readSummary(path)
		if err != nil {
			return rd, false, nil // damaged: it is read again
		}
		rd, found = reading{counts: summary.Counts, failure: summary.Error}, true
		if err := l.manifest.add(sum, l.key, rd); err != nil {
			return rd, false, err
		}
	}
	if found && rd.failure != nil && (l.RetryFailed || rd.failure.Reason.passing()) {
		found = false
	}
	return rd, found, nil
}

// read has the worker of the lane read a content.
func (l *lane) read(ctx context.Context, path, sum string) (reading, error) {
	req := newRequest(path)
	req.Options, req.SHA256 = l.Options, sum
	req.Result, req.Staging = resultPath(l.Out, l.key, sum), l.staging
	var resp Response
	for range attempts {
		if l.worker == nil {
			worker, err := startProcess(l.Command)
			if err != nil {
				return reading{}, err
			}
			l.worker = worker
		}
		var alive bool
		if resp, alive = l.worker.ask(ctx, req, l.Limits); !alive {
			l.worker = nil
		}
		if ctx.Err() != nil {
			return reading{}, context.Cause(ctx)
		}
		if resp.Error == nil || resp.Error.Reason != Crashed {
			break
		}
	}
	rd := reading{run: l.manifest.run, counts: resp.Counts, seconds: resp.Seconds, peak: resp.Peak, failure: resp.Error}
	return rd, l.manifest.add(sum, l.key, rd)
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
