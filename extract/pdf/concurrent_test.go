package pdf

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// TestConcurrentPages reads pages that share fonts and forms by several
// goroutines: each comes out as it does alone.
func TestConcurrentPages(t *testing.T) {
	objects := sheet{
		content:   "BT /F10 10 Tf 10 50 Td <B2C641> Tj ET /X Do",
		resources: "/XObject<</X 12 0 R>>",
		objects: map[int]string{
			10: "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[11 0 R]>>",
			11: "<</Type/Font /Subtype/CIDFontType2/BaseFont/SimSun" + cidSystem + "/DW 1000/W[814 907 500]>>",
			12: stream("/Type/XObject/Subtype/Form/BBox[0 0 200 100]", "BT /F1 10 Tf 10 30 Td (A) Tj ET 0 0 m 50 0 l S"),
		},
	}.numbered()
	const pages = 24
	var kids strings.Builder
	for i := range pages {
		n := 20 + i
		objects[n] = objects[3]
		fmt.Fprintf(&kids, "%d 0 R ", n)
	}
	objects[2] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), pages)
	f, err := Open(writeFile(objects), Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := make([]string, pages)
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for n := w; n < pages; n += 4 {
				if p, err := f.Page(n + 1); err == nil {
					got[n] = describeGlyphs(p) + " " + describeLines(p)
				}
			}
		})
	}
	wg.Wait()
	for n, s := range got {
		if want := "财@10,50 A@20,50 A@10,70 stroke 0,100-50,100 w1"; s != want {
			t.Errorf("page %d: got %s, want %s", n+1, s, want)
		}
	}
}
