// Package codes holds the classifications of budget subjects.
//
// In: a code as published, with the name beside it and the fiscal year. Out:
// what the embedded lists say about it. The lists are incomplete (none of 2018
// or later was found whole), so absence proves nothing; a published code is
// never corrected.
package codes

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gongkai/normalize/kinds"
)

//go:embed data/*.tsv
var dataFiles embed.FS

// A System is a classification.
type System string

const (
	Functional         System = "functional"          // 支出功能分类: 201…234
	EconomicDepartment System = "economic_department" // 部门预算支出经济分类: 301…399
	EconomicGovernment System = "economic_government" // 政府预算支出经济分类: 501…599
	Revenue            System = "revenue"             // 收入分类: 101…110
)

// systems lists the classifications with the first digit that their codes have.
var systems = []struct {
	system System
	digit  byte
}{{Revenue, '1'}, {Functional, '2'}, {EconomicDepartment, '3'}, {EconomicGovernment, '5'}}

// SystemOf tells by its first digit which classification a code belongs to;
// "" for none.
func SystemOf(code string) System {
	for _, s := range systems {
		if code != "" && code[0] == s.digit {
			return s.system
		}
	}
	return ""
}

// A Status is the outcome of comparing a published code with the lists.
type Status string

const (
	Known        Status = "known"         // code and name stand in a list
	Unknown      Status = "unknown"       // the code is in no list
	NameMismatch Status = "name_mismatch" // the code is listed under another name
	Absent       Status = "absent"        // no code is printed
)

// An Entry is a listed code.
type Entry struct {
	System   System
	Code     string
	Name     string
	Level    string // 类, 款, 项
	From, To int    // years in which it was seen; 0 when the list does not tell
	Source   string
}

// A List holds the entries of all classifications. It does not change once
// loaded.
type List struct {
	entries map[System]map[string][]Entry
	names   map[string][]string // code → its names, present and former, folded
	former  map[string]string   // folded name that a class no longer has → its code
	since   map[System]int      // first year whose names the lists can be compared with
}

// Default returns the embedded lists.
func Default() (*List, error) { return loadDefault() }

var loadDefault = sync.OnceValues(func() (*List, error) {
	sub, err := fs.Sub(dataFiles, "data")
	if err != nil {
		return nil, err
	}
	return Load(sub)
})

// Load reads SYSTEM.tsv for each classification, systems.tsv and changes.tsv
// from the root of fsys. The error names file and line.
func Load(fsys fs.FS) (*List, error) {
	l := &List{entries: map[System]map[string][]Entry{}, names: map[string][]string{}, former: map[string]string{}, since: map[System]int{}}
	for _, s := range systems {
		l.entries[s.system] = map[string][]Entry{}
		err := readTSV(fsys, string(s.system)+".tsv", func(row map[string]string) error {
			e := Entry{System: s.system, Code: row["code"], Name: row["name"], Level: row["level"], Source: row["source"]}
			var err error
			if e.From, err = year(row["from_year"]); err != nil {
				return err
			}
			if e.To, err = year(row["to_year"]); err != nil {
				return err
			}
			if SystemOf(e.Code) != s.system {
				return fmt.Errorf("code %q is not of the %s classification", e.Code, s.system)
			}
			l.entries[s.system][e.Code] = append(l.entries[s.system][e.Code], e)
			l.names[e.Code] = append(l.names[e.Code], plainName(e.Name))
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	err := readTSV(fsys, "systems.tsv", func(row map[string]string) error {
		var err error
		l.since[System(row["system"])], err = year(row["since_year"])
		return err
	})
	if err != nil {
		return nil, err
	}
	return l, readTSV(fsys, "changes.tsv", func(row map[string]string) error {
		for _, n := range []string{row["old_name"], row["new_name"]} {
			if n != "" {
				l.names[row["code"]] = append(l.names[row["code"]], plainName(n))
			}
		}
		if row["old_name"] != "" && row["new_name"] != "" && len(row["code"]) == classDigits {
			l.former[plainName(row["old_name"])] = row["code"]
		}
		return nil
	})
}

// classDigits is the length of the code of a 类.
const classDigits = 3

// Former returns the class that no longer has a name: what it is called in the
// year. ok is false when the name is no former one, when the year is before the
// lists begin, or unknown.
func (l *List) Former(year int, name string) (e Entry, ok bool) {
	code, ok := l.former[plainName(name)]
	if !ok || year == 0 || year < l.since[SystemOf(code)] {
		return Entry{}, false
	}
	e, ok = l.Lookup(SystemOf(code), year, code)
	return e, ok && plainName(e.Name) != plainName(name)
}

// year reads a year; an empty field is 0.
func year(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	return strconv.Atoi(s)
}

// readTSV calls f for each row of a tab-separated file with a header line.
func readTSV(fsys fs.FS, name string, f func(map[string]string) error) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("code list: %w", err)
	}
	var head []string
	for i, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		fields := strings.Split(strings.TrimRight(line, "\r"), "\t")
		if i == 0 {
			head = fields
			continue
		}
		row := map[string]string{}
		for j, h := range head {
			if j < len(fields) {
				row[h] = fields[j]
			}
		}
		if err := f(row); err != nil {
			return fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
	}
	return nil
}

// marks are the punctuation marks that names are printed with or without.
var marks = strings.NewReplacer("、", "", ",", "", "。", "", "(", "", ")", "")

// plainName folds a name for comparing: 维修(护)费 and 维修（护）费 are one.
func plainName(name string) string { return marks.Replace(kinds.Fold(name)) }

// Lookup finds the entry of a code in a classification that is nearest to the
// year: one seen in that year, else the one seen last before it, else the
// first. ok is false when the lists do not have the code.
func (l *List) Lookup(system System, year int, code string) (e Entry, ok bool) {
	list := l.entries[system][code]
	for i, x := range list {
		switch {
		case i == 0:
			e = x
		case year != 0 && x.From <= year && (e.From > year || x.To >= e.To):
			e = x
		}
	}
	return e, len(list) > 0
}

// Status compares a published code and name with the lists. The classification
// is told by the code itself. A name from before the year the lists begin with
// may be right for its time: it is Unknown, not a mismatch. Year 0 is unknown.
func (l *List) Status(year int, code, name string) Status {
	if code == "" {
		return Absent
	}
	if len(l.entries[SystemOf(code)][code]) == 0 {
		return Unknown
	}
	if slices.Contains(l.names[code], plainName(name)) {
		return Known
	}
	if year != 0 && year < l.since[SystemOf(code)] {
		return Unknown
	}
	return NameMismatch
}
