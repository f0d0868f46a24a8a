// Package kinds knows what the tables of budgets and final accounts are
// called and what their columns and rows say.
//
// In: printed titles, headers, labels and captions. Out: kind ids, measure
// ids, column roles, units, levels of numbering. All of it is read from the
// embedded files under data; a province or year prints other words: it gets a
// file under data/layouts, no code.
package kinds

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed data
var dataFiles embed.FS

// A Shape tells how the rows of a table are built.
type Shape string

const (
	PairedLists Shape = "paired_lists" // lists side by side, income left of expenditure
	CodedRows   Shape = "coded_rows"   // one row per subject code
	ProjectRows Shape = "project_rows" // coded rows, some split by project
	NamedRows   Shape = "named_rows"   // one row per named item
	LineItems   Shape = "line_items"   // items that enclose one another
	Form        Shape = "form"         // fields and indicators, no facts
	Listing     Shape = "listing"      // names, no facts
)

// A Kind is a kind of table.
type Kind struct {
	ID      string
	Name    string      // in Chinese
	Shape   Shape       // how its rows are built
	System  string      // classification of its codes, "" when it prints none
	title   []string    // words of which an unknown title of this kind holds one
	headers []headerSet // headers that tell the kind when the title does not
}

// HasFacts tells whether the amounts of the table are facts.
func (k Kind) HasFacts() bool { return k.Shape != Form && k.Shape != Listing }

// Nested tells whether the rows enclose one another by their numbering.
func (k Kind) Nested() bool { return k.Shape == PairedLists || k.Shape == LineItems }

// headerSet is a set of header words that tells a kind.
type headerSet struct {
	All    []string `yaml:"all"`
	Absent []string `yaml:"absent"`
}

// A Title is a table title that the data files know.
type Title struct {
	Text   string // as in the data file
	Kind   string // id of the kind
	Doc    string // "budget" or "final"
	Layout string // name of the layout file
	line   int
}

// A Layout is one family of published forms.
type Layout struct {
	ID   string // file name without extension
	Name string
	Doc  string   // "budget" or "final"
	Seen []string // documents it was seen in
}

// A Catalogue is everything the data files say. It does not change once
// loaded and may be used by several goroutines.
type Catalogue struct {
	kinds    []Kind
	byID     map[string]int
	layouts  []Layout
	titles   []Title
	rules    titleRules
	exact    map[string]*Title // by folded, stripped text
	loose    map[string]*Title // the same without the words that add nothing; nil where two kinds meet
	suffixes []suffix
	measures measureTable
	columns  columnTable
	rows     rowRules
	captions captionRules
	docs     documentRules
}

// Default returns the catalogue of the embedded files.
func Default() (*Catalogue, error) { return loadDefault() }

var loadDefault = sync.OnceValues(func() (*Catalogue, error) {
	sub, err := fs.Sub(dataFiles, "data")
	if err != nil {
		return nil, err
	}
	return Load(sub)
})

// layoutFile is the form of data/layouts/*.yaml.
type layoutFile struct {
	Name     string              `yaml:"name"`
	Seen     []string            `yaml:"seen"`
	Doc      string              `yaml:"doc"`
	Titles   map[string][]word   `yaml:"titles"`
	Columns  map[string]patterns `yaml:"columns"`
	Measures map[string][]word   `yaml:"measures"`
}

