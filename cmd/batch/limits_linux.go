package batch

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime/debug"
	"strconv"
	"syscall"
)

const (
	// heapShare of the memory allowed is what the collector of garbage aims at;
	// the rest is for stacks, code and what is not yet collected.
	heapShare = 0.8
	// addressSpace is what the run-time system of Go reserves beyond what it
	// uses, in bytes: its arenas and tables, as measured some 1.3 GB.
	addressSpace = 2 << 30
)

// LimitMemory bounds the memory of this process, in bytes; 0 is no bound. The
// process that watches it ends it sooner.
func LimitMemory(n int64) error {
	signal.Ignore(syscall.SIGXFSZ) // a file that grows too large is an error, not an end
	if n <= 0 {
		return nil
	}
	debug.SetMemoryLimit(int64(heapShare * float64(n)))
	most := uint64(n) + addressSpace
	return syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: most, Max: most})
}

// A gauge tells what memory a process holds.
type gauge struct{ statm *os.File }

// newGauge begins to watch a process. A system that does not tell gives a gauge
// that shows 0.
func newGauge(pid int) gauge {
	f, err := os.Open("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return gauge{}
	}
	return gauge{f}
}

// resident returns bytes; 0 when they are not known.
func (g gauge) resident() int64 {
	var line [128]byte
	n, err := g.statm.ReadAt(line[:], 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0
	}
	fields := bytes.Fields(line[:n])
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

// close ends the watch.
func (g gauge) close() { _ = g.statm.Close() } // nothing was written

// resetPeak begins to measure the peak of this process anew (proc(5),
// clear_refs). A system that forbids it tells the peak since the start.
func resetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

// peak returns the most memory that this process held, in bytes.
func peak() int64 {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, found := bytes.Cut(data, []byte("VmHWM:"))
	fields := bytes.Fields(rest)
	if !found || len(fields) == 0 {
		return 0
	}
	kilobytes, err := strconv.ParseInt(string(fields[0]), 10, 64)
	if err != nil {
		return 0
	}
	return kilobytes << 10
}

// bind ends the process with this one and keeps the signals of the terminal
// from it: this one decides what an interruption means.
func bind(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
