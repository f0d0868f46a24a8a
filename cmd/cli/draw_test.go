package cli

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
)

// The sheet that drawPDF draws on, in points.
const (
	drawnWidth, drawnHeight = 595, 842
	drawnMargin             = 60
	drawnRow                = 24
	drawnSize               = 10
)

// drawPDF makes a PDF of a drawing. Lines with "|" are rows of a ruled grid,
// their cells parted by "|"; other lines are centred text; "---" begins a
// page. The words "SCAN" and "ENCRYPTED" alone on a line make a page that is
// nothing but an image, and a file whose password nobody knows.
func drawPDF(drawing string) []byte {
	w := &pdfWriter{}
	font := w.add("<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		w.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/W[0[500] 32[500] 33 126 500]>>"),
		w.stream("", "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap"))
	image := w.stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "\x80")
	encrypted := strings.Contains(drawing, "ENCRYPTED\n")
	drawing = strings.Replace(drawing, "ENCRYPTED\n", "", 1)
	pages := len(w.objects) + 1 + 2*(strings.Count(drawing, "---\n")+1)
	var kids []string
	for _, text := range strings.Split(drawing, "---\n") {
		content := w.stream("", drawPage(text))
		kids = append(kids, fmt.Sprintf("%d 0 R", w.add("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<</Font<</F %d 0 R>>/XObject<</I %d 0 R>>>>>>",
			pages, drawnWidth, drawnHeight, content, font, image)))
	}
	w.add("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " "))
	catalog := w.add("<</Type/Catalog/Pages %d 0 R>>", pages)
	trailer := fmt.Sprintf("/Root %d 0 R", catalog)
	if encrypted {
		trailer += fmt.Sprintf("/ID[<00><00>]/Encrypt %d 0 R", w.add("<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>", strings.Repeat("5A", 32), strings.Repeat("A5", 32)))
	}
	return w.bytes(trailer)
}

// drawPage writes the content stream of one page.
func drawPage(text string) string {
	var b strings.Builder
	y := float64(drawnHeight - drawnMargin)
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		y -= drawnRow
		cells := strings.Split(line, "|")
		width := float64(drawnWidth-2*drawnMargin) / float64(len(cells))
		switch {
		case line == "SCAN":
			fmt.Fprintf(&b, "q %d 0 0 %d 0 0 cm /I Do Q\n", drawnWidth, drawnHeight)
			continue
		case len(cells) == 1:
			x := (drawnWidth - drawnSize*float64(len([]rune(line)))) / 2
			drawText(&b, x, y, line)
			continue
		}
		for i, cell := range cells {
			x := drawnMargin + float64(i)*width
			fmt.Fprintf(&b, "%.2f %.2f %.2f %d re S\n", x, y-drawnRow/3, width, drawnRow)
			drawText(&b, x+3, y, strings.TrimSpace(cell))
		}
	}
	return b.String()
}

func drawText(b *strings.Builder, x, y float64, s string) {
	fmt.Fprintf(b, "BT /F %d Tf %.2f %.2f Td <", drawnSize, x, y)
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(b, "%04X", u)
	}
	b.WriteString("> Tj ET\n")
}

// A pdfWriter collects numbered objects.
type pdfWriter struct{ objects []string }

func (w *pdfWriter) add(format string, args ...any) int {
	w.objects = append(w.objects, fmt.Sprintf(format, args...))
	return len(w.objects)
}

func (w *pdfWriter) stream(dict, data string) int {
	return w.add("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

func (w *pdfWriter) bytes(trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	xref := "0000000000 65535 f \n"
	for i, o := range w.objects {
		xref += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n%strailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", len(w.objects)+1, xref, len(w.objects)+1, trailer, start)
	return b.Bytes()
}