// Load reads a catalogue from a file tree laid out like the embedded one. The
// error is a *DataError naming file and line.
func Load(fsys fs.FS) (*Catalogue, error) {
	c := &Catalogue{byID: map[string]int{}}
	if err := c.loadKinds(fsys); err != nil {
		return nil, err
	}
	measures := measureFile{}
	for _, f := range []struct {
		name string
		into any
	}{
		{"titles.yaml", &c.rules}, {"measures.yaml", &measures}, {"columns.yaml", &c.columns},
		{"rows.yaml", &c.rows}, {"captions.yaml", &c.captions}, {"documents.yaml", &c.docs},
	} {
		if err := readYAML(fsys, f.name, f.into); err != nil {
			return nil, err
		}
	}
	if err := c.measures.add("measures.yaml", measures); err != nil {
		return nil, err
	}
	names, err := fs.Glob(fsys, "layouts/*.yaml")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	for _, name := range names {
		if err := c.loadLayout(fsys, name); err != nil {
			return nil, err
		}
	}
	if err := c.columns.check(); err != nil {
		return nil, err
	}
	return c, c.indexTitles()
}

// loadKinds reads kinds.yaml.
func (c *Catalogue) loadKinds(fsys fs.FS) error {
	var f struct {
		Kinds []struct {
			ID      word        `yaml:"id"`
			Name    string      `yaml:"name"`
			Shape   Shape       `yaml:"shape"`
			System  string      `yaml:"system"`
			Title   []string    `yaml:"title"`
			Headers []headerSet `yaml:"headers"`
		} `yaml:"kinds"`
	}
	if err := readYAML(fsys, "kinds.yaml", &f); err != nil {
		return err
	}
	shapes := []Shape{PairedLists, CodedRows, ProjectRows, NamedRows, LineItems, Form, Listing}
	for _, k := range f.Kinds {
		if _, twice := c.byID[k.ID.Text]; twice || !slices.Contains(shapes, k.Shape) {
			return &DataError{"kinds.yaml", k.ID.Line, fmt.Errorf("kind %q: given twice or of unknown shape %q", k.ID.Text, k.Shape)}
		}
		for i := range k.Headers {
			for j, w := range k.Headers[i].All {
				k.Headers[i].All[j] = Fold(w)
			}
			for j, w := range k.Headers[i].Absent {
				k.Headers[i].Absent[j] = Fold(w)
			}
		}
		c.byID[k.ID.Text] = len(c.kinds)
		c.kinds = append(c.kinds, Kind{k.ID.Text, k.Name, k.Shape, k.System, k.Title, k.Headers})
	}
	return nil
}

// loadLayout reads one file of layouts and adds what it says.
func (c *Catalogue) loadLayout(fsys fs.FS, name string) error {
	var f layoutFile
	if err := readYAML(fsys, name, &f); err != nil {
		return err
	}
	if len(f.Seen) == 0 || f.Doc != "budget" && f.Doc != "final" {
		return &DataError{File: name, Err: fmt.Errorf("a layout says doc: budget or final, and where it was seen")}
	}
	id := strings.TrimSuffix(path.Base(name), ".yaml")
	c.layouts = append(c.layouts, Layout{id, f.Name, f.Doc, f.Seen})
	for kind, titles := range f.Titles {
		for _, t := range titles {
			if _, ok := c.byID[kind]; !ok {
				return &DataError{name, t.Line, fmt.Errorf("unknown kind %q", kind)}
			}
			c.titles = append(c.titles, Title{t.Text, kind, f.Doc, id, t.Line})
		}
	}
	for role, list := range f.Columns {
		c.columns.Roles[role] = append(c.columns.Roles[role], list...)
	}
	return c.measures.add(name, measureFile{Measures: f.Measures})
}

// Kind returns the kind with the given id.
func (c *Catalogue) Kind(id string) (Kind, bool) {
	i, ok := c.byID[id]
	if !ok {
		return Kind{}, false
	}
	return c.kinds[i], true
}

// Kinds returns all kinds in the order of the data file.
func (c *Catalogue) Kinds() []Kind { return slices.Clone(c.kinds) }

// Layouts returns all layouts, ordered by id.
func (c *Catalogue) Layouts() []Layout { return slices.Clone(c.layouts) }

// Titles returns all titles that the layouts list, ordered by layout, kind and
// place in the file.
func (c *Catalogue) Titles() []Title { return slices.Clone(c.titles) }
