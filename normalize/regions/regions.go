// Package regions finds the administrative division a body belongs to.
//
// In: the name of a body, such as 南京市玄武区财政局. Out: the division by
// GB/T 2260, with the names of earlier years; nothing when the name leaves it
// open.
package regions

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/divisions.tsv.gz
var divisionsFile []byte

// A Division is an administrative division.
type Division struct {
	Code   string // GB/T 2260, six digits
	Name   string
	Level  string // "province", "prefecture", "county"
	Parent string // code of the division above, "" for provinces
	Until  int    // year of the last list that has it; 0 for the newest list
}

// current tells whether the division stands in the newest list.
func (d Division) current() bool { return d.Until == 0 }

// A Table finds divisions by name. It does not change once loaded.
type Table struct {
	byName map[string][]Division
	runes  int // length of the longest name
}

// Default returns the embedded divisions.
func Default() (*Table, error) { return loadDefault() }

var loadDefault = sync.OnceValues(func() (*Table, error) {
	z, err := gzip.NewReader(bytes.NewReader(divisionsFile))
	if err != nil {
		return nil, fmt.Errorf("divisions: %w", err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("divisions: %w", err)
	}
	return parse(string(data))
})

// parse reads the tab-separated list.
func parse(data string) (*Table, error) {
	t := &Table{byName: map[string][]Division{}}
	for i, line := range strings.Split(strings.TrimRight(data, "\n"), "\n") {
		f := strings.Split(line, "\t")
		if i == 0 {
			continue
		}
		if len(f) < 7 || len(f[0]) != 6 {
			return nil, fmt.Errorf("divisions:%d: want 7 fields, the first of six digits", i+1)
		}
		d := Division{Code: f[0], Name: f[1], Level: f[2], Parent: f[3]}
		if f[6] != "current" {
			var err error
			if d.Until, err = strconv.Atoi(f[5][:min(4, len(f[5]))]); err != nil {
				return nil, fmt.Errorf("divisions:%d: last revision: %w", i+1, err)
			}
		}
		t.byName[d.Name] = append(t.byName[d.Name], d)
		t.runes = max(t.runes, len([]rune(d.Name)))
	}
	return t, nil
}

// Of returns the smallest division that the name of a body begins with, as
// divisions stood in the given year (0: today): 南京市玄武区财政局 is in 320102,
// 延边朝鲜族自治州水利局 in 222400. ok is false when the name begins with no
// division, or with one of several that share the name.
func (t *Table) Of(body string, year int) (d Division, ok bool) {
	d, _, ok = t.Split(body, year)
	return d, ok
}

// Split returns what Of does, and what the name says behind its divisions:
// 财政局 of 南京市玄武区财政局, the whole name when ok is false.
func (t *Table) Split(body string, year int) (d Division, rest string, ok bool) {
	runes := []rune(body)
	for {
		found, n := t.leading(runes, d, ok, year)
		if len(found) != 1 {
			return d, string(runes), ok // several share the name: only what stands before it is sure
		}
		d, ok, runes = found[0], true, runes[n:]
	}
}

// leading returns the divisions inside outer that the runes begin with, by
// the longest name, and the length of that name.
func (t *Table) leading(s []rune, outer Division, within bool, year int) ([]Division, int) {
	for n := min(len(s), t.runes); n >= 2; n-- {
		var current, former []Division
		for _, d := range t.byName[string(s[:n])] {
			switch {
			case within && !t.inside(d, outer), !within && strings.Contains(namedWhole, d.Code[:2]) && d.Level != "province":
			case d.current():
				current = append(current, d)
			case year != 0 && year <= d.Until:
				former = append(former, d)
			}
		}
		if len(current) > 0 {
			return current, n
		}
		if former = distinct(former); len(former) > 0 {
			return former, n
		}
	}
	return nil, 0
}

// namedWhole lists the first digits of provinces whose divisions are only
// recognised behind the name of the province: their names are common words and
// their bodies publish no disclosures of this kind.
const namedWhole = "71 81 82"

// distinct drops entries that repeat a code.
func distinct(list []Division) []Division {
	var out []Division
	for _, d := range list {
		if len(out) == 0 || out[len(out)-1].Code != d.Code {
			out = append(out, d)
		}
	}
	return out
}

// inside tells whether d lies in outer: by the digits of its code, or because
// its parent does.
func (t *Table) inside(d, outer Division) bool {
	prefix := strings.TrimRight(outer.Code, "0")
	if len(prefix)%2 == 1 {
		prefix += "0"
	}
	return d.Code != outer.Code && strings.HasPrefix(d.Code, prefix)
}
