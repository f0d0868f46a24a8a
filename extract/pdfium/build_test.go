package pdfium

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"
)

// A pdfWriter collects numbered objects.
type pdfWriter struct{ objects []string }

func (w *pdfWriter) add(format string, args ...any) int {
	w.objects = append(w.objects, fmt.Sprintf(format, args...))
	return len(w.objects)
}

func (w *pdfWriter) stream(dict, data string) int {
	return w.add("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

// bytes writes the file with a trailer; startxref points away from the table
// by off bytes.
func (w *pdfWriter) bytes(trailer string, off int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	xref := "0000000000 65535 f \n"
	for i, o := range w.objects {
		xref += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n%strailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", len(w.objects)+1, xref, len(w.objects)+1, trailer, start+off)
	return b.Bytes()
}

const helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"

// onePage is a file of one page, A4, with a content stream; more is added to
// the page dictionary and to the resources.
func onePage(w *pdfWriter, content, more, resources string) []byte {
	stream := w.stream("", content)
	pages := len(w.objects) + 2
	leaf := w.add("<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F %s>>%s>>%s>>", pages, stream, helvetica, resources, more)
	w.add("<</Type/Pages/Count 1/Kids[%d 0 R]>>", leaf)
	return w.bytes(fmt.Sprintf("/Root %d 0 R", w.add("<</Type/Catalog/Pages %d 0 R>>", pages)), 0)
}

// deepTree is a damaged file: startxref is wrong, and the one page lies so many
// levels deep in the page tree.
func deepTree(levels int) []byte {
	w := &pdfWriter{}
	w.add("<</Type/Catalog/Pages 2 0 R>>")
	for i := range levels {
		w.add("<</Type/Pages/Count 1/Kids[%d 0 R]/Parent %d 0 R>>", i+3, max(i+1, 2))
	}
	w.add("<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F %s>>>>>>", levels+1, levels+3, helvetica)
	w.stream("", "BT /F 12 Tf 72 700 Td (Total 1,234.56) Tj ET")
	return w.bytes(fmt.Sprintf("/Root 1 0 R/Info %d 0 R", w.add("<</Producer(by hand)>>")), 77)
}

// flateBomb is a page whose content inflates to so many megabytes.
func flateBomb(t *testing.T, megabytes int) []byte {
	t.Helper()
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	chunk := bytes.Repeat([]byte("0 0 m 1 1 l S\n"), 1<<20/14)
	for range megabytes {
		if _, err := z.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	w := &pdfWriter{}
	data := packed.String()
	content := w.add("<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream", len(data), data)
	leaf := w.add("<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]/Contents %d 0 R>>", content)
	w.add("<</Type/Pages/Count 1/Kids[%d 0 R]>>", leaf)
	w.add("<</Type/Catalog/Pages 3 0 R>>")
	return w.bytes("/Root 4 0 R", 0)
}

// formBomb is a page whose forms draw each other ten times over, on so many
// levels.
func formBomb(levels int) []byte {
	w := &pdfWriter{}
	form := w.stream("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", "0 0 m 99 99 l S")
	for range levels {
		form = w.stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>", form), strings.Repeat("/X Do ", 10))
	}
	return onePage(w, "/X Do", "", fmt.Sprintf("/XObject<</X %d 0 R>>", form))
}
