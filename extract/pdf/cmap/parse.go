package cmap

import (
	"errors"
	"fmt"
	"math"
)

// maxEntries is the most ranges and single codes read from one embedded map.
// The greatest published map has fewer than 40,000; a map beyond the limit is
// made to cost memory.
const maxEntries = 400_000

// ErrTooManyEntries is returned for an embedded map with more entries than any
// real font needs.
var ErrTooManyEntries = errors.New("cmap: too many entries")

// ErrUnknown is returned for the name of a map that is not predefined.
var ErrUnknown = errors.New("cmap: unknown predefined map")

// Parse reads an embedded CMap stream. The function use returns the map that a
// usecmap operator names; it may be nil if there is none, and is then
// Predefined.
//
// Broken entries are skipped, later definitions win over earlier ones. A map
// without codespace ranges takes those of the map it uses; without these, its
// codes have two bytes. The map is usable also beside an error: it then holds
// what was read before it.
func Parse(data []byte, use func(name string) (*CMap, error)) (*CMap, error) {
	if use == nil {
		use = Predefined
	}
	p := parser{scanner: scanner{src: data}, use: use, m: &CMap{}}
	err := p.run()
	if len(p.m.spaces) == 0 {
		p.m.spaces = []codespace{{n: 2, lo: 0, hi: math.MaxUint16}}
	}
	p.m.settle()
	return p.m, err
}

type parser struct {
	scanner
	use     func(name string) (*CMap, error)
	m       *CMap
	entries int
	last    [2]token // the two tokens before the operator, the latest at 1
}

// run reads the program to its end and returns the first error met.
func (p *parser) run() error {
	var first error
	for {
		t := p.next()
		var err error
		switch {
		case t.kind == endOfData:
			return first
		case t.kind == operator:
			err = p.operator(t.text)
		case p.last[1].kind == nameToken:
			p.define(p.last[1].text, t)
		}
		if errors.Is(err, ErrTooManyEntries) {
			return err
		}
		if first == nil {
			first = err
		}
		p.last[0], p.last[1] = p.last[1], t
	}
}

// define takes the value t of an entry of the map's dictionary.
func (p *parser) define(key string, t token) {
	switch {
	case key == "WMode" && t.kind == number:
		p.m.vertical = t.num == 1
	case key == "CMapName" && t.kind == nameToken:
		p.m.name = t.text
	case key == "Ordering" && t.kind == literal:
		p.m.ordering = t.text
	}
}

func (p *parser) operator(op string) error {
	switch op {
	case "usecmap":
		if p.last[1].kind != nameToken {
			return nil
		}
		base, err := p.use(p.last[1].text)
		if err != nil {
			return fmt.Errorf("usecmap %s: %w", p.last[1].text, err)
		}
		p.m.inherit(base)
		return p.count(len(base.cids[1]))
	case "begincodespacerange":
		return p.section(2, func(t []token) { p.codespace(t[0].data, t[1]) })
	case "begincidrange":
		return p.section(3, func(t []token) { add(&p.m.cids, t[0].data, t[1], t[2]) })
	case "begincidchar":
		return p.section(2, func(t []token) { add(&p.m.cids, t[0].data, t[0], t[1]) })
	case "beginnotdefrange":
		return p.section(3, func(t []token) { add(&p.m.notdefs, t[0].data, t[1], t[2]) })
	case "beginnotdefchar":
		return p.section(2, func(t []token) { add(&p.m.notdefs, t[0].data, t[0], t[1]) })
	}
	return nil
}

func (p *parser) count(n int) error {
	if p.entries += n; p.entries > maxEntries {
		return ErrTooManyEntries
	}
	return nil
}

// section reads entries of size tokens up to the operator that ends them. An
// entry starts with a hex string: tokens in other places are skipped.
func (p *parser) section(size int, entry func([]token)) error {
	buf := make([]token, 0, size)
	for {
		start := p.pos
		t := p.next()
		switch t.kind {
		case endOfData:
			return nil
		case operator:
			if len(t.text) > 5 && t.text[:5] == "begin" {
				p.pos = start // the end operator is missing
			}
			return nil
		}
		if len(buf) == 0 && t.kind != hexString {
			continue
		}
		buf = append(buf, t)
		if len(buf) < size {
			continue
		}
		if err := p.count(1); err != nil {
			return err
		}
		entry(buf)
		buf = buf[:0]
	}
}

func (p *parser) codespace(lo []byte, hi token) {
	n := len(lo)
	if hi.kind != hexString || n == 0 || n > maxCodeLen || len(hi.data) != n {
		return
	}
	p.m.spaces = append(p.m.spaces, codespace{n, codeOf(lo), codeOf(hi.data)})
}

// add appends the codes lo to hi, counted as numbers, with CIDs from cid on.
// The length of lo is the length of the codes.
func add(to *[maxCodeLen]spans, lo []byte, hi, cid token) {
	n := len(lo)
	if n == 0 || n > maxCodeLen || hi.kind != hexString || len(hi.data) > maxCodeLen || cid.kind != number {
		return
	}
	x := span{codeOf(lo), codeOf(hi.data), uint32(cid.num)}
	if x.hi < x.lo || cid.num < 0 || cid.num > math.MaxUint16 {
		return
	}
	to[n-1] = append(to[n-1], x)
}

// codeOf reads up to four bytes as a number, the first one highest.
func codeOf(b []byte) uint32 {
	var c uint32
	for _, x := range b {
		c = c<<8 | uint32(x)
	}
	return c
}
