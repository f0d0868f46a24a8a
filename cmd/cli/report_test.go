package cli

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"
)

func TestLineHandler(t *testing.T) {
	var b bytes.Buffer
	cleared := 0
	h := &lineHandler{w: &b, level: slog.LevelWarn, before: func() { cleared++ }}
	r := &reporter{log: slog.New(h)}
	r.failed("a.pdf", errors.New("two\n lines"))
	r.failed("", errors.New("no file"))
	r.warn("a.pdf", "look")
	r.detail("a.pdf", "not shown")
	r.warn("预\n\x1b[31m\u202e\xff.pdf", "look")
	slog.New(h).With("job", 3).WithGroup("g").Warn("more", "n", 1)
	want := "gongkai: a.pdf: two lines\ngongkai: no file\ngongkai: a.pdf: look\ngongkai: 预\\n\\x1b[31m\\u202e\xff.pdf: look\ngongkai: more job=3 n=1\n"
	if b.String() != want || cleared != 5 {
		t.Errorf("%q, %d times cleared; want %q", b.String(), cleared, want)
	}
	b.Reset()
	h.colour = true
	r.failed("a.pdf", errors.New("bad"))
	r.warn("a.pdf", "look")
	if want := "\x1b[31mgongkai:\x1b[0m a.pdf: bad\ngongkai: a.pdf: look\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

// TestProgress holds that a terminal shows the count over several documents,
// and that a line does not stand behind the bar.
func TestProgress(t *testing.T) {
	var term, lines bytes.Buffer
	r := &reporter{lines: &lines, term: &term}
	r.log = slog.New(&lineHandler{w: &term, level: slog.LevelWarn, before: r.clear})
	r.begin(1)
	r.step()
	r.end()
	if term.Len() > 0 {
		t.Errorf("a bar for one document: %q", term.String())
	}
	r.begin(2)
	r.step()
	r.done("a.pdf", "1 page")
	r.warn("b.pdf", "look")
	r.step()
	r.end()
	if lines.String() != "a.pdf: 1 page\n" {
		t.Errorf("lines %q", lines.String())
	}
	if got := term.String(); !strings.Contains(got, "] 2/2") || !strings.Contains(got, eraseLine+"gongkai: b.pdf: look\n") || !strings.HasSuffix(got, eraseLine) {
		t.Errorf("terminal %q", got)
	}
}

func TestProgressBar(t *testing.T) {
	var w bytes.Buffer
	clock := time.Unix(0, 0)
	b := newProgressBar(&w, 4, func() time.Time { return clock })
	want := eraseLine + "[                        ] 0/4"
	clock = clock.Add(barPause / 2)
	b.step() // too soon to be drawn
	clock = clock.Add(2*time.Second - barPause/2)
	b.step()
	want += eraseLine + "[============            ] 2/4, 1.0/s, 2s left"
	b.clear()
	want += eraseLine
	if w.String() != want {
		t.Errorf("%q, want %q", w.String(), want)
	}
}
