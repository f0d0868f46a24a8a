package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// A hostile file costs much more than its size if a reader follows it. Every
// case must end; without its defence each takes minutes or gigabytes.
var hostileFiles = []struct {
	name string
	data func() []byte
	want error // of Open; nil when the file opens
}{
	{"stream of 40 MB", func() []byte {
		return pageOf(deflated("", strings.Repeat("q Q ", 10_000_000)))
	}, nil},
	{"stream packed twice", func() []byte {
		inner := deflated("", strings.Repeat("q Q ", 10_000_000))
		inner = inner[strings.Index(inner, "stream\n")+7 : strings.LastIndex(inner, "\nendstream")]
		return pageOf(strings.Replace(deflated("", inner), "/Filter/FlateDecode", "/Filter[/FlateDecode/FlateDecode]", 1))
	}, nil},
	{"forms that draw forms", func() []byte {
		objects := map[int]string{}
		for i := 10; i < 22; i++ {
			objects[i] = stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X %d 0 R>>>>", i+1), strings.Repeat("/X Do ", 20))
		}
		return sheet{content: "/X Do", resources: "/XObject<</X 10 0 R>>", objects: objects}.file()
	}, nil},
	{"page tree with shared branches", func() []byte {
		objects := letterA.numbered()
		for i := 10; i < 40; i++ {
			objects[i] = fmt.Sprintf("<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 2>>", i+1, i+1)
		}
		objects[40] = objects[3]
		objects[2] = "<</Type/Pages/Kids[10 0 R]/Count 1>>"
		return writeFile(objects)
	}, nil},
	{"a million kids", func() []byte {
		objects := letterA.numbered()
		objects[2] = "<</Type/Pages/Kids[" + strings.Repeat("3 0 R ", 1_000_000) + "]/Count 1>>"
		return writeFile(objects)
	}, nil},
	{"widths of every character again and again", func() []byte {
		return sheet{content: "BT /F10 9 Tf <0041> Tj ET", objects: map[int]string{
			10: "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[11 0 R]>>",
			11: "<</Subtype/CIDFontType2/BaseFont/X/W[" + strings.Repeat("0 65535 500 ", 100_000) + "]/W2[" + strings.Repeat("0 65535 500 1 2 ", 100_000) + "]>>",
		}}.file()
	}, nil},
	{"a large dictionary of external objects", func() []byte {
		var names strings.Builder
		for i := range 100_000 {
			fmt.Fprintf(&names, "/X%d 11 0 R ", i)
		}
		return sheet{content: strings.Repeat("/X1 Do ", 100_000), resources: "/XObject 12 0 R", objects: map[int]string{
			11: stream("/Subtype/Image", ""), 12: "<<" + names.String() + ">>",
		}}.file()
	}, nil},
	{"arrays within arrays", func() []byte { return pageOf(stream("", strings.Repeat("[", 3_000_000))) }, nil},
	{"dictionaries within an object", func() []byte {
		objects := letterA.numbered()
		objects[10] = strings.Repeat("<</A ", 500_000)
		return writeFile(objects)
	}, nil},
	{"dictionaries without end", func() []byte {
		return []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj << ", 300_000) + "stream\n")
	}, ErrDamaged},
	{"streams without end", func() []byte {
		return []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj<</Length 9 0 R>>stream\nendobj ", 100_000))
	}, ErrDamaged},
	{"trailers within trailers", func() []byte { return []byte("%PDF-1.4\n" + strings.Repeat("trailer<<", 500_000)) }, ErrDamaged},
	{"object stream with overlapping members", func() []byte {
		var head strings.Builder
		for i := range 100_000 {
			fmt.Fprintf(&head, "%d %d ", i+100, 2000-i/100)
		}
		body := head.String() + strings.Repeat("<</Type/Page>> ", 100_000)
		return []byte("%PDF-1.5\n9 0 obj\n" + deflated(fmt.Sprintf("/Type/ObjStm/N 100000/First %d", head.Len()), body) + "\nendobj\ntrailer<</Root 1 0 R>>")
	}, ErrNoPages},
	{"object streams of a gigabyte", func() []byte {
		member := deflated("/Type/ObjStm/N 1/First 6", "100 0 ("+strings.Repeat("A", 30_000_000)+")")
		var b bytes.Buffer
		for i := range 33 {
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", 10+i, member)
		}
		return append([]byte("%PDF-1.5\n"), b.Bytes()...)
	}, ErrLimit},
	{"chain of cross-reference tables", func() []byte {
		b := bytes.NewBuffer(letterA.file())
		for range 20_000 {
			at := bytes.LastIndex(b.Bytes(), []byte("\nxref\n")) + 1
			start := b.Len()
			fmt.Fprintf(b, "xref\n0 0\ntrailer\n<</Size 6/Root 1 0 R/Prev %d/A[", at)
			fmt.Fprintf(b, "]>>\nstartxref\n%d\n%%%%EOF\n", start)
		}
		return b.Bytes()
	}, nil},
	{"inline images without end", func() []byte { return pageOf(stream("", strings.Repeat("BI ID ", 500_000))) }, nil},
	{"a cross-reference to itself as length", func() []byte {
		return bytes.Replace(letterA.file(), []byte("/Length 31"), []byte("/Length 4 0 R"), 1)
	}, nil},
}

// pageOf is a file of one page with that content stream.
func pageOf(content string) []byte {
	objects := letterA.numbered()
	objects[4] = content
	return writeFile(objects)
}

// hostileMemory is the most a hostile file may have allocated, in bytes, before
// anything was collected.
const hostileMemory = 2 << 30

func TestHostileFiles(t *testing.T) {
	for _, tt := range hostileFiles {
		t.Run(tt.name, func(t *testing.T) {
			data := tt.data()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			f, err := Open(data, Options{})
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if err == nil {
				if p, err := f.Page(1); p == nil || err != nil && !errors.Is(err, ErrLimit) {
					t.Errorf("page %v, %v", p, err)
				}
			}
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > hostileMemory {
				t.Errorf("%d MB allocated", used>>20)
			}
		})
	}
}

// TestTimeOfTheFile ends a file whose pages take long each.
func TestTimeOfTheFile(t *testing.T) {
	f, err := Open(letterA.file(), Options{Limits: limited(func(l *Limits) { l.FileTime, l.PageShare = 1, 0 })})
	if err != nil {
		t.Fatal(err)
	}
	if p, err := f.Page(1); err != nil || len(p.Glyphs) != 1 {
		t.Fatalf("first: %v, %v", p, err)
	}
	if p, err := f.Page(1); !errors.Is(err, ErrLimit) || !p.Incomplete {
		t.Errorf("then: %v, %v", p, err)
	}
}
