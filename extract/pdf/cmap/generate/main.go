// Generate writes data/cmaps.bin, the predefined character maps and the texts
// of the character collections, from Adobe's CMap resources as Debian packages
// them:
//
//	apt-get install poppler-data
//	go generate ./extract/pdf/cmap
//
// In: /usr/share/poppler/cMap (or -from). Out: ../data/cmaps.bin, compared with
// the resources code by code by a second run with -verify.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gongkai/extract/pdf/cmap"
)

// A collection names the resources taken from one folder.
type collection struct {
	ordering string
	maps     []string
}

// resources are the maps of ISO 32000-2, table 116, with the UTF-32 forms of
// the Unicode ones, from which the package makes the UTF-8 and UTF-16 forms.
var resources = []collection{
	{"GB1", []string{
		"UniGB-UTF32-H", "UniGB-UTF32-V", "UniGB-UCS2-H", "UniGB-UCS2-V",
		"GBK-EUC-H", "GBK-EUC-V", "GBKp-EUC-H", "GBKp-EUC-V", "GBK2K-H", "GBK2K-V",
		"GB-EUC-H", "GB-EUC-V", "GBpc-EUC-H", "GBpc-EUC-V",
	}},
	{"CNS1", []string{
		"UniCNS-UTF32-H", "UniCNS-UTF32-V", "UniCNS-UCS2-H", "UniCNS-UCS2-V",
		"ETen-B5-H", "ETen-B5-V", "ETenms-B5-H", "ETenms-B5-V", "B5pc-H", "B5pc-V",
		"HKscs-B5-H", "HKscs-B5-V", "CNS-EUC-H", "CNS-EUC-V",
	}},
	{"Japan1", []string{
		"UniJIS-UTF32-H", "UniJIS-UTF32-V", "UniJIS2004-UTF32-H", "UniJIS2004-UTF32-V",
		"UniJIS-UCS2-H", "UniJIS-UCS2-V", "UniJIS-UCS2-HW-H", "UniJIS-UCS2-HW-V",
		"90ms-RKSJ-H", "90ms-RKSJ-V", "90msp-RKSJ-H", "90msp-RKSJ-V", "90pv-RKSJ-H", "83pv-RKSJ-H",
		"Add-RKSJ-H", "Add-RKSJ-V", "Ext-RKSJ-H", "Ext-RKSJ-V", "EUC-H", "EUC-V", "H", "V",
	}},
	{"Korea1", []string{
		"UniKS-UTF32-H", "UniKS-UTF32-V", "UniKS-UCS2-H", "UniKS-UCS2-V",
		"KSCms-UHC-H", "KSCms-UHC-V", "KSCms-UHC-HW-H", "KSCms-UHC-HW-V",
		"KSC-EUC-H", "KSC-EUC-V", "KSCpc-EUC-H",
	}},
}

func main() {
	from := flag.String("from", "/usr/share/poppler/cMap", "folder of Adobe's CMap resources")
	to := flag.String("to", "data/cmaps.bin", "file to write")
	verify := flag.Bool("verify", false, "compare the embedded maps with the resources instead of writing")
	flag.Parse()
	run := write
	if *verify {
		run = compare
	}
	if err := run(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// source reads resources of one collection, those they use included.
type source struct {
	dir  string
	seen map[string]*cmap.CMap
}

func (s *source) read(name string) (*cmap.CMap, error) {
	if m := s.seen[name]; m != nil {
		return m, nil
	}
	data, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		return nil, err
	}
	m, err := cmap.Parse(data, s.read)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s.seen[name] = m
	return m, nil
}

func open(from string, c collection) *source {
	return &source{dir: filepath.Join(from, "Adobe-"+c.ordering), seen: map[string]*cmap.CMap{}}
}

func write(from, to string) error {
	var b cmap.Bundle
	for _, c := range resources {
		s := open(from, c)
		for i, name := range c.maps {
			m, err := s.read(name)
			if err != nil {
				return err
			}
			packed, base := m.Pack(nil), ""
			for _, other := range c.maps[:i] { // the map that leaves the fewest differences
				if p := m.Pack(s.seen[other]); len(p) < len(packed) {
					packed, base = p, other
				}
			}
			if err := b.Add(name, c.ordering, base, packed); err != nil {
				return err
			}
		}
		texts, err := texts(s.dir, c.ordering)
		if err != nil {
			return err
		}
		if err := b.Add("cid:"+c.ordering, c.ordering, "", cmap.PackTexts(texts)); err != nil {
			return err
		}
	}
	return os.WriteFile(to, b.Bytes(), 0o644)
}

// texts returns what the CIDs of a collection stand for.
func texts(dir, ordering string) ([]string, error) {
	data, err := os.ReadFile(filepath.Join(dir, "Adobe-"+ordering+"-UCS2"))
	if err != nil {
		return nil, err
	}
	t, err := cmap.ParseToUnicode(data)
	if err != nil {
		return nil, err
	}
	var out []string
	for cid := range uint32(1 << 16) {
		s, _ := t.Text(cid, 2)
		if s = plain(s); s != "" {
			for len(out) <= int(cid) {
				out = append(out, "")
			}
			out[cid] = s
		}
	}
	return out, nil
}

// plain drops variation selectors, which name a glyph and not a character, and
// makes the half-width space an ordinary one.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF:
			return -1
		case r == 0x2002:
			return ' '
		}
		return r
	}, s)
}

// compare reads the embedded maps and checks that each, in every Unicode form,
// packs to the same bytes as the resource of its name.
func compare(from, _ string) error {
	for _, c := range resources {
		s := open(from, c)
		for _, name := range c.maps {
			for _, form := range []string{"-UTF32-", "-UTF16-", "-UTF8-"} {
				variant := strings.Replace(name, "-UTF32-", form, 1)
				want, err := s.read(variant)
				if errors.Is(err, fs.ErrNotExist) {
					continue
				}
				if err != nil {
					return err
				}
				got, err := cmap.Predefined(variant)
				if err != nil {
					return err
				}
				if !bytes.Equal(got.Pack(nil), want.Pack(nil)) {
					return fmt.Errorf("%s: embedded map differs from the resource", variant)
				}
			}
		}
	}
	return nil
}
