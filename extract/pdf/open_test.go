package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// letterA is a page that prints the letter A.
var letterA = sheet{content: "BT /F1 10 Tf 10 50 Td (A) Tj ET"}

func TestOpenRepairs(t *testing.T) {
	whole := letterA.file()
	edit := func(old, new string) []byte {
		out := bytes.Replace(whole, []byte(old), []byte(new), 1)
		if bytes.Equal(out, whole) {
			panic("nothing replaced: " + old)
		}
		return out
	}
	table := bytes.Index(whole, []byte("xref\n0"))
	tests := []struct {
		name string
		data []byte
	}{
		{"sound", whole},
		{"lines before the header", append([]byte("HTTP/1.1 200 OK\r\n\r\n"), whole...)},
		{"version 2", edit("%PDF-1.4", "%PDF-2.0")},
		{"header with a comment", edit("%PDF-1.4\n", "%PDF-1.4 x\n")},
		{"wrong startxref", edit("startxref\n", "startxref\n1")},
		{"table cut off", whole[:table]},
		{"cut within the last word", whole[:table-5]},
		{"zeros at the end", append(bytes.Clone(whole), make([]byte, 300)...)},
		{"offsets moved", edit("%PDF-1.4\n", "%PDF-1.4\n%binary\n")},
		{"wrong length", edit("/Length 31", "/Length 11")},
		{"length beyond the file", edit("/Length 31", "/Length 99999")},
		{"object without end", edit("endobj\n2 0 obj", "2 0 obj")},
		{"stream behind a space", edit("stream\nBT", "stream \nBT")},
		{"no catalog", edit("/Type/Catalog", "/Type/Katalog")},
		{"loop in the page tree", edit("[3 0 R]", "[2 0 R 3 0 R]")},
		{"page without type", edit("/Type/Page/Parent", "/Parent")},
		{"later object wins", append(bytes.Replace(whole, []byte("(A)"), []byte("(B)"), 1), "4 0 obj\n"+stream("", letterA.content)+"\nendobj\n"...)},
		{"syntax no library reads", edit("/Type/Catalog", "/X(\\9\\777)/Y<1g2>/Z 1.2.3 ]/Type/Catalog")},
		{"dictionary of a page not closed", edit("5 0 R>>>>>>\nendobj", "5 0 R>>>>\nendobj")},
		{"end of a stream damaged", edit("\nendstream", "\nendstroam")},
		{"end of a stream and its object damaged", edit("\nendstream\nendobj", "\nenxstream\nenxobj")},
		{"root that is no catalog", edit("/Root 1 0 R", "/Root 5 0 R")},
		{"catalog without pages", edit("/Pages 2 0 R>>", "/Pbges 2 0 R>>")},
		{"header run into by digits", edit("endobj\n3 0 obj", "endobj13 0 obj")},
		{"dictionary that ends as a stream", edit("/Encoding/WinAnsiEncoding>>\n", "/Encoding/WinAnsiEncoding>>\nendstream\n")},
		{"file within the file", attached()},
		{"object stream", compressed(letterA.numbered())},
		{"hybrid", hybrid(letterA.numbered())},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := describeGlyphs(readFirst(t, tt.data)); got != "A@10,50" {
				t.Errorf("got %q", got)
			}
		})
	}
}

// compressed writes the objects that are no streams into an object stream.
func compressed(objects map[int]string) []byte {
	var head, body strings.Builder
	n, last := 0, 0
	for i := 1; i < 100; i++ {
		o, ok := objects[i]
		if !ok {
			continue
		}
		last = i
		if !strings.Contains(o, "endstream") {
			fmt.Fprintf(&head, "%d %d ", i, body.Len())
			body.WriteString(o + " ")
			delete(objects, i)
			n++
		}
	}
	objects[last+1] = deflated(fmt.Sprintf("/Type/ObjStm/N %d/First %d", n, head.Len()), head.String()+body.String())
	return bytes.Replace(writeFile(objects), []byte("trailer"), []byte("trailer "), 1)
}

// attached is a file without table that holds another one, whose objects have
// the same numbers.
func attached() []byte {
	objects := letterA.numbered()
	inner := string(sheet{content: "BT /F1 10 Tf (B) Tj ET"}.file())
	objects[10] = strings.Replace(stream("", inner), fmt.Sprintf("/Length %d", len(inner)), "/Length 11 0 R", 1)
	objects[11] = fmt.Sprint(len(inner))
	whole := writeFile(objects)
	return whole[:bytes.LastIndex(whole, []byte("xref\n0"))]
}

