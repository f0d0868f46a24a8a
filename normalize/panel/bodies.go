package panel

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/check"
	"gongkai/normalize/kinds"
	"gongkai/normalize/regions"
)

// A Head tells whose a document is and of which year.
type Head struct {
	File     string // names the document within the set
	Entity   normalize.Entity
	Document normalize.DocumentInfo
}

// A Body is one publishing body with its documents over the years.
type Body struct {
	ID         string // region code and name without the region: 310107-财政局
	Name       string // as the newest document prints it
	RegionCode string // GB/T 2260; "" when the name leaves it open
	RegionName string
	Documents  []Head // by year, kind and file
}

// unknownRegion stands for the code of a region in the id of a body whose name
// leaves it open.
const unknownRegion = "000000"

// Bodies tells which documents are of the same body: the region and the name
// behind it are the same, or the whole name. A name without a region is joined
// over the years only while nothing speaks against it: no body of a region has
// it, and no year has it twice. Others are left by themselves and reported, as
// are documents without a body or year.
func Bodies(heads []Head) ([]Body, []Finding, error) {
	r, err := newResolver()
	if err != nil {
		return nil, nil, err
	}
	heads = slices.Clone(heads)
	slices.SortFunc(heads, compareHeads)
	for _, h := range heads {
		switch {
		case h.Entity.Name == "":
			r.report(h, "merge.no_entity", nil)
		case h.Document.Year == 0:
			r.report(h, "merge.no_year", nil)
		default:
			r.add(h)
		}
	}
	r.openNames()
	return r.finish(), r.findings, nil
}

func compareHeads(a, b Head) int {
	return cmp.Or(cmp.Compare(a.Document.Year, b.Document.Year), cmp.Compare(a.Document.Kind, b.Document.Kind), cmp.Compare(a.File, b.File))
}

// A resolver finds the bodies of documents.
type resolver struct {
	words    *vocabulary
	cat      *kinds.Catalogue
	regions  *regions.Table
	bodies   []*Body
	byKey    map[string]*Body   // by region and name, and by whole name
	named    map[string][]*Body // by the name behind the region
	open     []openName         // names without a region, in order
	openAt   map[string]int     // index in open by name
	findings []Finding
}

func newResolver() (*resolver, error) {
	words, err := loadVocabulary()
	if err != nil {
		return nil, err
	}
	cat, err := kinds.Default()
	if err != nil {
		return nil, err
	}
	table, err := regions.Default()
	if err != nil {
		return nil, err
	}
	return &resolver{words: words, cat: cat, regions: table, byKey: map[string]*Body{}, openAt: map[string]int{}, named: map[string][]*Body{}}, nil
}

// An openName is the documents with one name that no region goes with.
type openName struct {
	name  string
	heads []Head
}

// name folds the name of a body.
func (r *resolver) name(s string) string {
	s = r.cat.PlaceOf(s)
	for _, same := range r.words.Same {
		s = same.re.ReplaceAllString(s, same.As)
	}
	return s
}

// add puts a document with the others of its body.
func (r *resolver) add(h Head) {
	whole := r.name(h.Entity.Name)
	d, rest, ok := r.regions.Split(whole, h.Document.Year)
	if ok && rest == "" {
		rest = d.Name // the government of the region itself
	}
	if !ok {
		i, again := r.openAt[whole]
		if !again {
			i = len(r.open)
			r.openAt[whole] = i
			r.open = append(r.open, openName{name: whole})
		}
		r.open[i].heads = append(r.open[i].heads, h)
		return
	}
	key := idOf(d.Code, rest)
	b := cmp.Or(r.byKey[key], r.byKey[whole])
	if b == nil {
		b = r.body(key)
		r.named[rest] = append(r.named[rest], b)
	}
	r.byKey[key], r.byKey[whole] = b, b
	b.RegionCode, b.RegionName = d.Code, d.Name
	b.Documents = append(b.Documents, h)
}

// idOf is the id of a body of a region.
func idOf(region, name string) string { return region + "-" + name }

// body makes a body.
func (r *resolver) body(id string) *Body {
	b := &Body{ID: id}
	r.bodies = append(r.bodies, b)
	return b
}

// openNames places the documents whose name gives no region.
func (r *resolver) openNames() {
	for _, o := range r.open {
		id := idOf(unknownRegion, o.name)
		var regions []string
		for _, b := range r.named[o.name] {
			regions = append(regions, b.RegionName)
		}
		if len(regions) == 0 && !repeats(o.heads) {
			r.body(id).Documents = o.heads
			continue
		}
		for i, h := range o.heads {
			b := r.body(id + "-" + strconv.Itoa(i+1))
			b.Documents = []Head{h}
			r.report(h, "merge.ambiguous", map[string]string{"entity": h.Entity.Name, "regions": strings.Join(regions, "、")})
		}
	}
}

// repeats tells whether two documents are of one year and kind.
func repeats(heads []Head) bool {
	for i := 1; i < len(heads); i++ {
		if heads[i].Document.Year == heads[i-1].Document.Year && heads[i].Document.Kind == heads[i-1].Document.Kind {
			return true
		}
	}
	return false
}

// finish returns the bodies by id.
func (r *resolver) finish() []Body {
	var out []Body
	for _, b := range r.bodies {
		b.Name = b.Documents[len(b.Documents)-1].Entity.Name
		out = append(out, *b)
	}
	slices.SortFunc(out, func(a, b Body) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// report tells of a document that could not be placed.
func (r *resolver) report(h Head, rule string, values map[string]string) {
	f := trace.Finding{Rule: rule, Text: h.Entity.Name, Status: trace.NotComputable, Values: map[string]string{"document": h.File}}
	for k, v := range values {
		f.Values[k] = v
	}
	r.findings = append(r.findings, told(Finding{Finding: f, Document: h.File}))
}

// told fills in what the catalogue says of the rule of a finding.
func told(f Finding) Finding {
	rule, _ := check.RuleOf(f.Rule)
	f.Kind, f.Severity = rule.Kind, rule.Severity
	f.Message = check.Message(&f.Finding, check.English)
	return f
}
