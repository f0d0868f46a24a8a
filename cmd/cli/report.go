package cli

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// A reporter tells what happens: failures and warnings on standard error as
// lines or, with --json, as JSON records; one line per finished document on
// standard output; progress on a terminal.
type reporter struct {
	log   *slog.Logger
	lines io.Writer // of finished documents; nil for none
	bar   *progressBar
	term  io.Writer // the terminal that shows progress; nil for none
}

// reportFlags are the settings of all commands about what is told.
type reportFlags struct{ quiet, verbose, json bool }

func (f *reportFlags) add(cmd *cobra.Command) {
	p := cmd.PersistentFlags()
	p.BoolVarP(&f.quiet, "quiet", "q", false, "tell errors only (只报告错误)")
	p.BoolVarP(&f.verbose, "verbose", "v", false, "tell every finding and file; wins over --quiet (详细输出)")
	p.BoolVar(&f.json, "json", false, "tell everything as JSON records on standard error (JSON 日志)")
}

// newReporter makes the reporter of a run.
func newReporter(f reportFlags, stdout, stderr io.Writer) *reporter {
	level := slog.LevelWarn
	switch {
	case f.verbose:
		level = slog.LevelDebug
	case f.quiet:
		level = slog.LevelError
	case f.json:
		level = slog.LevelInfo
	}
	if f.json {
		return &reporter{log: slog.New(slog.NewJSONHandler(stderr, &slog.HandlerOptions{Level: level}))}
	}
	r := &reporter{}
	if !f.quiet || f.verbose {
		r.lines = stdout
		if isTerminal(stderr) {
			r.term = stderr
		}
	}
	r.log = slog.New(&lineHandler{w: stderr, level: level, colour: isTerminal(stderr) && os.Getenv("NO_COLOR") == "", before: r.clear})
	return r
}

// isTerminal tells whether w is a terminal that can move its cursor.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb"
}

// reporterKey finds the reporter in the context of a command.
type reporterKey struct{}

// reporterOf returns the reporter of the run that a command belongs to.
func reporterOf(cmd *cobra.Command) *reporter {
	if r, ok := cmd.Context().Value(reporterKey{}).(*reporter); ok {
		return r
	}
	return newReporter(reportFlags{}, cmd.OutOrStdout(), cmd.ErrOrStderr())
}

// withReporter puts the reporter where reporterOf finds it.
func withReporter(cmd *cobra.Command, r *reporter) {
	cmd.SetContext(context.WithValue(cmd.Context(), reporterKey{}, r))
}

// fileKey is the attribute of a record that names the file it is about.
const fileKey = "file"

// failed tells that a file could not be read or written.
func (r *reporter) failed(file string, err error) { r.log.Error(oneLine(err), fileAttr(file)...) }

// warn tells something about a file that its reader should know.
func (r *reporter) warn(file, message string) { r.log.Warn(message, fileAttr(file)...) }

// detail tells what only --verbose shows.
func (r *reporter) detail(file, message string, attrs ...any) {
	r.log.Debug(message, append(fileAttr(file), attrs...)...)
}

func fileAttr(file string) []any {
	if file == "" {
		return nil
	}
	return []any{fileKey, file}
}

// done tells that a document is finished: line for people, attrs for JSON.
func (r *reporter) done(file, line string, attrs ...any) {
	r.log.Info("done", append(fileAttr(file), attrs...)...)
	if r.lines != nil {
		r.clear()
		fmt.Fprintf(r.lines, "%s: %s\n", shown(file), line)
	}
}

// begin shows progress over n documents, if there is a terminal to show it on
// and more than one document.
func (r *reporter) begin(n int) {
	if r.term != nil && n > 1 {
		r.bar = newProgressBar(r.term, n, time.Now)
	}
}

// step tells that a further document is done, well or not.
func (r *reporter) step() {
	if r.bar != nil {
		r.bar.step()
	}
}

// countFailed tells that the document of the next step failed.
func (r *reporter) countFailed() {
	if r.bar != nil {
		r.bar.failed++
	}
}

// clear takes the bar away before a line is written; the next step draws it
// again.
func (r *reporter) clear() {
	if r.bar != nil {
		r.bar.clear()
	}
}

// end takes the bar away for good.
func (r *reporter) end() {
	r.clear()
	r.bar = nil
}

// A lineHandler writes records as lines: "gongkai: FILE: MESSAGE", other
// attributes behind as KEY=VALUE.
type lineHandler struct {
	w      io.Writer
	level  slog.Level
	colour bool
	before func() // called before a line is written
	attrs  []slog.Attr
	mu     sync.Mutex
}

// Enabled tells whether records of the level are written.
func (h *lineHandler) Enabled(_ context.Context, level slog.Level) bool { return level >= h.level }

// Handle writes a record. The line about a finished document goes to standard
// output by another way.
func (h *lineHandler) Handle(_ context.Context, r slog.Record) error {
	if r.Level == slog.LevelInfo {
		return nil
	}
	name := "gongkai:"
	if h.colour && r.Level >= slog.LevelError {
		name = "\x1b[31m" + name + "\x1b[0m"
	}
	var b strings.Builder
	tail := ""
	add := func(a slog.Attr) bool {
		if a.Key == fileKey {
			b.WriteString(a.Value.String() + ": ")
		} else {
			tail += fmt.Sprintf(" %s=%v", a.Key, a.Value)
		}
		return true
	}
	for _, a := range h.attrs {
		add(a)
	}
	r.Attrs(add)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.before()
	_, err := fmt.Fprintf(h.w, "%s %s\n", name, shown(b.String()+r.Message+tail))
	return err
}

// shown writes the characters that are not seen, such as those that control a
// terminal, as Go does: names of files may hold any.
func shown(text string) string {
	var b strings.Builder
	for len(text) > 0 {
		r, n := utf8.DecodeRuneInString(text)
		if unicode.In(r, unicode.Cc, unicode.Cf) {
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteString(text[:n])
		}
		text = text[n:]
	}
	return b.String()
}

// WithAttrs returns a handler whose records carry attrs as well.
func (h *lineHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &lineHandler{w: h.w, level: h.level, colour: h.colour, before: h.before, attrs: append(h.attrs[:len(h.attrs):len(h.attrs)], attrs...)}
}

// WithGroup returns the handler itself: lines have no groups.
func (h *lineHandler) WithGroup(string) slog.Handler { return h }
