package cli

import (
	"fmt"
	"io"
	"strings"
	"time"
)

const (
	barWidth = 24                     // of the progress bar, in characters: leaves room for the numbers on 80
	barPause = 100 * time.Millisecond // between two drawings of it
	// eraseLine takes the cursor to the beginning of the line and clears it
	// (ECMA-48, EL).
	eraseLine = "\r\x1b[K"
)

// A progressBar shows on a terminal how many of several documents are done,
// how many a second, and how long the rest will take. The libraries for this
// link a web server or build tables of characters when the program starts.
type progressBar struct {
	w           io.Writer
	total, done int
	failed      int // of those done
	begun       time.Time
	drawn       time.Time // when the bar was drawn last
	now         func() time.Time
}

// newProgressBar shows a bar over total documents.
func newProgressBar(w io.Writer, total int, now func() time.Time) *progressBar {
	b := &progressBar{w: w, total: total, begun: now(), now: now}
	b.draw()
	return b
}

// step counts a document.
func (b *progressBar) step() {
	b.done++
	if b.done == b.total || b.now().Sub(b.drawn) >= barPause {
		b.draw()
	}
}

// draw writes the bar over the one before. A terminal that takes no text shows
// none: there is nobody to tell.
func (b *progressBar) draw() {
	b.drawn = b.now()
	fmt.Fprint(b.w, eraseLine+b.String())
}

// clear takes the bar away.
func (b *progressBar) clear() { fmt.Fprint(b.w, eraseLine) }

// String returns the bar: "[=====     ] 5/10, 1 failed, 2.5/s, 2s left".
func (b *progressBar) String() string {
	full := barWidth * b.done / b.total
	s := fmt.Sprintf("[%s%s] %d/%d", strings.Repeat("=", full), strings.Repeat(" ", barWidth-full), b.done, b.total)
	if b.failed > 0 {
		s += fmt.Sprintf(", %d failed", b.failed)
	}
	spent := b.drawn.Sub(b.begun)
	if b.done == 0 || spent <= 0 {
		return s
	}
	left := spent / time.Duration(b.done) * time.Duration(b.total-b.done)
	return s + fmt.Sprintf(", %.1f/s, %s left", float64(b.done)/spent.Seconds(), left.Round(time.Second))
}
