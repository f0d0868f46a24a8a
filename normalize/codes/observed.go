package codes

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Observed collects the codes and names that documents print, so that lists
// can be learnt from them.
type Observed struct {
	seen map[observedKey]*observedName
}

type observedKey struct {
	system System
	code   string
	name   string // folded
}

// observedName is one name of a code with where it was seen.
type observedName struct {
	printed   string
	documents map[string]bool
	years     map[int]bool
}

// Add counts one code and name of a document; an empty name or code is left
// out. Year 0 is unknown.
func (o *Observed) Add(system System, code, name, document string, year int) {
	k := observedKey{system, code, plainName(name)}
	if code == "" || k.name == "" {
		return
	}
	if o.seen == nil {
		o.seen = map[observedKey]*observedName{}
	}
	n := o.seen[k]
	if n == nil {
		n = &observedName{printed: strings.Join(strings.Fields(name), ""), documents: map[string]bool{}, years: map[int]bool{}}
		o.seen[k] = n
	}
	n.documents[document] = true
	if year != 0 {
		n.years[year] = true
	}
}

// A Conflict is a code that documents print with several names.
type Conflict struct {
	System System
	Code   string
	Names  []string // the one of most documents first
}

// Conflicts returns the codes with several names, by code.
func (o *Observed) Conflicts() []Conflict {
	var out []Conflict
	for _, k := range o.keys() {
		last := len(out) - 1
		if last < 0 || out[last].System != k.system || out[last].Code != k.code {
			out = append(out, Conflict{System: k.system, Code: k.code})
			last++
		}
		out[last].Names = append(out[last].Names, o.seen[k].printed)
	}
	return slices.DeleteFunc(out, func(c Conflict) bool { return len(c.Names) < 2 })
}

// keys returns what was seen by classification and code, the name of most
// documents first.
func (o *Observed) keys() []observedKey {
	return slices.SortedFunc(maps.Keys(o.seen), func(a, b observedKey) int {
		return cmp.Or(strings.Compare(string(a.system), string(b.system)), strings.Compare(a.code, b.code),
			cmp.Compare(len(o.seen[b].documents), len(o.seen[a].documents)), strings.Compare(a.name, b.name))
	})
}

// WriteTSV writes one line per code and name: system, code, name, how many
// documents and which years print it, what the list says of it, and "yes" when
// the code has other names too.
func (o *Observed) WriteTSV(w io.Writer, list *List) error {
	conflicts := map[string]bool{}
	for _, c := range o.Conflicts() {
		conflicts[string(c.System)+c.Code] = true
	}
	if _, err := fmt.Fprintln(w, "system\tcode\tname\tdocuments\tyears\tstatus\tconflict"); err != nil {
		return err
	}
	for _, k := range o.keys() {
		n := o.seen[k]
		var years []string
		last := 0
		for _, y := range slices.Sorted(maps.Keys(n.years)) {
			years, last = append(years, strconv.Itoa(y)), y
		}
		conflict := ""
		if conflicts[string(k.system)+k.code] {
			conflict = "yes"
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", k.system, k.code, n.printed, len(n.documents), strings.Join(years, " "),
			list.Status(last, k.code, n.printed), conflict); err != nil {
			return err
		}
	}
	return nil
}
