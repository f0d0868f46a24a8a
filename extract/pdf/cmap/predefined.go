package cmap

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"
	"sync"
)

//go:generate go run ./generate
//go:generate go run ./generate -verify

//go:embed data/cmaps.bin
var embedded []byte

// An entry of the embedded data is a character map or the text of a collection.
//
// The data starts with the number of entries; for each follow its name, the
// ordering of its collection and the name of the map it is described on top of
// ("" if none), each as length and bytes, and the size of its body. The bodies
// follow in the same order, compressed with deflate one by one so that a
// document pays only for the maps it uses.
type entry struct {
	name, ordering, base string
	body                 []byte

	once sync.Once
	m    *CMap
	err  error
}

// entries returns the embedded maps and collections by name.
var entries = sync.OnceValue(func() map[string]*entry {
	list, err := readEntries(embedded)
	if err != nil {
		return nil // the tests look every name up
	}
	return list
})

func readEntries(data []byte) (map[string]*entry, error) {
	u := unpacker{data: data}
	list := make([]*entry, u.count(4))
	sizes := make([]uint64, len(list))
	byName := make(map[string]*entry, len(list))
	for i := range list {
		list[i] = &entry{name: u.str(), ordering: u.str(), base: u.str()}
		sizes[i] = u.uvarint()
		byName[list[i].name] = list[i]
	}
	for i, e := range list {
		if sizes[i] > uint64(len(u.data)) {
			return nil, errDamaged
		}
		e.body, u.data = u.data[:sizes[i]], u.data[sizes[i]:]
	}
	if u.bad {
		return nil, errDamaged
	}
	return byName, nil
}

func (u *unpacker) str() string {
	n := u.count(1)
	s := string(u.data[:n])
	u.data = u.data[n:]
	return s
}

// inflated returns the body as Pack or PackTexts made it.
func (e *entry) inflated() ([]byte, error) {
	return io.ReadAll(flate.NewReader(bytes.NewReader(e.body)))
}

// Predefined returns the map of that name: Identity-H and -V, or one of the
// predefined maps of ISO 32000-2, table 116, and their UTF-8 and UTF-32 forms.
// The error wraps ErrUnknown for other names.
func Predefined(name string) (*CMap, error) {
	if e := entries()[name]; e != nil && !strings.HasPrefix(name, collectionPrefix) {
		e.once.Do(func() { e.m, e.err = e.load() })
		return e.m, e.err
	}
	switch name {
	case "Identity-H", "Identity-V":
		return identity(name), nil
	}
	for form, rewrite := range unicodeForms {
		if strings.Contains(name, form) {
			return derived(name, form, rewrite)
		}
	}
	return nil, fmt.Errorf("%w %q", ErrUnknown, name)
}

func identity(name string) *CMap {
	m := &CMap{name: name, ordering: "Identity", vertical: strings.HasSuffix(name, "-V")}
	m.spaces = []codespace{{n: 2, lo: 0, hi: math.MaxUint16}}
	m.cids[1] = spans{{0, math.MaxUint16, 0}}
	return m
}

// embeddedForm is the part of a map's name that is embedded; unicodeForms are
// those that are made from it.
const embeddedForm = "-UTF32-"

var unicodeForms = map[string]func(*CMap) *CMap{"-UTF16-": utf16Form, "-UTF8-": utf8Form}

// derivedMaps keeps the maps made by derived, by name.
var derivedMaps sync.Map

// derived makes a map in another Unicode form from its embedded UTF-32 form.
func derived(name, form string, rewrite func(*CMap) *CMap) (*CMap, error) {
	if m, ok := derivedMaps.Load(name); ok {
		return m.(*CMap), nil
	}
	e := entries()[strings.Replace(name, form, embeddedForm, 1)]
	if e == nil {
		return nil, fmt.Errorf("%w %q", ErrUnknown, name)
	}
	base, err := Predefined(e.name)
	if err != nil {
		return nil, err
	}
	m := rewrite(base)
	m.name, m.form = name, formOf(name)
	kept, _ := derivedMaps.LoadOrStore(name, m)
	return kept.(*CMap), nil
}

func (e *entry) load() (*CMap, error) {
	var base *CMap
	if e.base != "" {
		var err error
		if base, err = Predefined(e.base); err != nil {
			return nil, err
		}
	}
	body, err := e.inflated()
	if err != nil {
		return nil, err
	}
	m, err := unpack(body, base)
	if err != nil {
		return nil, err
	}
	m.name, m.ordering, m.form = e.name, e.ordering, formOf(e.name)
	return m, nil
}

// Bundle collects packed maps and texts into the form of the embedded data.
// It serves the program that generates them.
type Bundle struct {
	head, bodies []byte
	n            uint64
}

// Add appends the map or the texts of a collection under name.
func (b *Bundle) Add(name, ordering, base string, packed []byte) error {
	var body bytes.Buffer
	w, err := flate.NewWriter(&body, flate.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(packed); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	for _, s := range []string{name, ordering, base} {
		b.head = binary.AppendUvarint(b.head, uint64(len(s)))
		b.head = append(b.head, s...)
	}
	b.head = binary.AppendUvarint(b.head, uint64(body.Len()))
	b.bodies = append(b.bodies, body.Bytes()...)
	b.n++
	return nil
}

// Bytes returns the embedded data.
func (b *Bundle) Bytes() []byte {
	out := binary.AppendUvarint(nil, b.n)
	return append(append(out, b.head...), b.bodies...)
}
