package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"math"
	"strings"
	"testing"

	"gongkai/extract/page"
)

// A sheet describes a one-page file for tests; zero fields get plain defaults.
type sheet struct {
	content   string
	resources string         // entries of the resource dictionary beside Font F1
	page      string         // further entries of the page dictionary
	catalog   string         // further entries of the catalog
	objects   map[int]string // further objects, numbered from 10
}

// helvetica is the font F1 of test pages: A is 0.667 em wide, i 0.222, digits 0.556.
const helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"

// stream writes a stream object.
func stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// deflated writes a stream object with compressed data.
func deflated(dict, data string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(data))
	w.Close()
	return stream(dict+"/Filter/FlateDecode", b.String())
}

// objects returns the objects of the file by number.
func (s sheet) numbered() map[int]string {
	out := map[int]string{
		1: "<</Type/Catalog/Pages 2 0 R" + s.catalog + ">>",
		2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F1 5 0 R" +
			fontEntries(s.objects) + ">>" + s.resources + ">>" + s.page + ">>",
		4: stream("", s.content),
		5: helvetica,
	}
	for n, o := range s.objects {
		out[n] = o
	}
	return out
}

// fontEntries names the fonts among the objects F10, F11, ...
func fontEntries(objects map[int]string) string {
	var b strings.Builder
	for n, o := range objects {
		if strings.Contains(o, "/Type/Font/") {
			fmt.Fprintf(&b, "/F%d %d 0 R", n, n)
		}
	}
	return b.String()
}

// file writes the objects with a classic cross-reference table.
func (s sheet) file() []byte { return writeFile(s.numbered()) }

func writeFile(objects map[int]string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	last := 0
	for n := range objects {
		last = max(last, n)
	}
	offsets := make([]int, last+1)
	for n := 1; n <= last; n++ {
		if o, ok := objects[n]; ok {
			offsets[n] = b.Len()
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, o)
		}
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", last+1)
	for n := 1; n <= last; n++ {
		if offsets[n] == 0 {
			b.WriteString("0000000000 65535 f \n")
			continue
		}
		fmt.Fprintf(&b, "%010d 00000 n \n", offsets[n])
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", last+1, start)
	return b.Bytes()
}

// read opens the file and reads its page.
func (s sheet) read(t testing.TB) *page.Page {
	t.Helper()
	return readFirst(t, s.file())
}

func readFirst(t testing.TB, data []byte) *page.Page {
	t.Helper()
	f, err := Open(data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := f.Page(1)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// num writes a coordinate without needless digits.
func num(v float64) string {
	return strings.TrimSuffix(strings.TrimSuffix(fmt.Sprintf("%.2f", math.Round(v*100)/100+0), "0"), ".0")
}

var flagNames = []string{"off", "invisible", "clipped", "duplicate", "annotation", "hidden", "field", "replaced"}

// describeGlyphs writes glyphs as "A@10,80", with what is not ordinary behind.
func describeGlyphs(p *page.Page) string {
	var out []string
	for _, g := range p.Glyphs {
		s := fmt.Sprintf("%s@%s,%s", g.Text, num(g.X), num(g.Y))
		if g.Angle != 0 {
			s += fmt.Sprintf("∠%d", g.Angle)
		}
		if g.Down {
			s += "↓"
		}
		if g.MCID >= 0 {
			s += fmt.Sprintf("#%d", g.MCID)
		}
		for i, name := range flagNames {
			if g.Flags&(1<<i) != 0 {
				s += "!" + name
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// describeLines writes rulings and fills as "stroke 10,20-50,20 w1".
func describeLines(p *page.Page) string {
	var out []string
	for _, r := range p.Rulings {
		s := fmt.Sprintf("%s %s,%s-%s,%s w%s", []string{"stroke", "thin", "edge"}[r.Kind], num(r.X0), num(r.Y0), num(r.X1), num(r.Y1), num(r.Width))
		if r.White {
			s += " white"
		}
		if r.Dashed {
			s += " dashed"
		}
		out = append(out, s)
	}
	for _, f := range p.Fills {
		out = append(out, fmt.Sprintf("fill %s,%s-%s,%s gray%s", num(f.Box.X0), num(f.Box.Y0), num(f.Box.X1), num(f.Box.Y1), num(f.Gray)))
	}
	return strings.Join(out, "\n")
}
