package pdf

import (
	"github.com/ledongthuc/pdf"
)

// layers tells which optional content (ISO 32000-2 §8.11) a reader sees on
// screen when the file is opened. A nil *layers hides nothing.
type layers struct {
	objects *objectTable
	off     map[int]bool // groups that are off, by object number
}

// readLayers reads the groups of a file and their states in its default
// configuration; nil when the file has no optional content.
func readLayers(objects *objectTable) *layers {
	properties := objects.get(objects.root(), "OCProperties")
	if properties.kind != tokenDictOpen {
		return nil
	}
	l := &layers{objects: objects, off: map[int]bool{}}
	config := objects.get(properties, "D")
	if objects.get(config, "BaseState").text == "OFF" {
		l.set(objects.get(properties, "OCGs"), true)
		l.set(objects.get(config, "ON"), false)
	}
	l.set(objects.get(config, "OFF"), true)
	for _, usage := range objects.get(config, "AS").items {
		if usage = objects.resolve(usage); objects.get(usage, "Event").text == "View" {
			l.applyUsage(usage)
		}
	}
	return l
}

// set switches the groups that a list refers to.
func (l *layers) set(groups syntax, off bool) {
	for _, g := range groups.items {
		if g.object != 0 {
			l.off[g.object] = off
		}
	}
}

// applyUsage switches the groups of a usage application dictionary by what
// they say they are for (§8.11.4.4): a group is off when any of the named
// categories says so, on when one says on and none off.
func (l *layers) applyUsage(application syntax) {
	categories := l.objects.get(application, "Category").items
	for _, g := range l.objects.get(application, "OCGs").items {
		usage := l.objects.get(l.objects.resolve(g), "Usage")
		on, off := false, false
		for _, category := range categories {
			recommended, known := l.usageState(usage, category.text)
			on, off = on || known && recommended, off || known && !recommended
		}
		if g.object != 0 && (on || off) {
			l.off[g.object] = off
		}
	}
}

// shownZoom is the magnification at which pages are read: that of the sheet.
const shownZoom = 1.0

// usageState returns the state that a category of a usage dictionary
// recommends. Languages and users are not known, so what depends on them keeps
// its state.
func (l *layers) usageState(usage syntax, category string) (on, known bool) {
	entry := l.objects.get(usage, category)
	if entry.kind != tokenDictOpen {
		return false, false
	}
	switch category {
	case "View", "Print", "Export":
		state := l.objects.get(entry, category+"State").text
		return state == "ON", state == "ON" || state == "OFF"
	case "Zoom":
		least, most := l.objects.get(entry, "min"), l.objects.get(entry, "max")
		return least.value <= shownZoom && (most.kind != tokenNumber || shownZoom < most.value), true
	}
	return false, false
}

// hides tells whether a group, or a membership dictionary of groups, hides its
// content. s is the reference as it stands in an OC entry or among the
// properties of a page, so that groups are told by their object numbers.
func (l *layers) hides(s syntax) bool {
	switch {
	case l == nil:
		return false
	case l.off[s.object]:
		return true
	}
	member := l.objects.resolve(s)
	if l.objects.get(member, "Type").text != "OCMD" {
		return false
	}
	e := expression{layers: l}
	if visible, ok := e.visible(member.key("VE"), 0); ok {
		return !visible
	}
	return !l.policy(l.objects.get(member, "P").text, l.members(member.key("OCGs")))
}

// members returns which of the groups of a membership dictionary are on;
// references to nothing are left out.
func (l *layers) members(s syntax) (on []bool) {
	list := []syntax{s}
	if groups := l.objects.resolve(s); groups.kind == tokenOpen {
		list = groups.items
	}
	for _, g := range list {
		if l.objects.resolve(g).kind == tokenDictOpen {
			on = append(on, !l.off[g.object])
		}
	}
	return on
}

// policy tells whether content is visible under a visibility policy. Without
// groups it is.
func (l *layers) policy(name string, groups []bool) bool {
	on := 0
	for _, visible := range groups {
		if visible {
			on++
		}
	}
	switch n := len(groups); {
	case n == 0:
		return true
	case name == "AllOn":
		return on == n
	case name == "AnyOff":
		return on < n
	case name == "AllOff":
		return on == 0
	}
	return on > 0 // AnyOn, the default
}

// An expression is one evaluation of a visibility expression.
type expression struct {
	*layers
	nodes int
}

// visible computes a visibility expression: a group, or an array of And, Or or
// Not with its operands. ok is false when it is none.
func (x *expression) visible(s syntax, depth int) (visible, ok bool) {
	e := x.objects.resolve(s)
	if e.kind == tokenDictOpen {
		return !x.off[s.object], s.object != 0
	}
	if x.nodes++; e.kind != tokenOpen || len(e.items) < 2 || depth > maxNesting || x.nodes > maxExpression {
		return false, false
	}
	all, some := true, false
	for _, item := range e.items[1:] {
		v, ok := x.visible(item, depth+1)
		if !ok {
			return false, false
		}
		all, some = all && v, some || v
	}
	switch x.objects.resolve(e.items[0]).text {
	case "And":
		return all, true
	case "Or":
		return some, true
	case "Not":
		return !some, len(e.items) == 2
	}
	return false, false
}

// switchedOff tells whether the entry of a dictionary names optional content
// that is switched off. The printed form of the dictionary tells references
// from values.
func (f *File) switchedOff(dict pdf.Value, key string) bool {
	if f.layers == nil {
		return false
	}
	printed := syntaxAt(&lexer{data: []byte(dict.String())}, 0)
	return f.layers.hides(printed.key(key))
}