// hybrid is a file whose catalog stands in an object stream that the classic
// table does not lead to.
func hybrid(objects map[int]string) []byte {
	catalog := objects[1]
	delete(objects, 1)
	objects[20] = stream("/Type/ObjStm/N 1/First 4", "1 0 "+catalog)
	return writeFile(objects)
}

func TestIncompleteFiles(t *testing.T) {
	two := letterA.numbered()
	two[2] = "<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>"
	lost := letterA.numbered()
	delete(lost, 1)
	delete(lost, 2)
	tests := []struct {
		name string
		data []byte
	}{
		{"page missing", writeFile(two)},
		{"page tree lost", writeFile(lost)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := readFirst(t, tt.data)
			if got := describeGlyphs(p); got != "A@10,50" {
				t.Errorf("got %q", got)
			}
			if !p.Incomplete || len(p.Findings) != 1 || p.Findings[0].Rule != "file.incomplete" {
				t.Errorf("incomplete %v, findings %+v", p.Incomplete, p.Findings)
			}
		})
	}
}

func TestOpenErrors(t *testing.T) {
	tests := []struct {
		name string
		data string
		opt  Options
		want error
	}{
		{"empty", "", Options{}, ErrEmpty},
		{"text", "<html>not found</html>", Options{}, ErrNotPDF},
		{"header only", "%PDF-1.4\n%%EOF\n", Options{}, ErrDamaged},
		{"no pages", string(writeFile(map[int]string{1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[]/Count 0>>"})), Options{}, ErrNoPages},
		{"too large", string(letterA.file()), Options{Limits: limited(func(l *Limits) { l.FileBytes = 100 })}, ErrLimit},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Open([]byte(tt.data), tt.opt)
			var typed *Error
			if !errors.Is(err, tt.want) || !errors.As(err, &typed) || typed.Op != "open" {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// limited returns the default limits with one changed.
func limited(change func(*Limits)) Limits {
	l := DefaultLimits()
	change(&l)
	return l
}

func TestLimits(t *testing.T) {
	form := func(content string) sheet {
		return sheet{
			content:   content,
			resources: "/XObject<</X 10 0 R>>",
			objects:   map[int]string{10: stream("/Type/XObject/Subtype/Form/BBox[0 0 200 100]/Resources<</XObject<</X 11 0 R>>>>", "/X Do"), 11: stream("/Type/XObject/Subtype/Form/BBox[0 0 200 100]", "n")},
		}
	}
	tests := []struct {
		name   string
		in     sheet
		limits Limits
	}{
		{"operators", sheet{content: strings.Repeat("q Q ", 100)}, limited(func(l *Limits) { l.Operators = 50 })},
		{"glyphs", sheet{content: "BT /F1 1 Tf " + strings.Repeat("(AAAA) Tj ", 100)}, limited(func(l *Limits) { l.Glyphs = 50 })},
		{"rulings", sheet{content: strings.Repeat("0 50 m 90 50 l S ", 100)}, limited(func(l *Limits) { l.Rulings = 50 })},
		{"bytes", sheet{content: strings.Repeat("q Q ", 100)}, limited(func(l *Limits) { l.StreamBytes = 50 })},
		{"page bytes", sheet{content: strings.Repeat("q Q ", 100)}, limited(func(l *Limits) { l.PageBytes = 50 })},
		{"time", sheet{content: strings.Repeat("q Q ", 10000)}, limited(func(l *Limits) { l.PageTime = 1 })},
		{"forms", form("/X Do"), limited(func(l *Limits) { l.FormDepth = 1 })},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			numbered := tt.in.numbered()
			numbered[4] = deflated("", tt.in.content)
			f, err := Open(writeFile(numbered), Options{Limits: tt.limits})
			if err != nil {
				t.Fatal(err)
			}
			p, err := f.Page(1)
			if !errors.Is(err, ErrLimit) || p == nil || !p.Incomplete {
				t.Errorf("got %v, page %v", err, p)
			}
		})
	}
}

func TestPageNumbers(t *testing.T) {
	f, err := Open(letterA.file(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{-1, 0, 2} {
		if p, err := f.Page(n); p != nil || !errors.Is(err, ErrNoPages) {
			t.Errorf("page %d: %v, %v", n, p, err)
		}
	}
}
