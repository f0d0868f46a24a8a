package batch

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

const (
	// watchPause is the time between two looks at the memory of a worker: in it
	// a process can claim some 100 MB.
	watchPause = 25 * time.Millisecond
	// tailBytes are kept of what a worker says before it ends.
	tailBytes = 4 << 10
)

// Limits bound what one document may take.
type Limits struct {
	Memory int64         // bytes of the worker process
	Time   time.Duration // wall time
}

// A process is one worker.
type process struct {
	cmd     *exec.Cmd
	stdin   io.WriteCloser
	answers *bufio.Reader
	said    *tail
	gauge   gauge
}

// startProcess starts a worker. Each has one processor: that makes the most of
// the machine as soon as there are as many workers.
func startProcess(command []string) (*process, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("worker: %w", err)
	}
	p := &process{cmd: &exec.Cmd{Path: exe, Args: command, Env: append(os.Environ(), "GOMAXPROCS=1")}, said: &tail{}}
	p.cmd.Stderr = p.said
	bind(p.cmd)
	if p.stdin, err = p.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("worker: %w", err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("worker: %w", err)
	}
	p.answers = bufio.NewReader(out)
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("worker: %w", err)
	}
	p.gauge = newGauge(p.cmd.Process.Pid)
	return p, nil
}

// ask sends a request and waits for the response. When the worker ended or had
// to be ended, the response holds the failure and alive is false.
func (p *process) ask(ctx context.Context, req Request, limits Limits) (out Response, alive bool) {
	line, err := json.Marshal(req)
	if err != nil {
		return Response{Error: &Failure{BadRequest, err.Error()}}, true
	}
	answer, failure, most := p.askLine(ctx, append(line, '\n'), limits)
	if failure == nil && json.Unmarshal(answer, &out) != nil {
		failure = p.ended()
	}
	if failure != nil {
		return Response{Error: failure, Peak: most}, false
	}
	return out, true
}

// askLine sends a line and waits for the one that answers it. With a failure
// the worker is no more; most is the memory that it was seen to hold.
func (p *process) askLine(ctx context.Context, line []byte, limits Limits) (out []byte, failure *Failure, most int64) {
	if _, err := p.stdin.Write(line); err != nil {
		return nil, p.ended(), 0
	}
	type answered struct {
		line []byte
		err  error
	}
	answer := make(chan answered, 1)
	go func() {
		line, err := p.answers.ReadBytes('\n')
		answer <- answered{line, err}
	}()
	late := time.NewTimer(limits.Time)
	defer late.Stop()
	watch := time.NewTicker(watchPause)
	defer watch.Stop()
	for failure == nil {
		select {
		case a := <-answer:
			if a.err == nil {
				return a.line, nil, most
			}
			return nil, p.ended(), most
		case <-late.C:
			failure = &Failure{TimedOut, fmt.Sprintf("not read within %v", limits.Time)}
		case <-ctx.Done():
			failure = &Failure{Unreadable, "interrupted"}
		case <-watch.C:
			most = max(most, p.gauge.resident())
			if limits.Memory > 0 && most > limits.Memory {
				failure = outOfSpace
			}
		}
	}
	p.end()
	<-answer
	return nil, failure, most
}

var outOfSpace = &Failure{OutOfSpace, "needs more memory than allowed"}

// ended collects a worker that ended by itself and tells why it did, without
// numbers that differ from run to run.
func (p *process) ended() *Failure {
	defer p.gauge.close()
	p.stdin.Close()
	// A worker that wrote something else than a response still runs.
	_ = p.cmd.Process.Kill()
	err := p.cmd.Wait()
	if said := p.said.String(); strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate memory") {
		return outOfSpace
	}
	return &Failure{Crashed, fmt.Sprintf("the worker ended: %v", err)}
}

// end ends a worker at once.
func (p *process) end() {
	defer p.gauge.close()
	p.stdin.Close()
	_ = p.cmd.Process.Kill() // it may have ended already
	_ = p.cmd.Wait()         // it was killed
}

// A tail keeps the last bytes written to it.
type tail struct {
	mu   sync.Mutex
	data []byte
}

// Write keeps what fits.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.data = append(t.data, b...)
	if over := len(t.data) - tailBytes; over > 0 {
		t.data = append(t.data[:0], t.data[over:]...)
	}
	return len(b), nil
}

// String returns what was kept.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.data)
}
