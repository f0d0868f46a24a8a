package pdf

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"gongkai/extract/page"
)

// describeTags writes a line for each tagged table of a page and one for each
// of its rows: "TD0" is a data cell with the content 0, "TH2×1" a header that
// spans 2 rows.
func describeTags(p *page.Page) string {
	var b strings.Builder
	for _, t := range p.Tags {
		fmt.Fprintf(&b, "table %d from row %d: %d×%d", t.Number, t.FirstRow, t.Rows, t.Cols)
		row := -1
		for _, c := range t.Cells {
			for ; row < c.Row; row++ {
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "%d:%s", c.Col, map[bool]string{true: "TH", false: "TD"}[c.Header])
			for i, id := range c.MCIDs {
				if i > 0 {
					b.WriteString("+")
				}
				fmt.Fprint(&b, id)
			}
			if c.RowSpan > 1 || c.ColSpan > 1 {
				fmt.Fprintf(&b, "(%d×%d)", c.RowSpan, c.ColSpan)
			}
			if c.Scope != "" {
				b.WriteString("/" + c.Scope)
			}
			if len(c.Alternates) > 0 {
				fmt.Fprintf(&b, "%q", c.Alternates)
			}
			b.WriteString(" ")
		}
		b.WriteString("\n")
	}
	return strings.ReplaceAll(strings.TrimSpace(b.String()), " \n", "\n")
}

// tagged is a file of two pages with the kids of a structure tree.
func tagged(kids, root string, objects map[int]string) []byte {
	s := sheet{
		catalog: "/StructTreeRoot 20 0 R", objects: map[int]string{20: "<</Type/StructTreeRoot/K[" + kids + "]" + root + ">>"},
		content: "BT /F1 10 Tf 10 50 Td /P<</MCID 0>>BDC (A) Tj EMC ET",
	}
	for n, o := range objects {
		s.objects[n] = o
	}
	numbered := s.numbered()
	numbered[2] = "<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>"
	numbered[9] = numbered[3]
	return writeFile(numbered)
}

// cell writes a structure element of page 3 with one content.
func cell(role string, mcid int, more string) string {
	return fmt.Sprintf("<</S/%s/Pg 3 0 R/K %d%s>>", role, mcid, more)
}

func element(role string, kids ...string) string {
	return "<</S/" + role + "/Pg 3 0 R/K[" + strings.Join(kids, " ") + "]>>"
}

func TestTaggedTables(t *testing.T) {
	td := func(mcid int) string { return cell("TD", mcid, "") }
	span := func(rows, cols int) string {
		return fmt.Sprintf("/A<</O/Table/RowSpan %d/ColSpan %d>>", rows, cols)
	}
	tests := []struct {
		name    string
		kids    string
		root    string
		objects map[int]string
		want    string
	}{
		{"plain", element("Document", element("Table", element("TR", cell("TH", 0, ""), cell("TH", 1, "")), element("TR", td(2), td(3)))), "", nil,
			"table 1 from row 0: 2×2\n0:TH0 1:TH1\n0:TD2 1:TD3"},
		{"sections and scopes", element("Table", element("THead", element("TR", cell("TH", 0, "/A<</O/Table/Scope/Column>>"))), element("TBody", element("TR", td(1)))), "", nil,
			"table 1 from row 0: 2×1\n0:TH0/Column\n0:TD1"},
		{"spans", element("Table", element("TR", cell("TH", 0, span(2, 1)), cell("TH", 1, span(1, 2))), element("TR", td(2), td(3)), element("TR", td(4), td(5), td(6))), "", nil,
			"table 1 from row 0: 3×3\n0:TH0(2×1) 1:TH1(1×2)\n1:TD2 2:TD3\n0:TD4 1:TD5 2:TD6"},
		{"span beyond the last row", element("Table", element("TR", cell("TD", 0, span(9, 1)), td(1)), element("TR", td(2))), "", nil,
			"table 1 from row 0: 2×2\n0:TD0(2×1) 1:TD1\n1:TD2"},
		{"attribute lists with revisions", element("Table", element("TR", cell("TD", 0, "/A[<</O/Layout>>0<</O/Table/ColSpan 2>>1]")), element("TR", td(1), td(2))), "", nil,
			"table 1 from row 0: 2×2\n0:TD0(1×2)\n0:TD1 1:TD2"},
		{"attribute classes", element("Table", element("TR", cell("TD", 0, "/C/Wide")), element("TR", td(1), td(2))), "/ClassMap<</Wide<</O/Table/ColSpan 2>>>>", nil,
			"table 1 from row 0: 2×2\n0:TD0(1×2)\n0:TD1 1:TD2"},
		{"own roles", element("Tabelle", element("Zeile", cell("Zelle", 0, ""))), "/RoleMap<</Tabelle/T1/T1/Table/Zeile/TR/Zelle/TD>>", nil,
			"table 1 from row 0: 1×1\n0:TD0"},
		{"roles in a circle", element("A", element("Table", element("TR", td(0)))), "/RoleMap<</A/B/B/A>>", nil,
			"table 1 from row 0: 1×1\n0:TD0"},
		{"content below the cell", element("Table", element("TR", element("TD", element("P", "0 1", element("Span", "2")), element("P", "3")))), "", nil,
			"table 1 from row 0: 1×1\n0:TD0+1+2+3"},
		{"picture and abbreviation", element("Table", element("TR", "<</S/TD/K[<</S/Figure/Alt(seal)/Pg 3 0 R/K 0>><</S/Span/E(for example)/Pg 3 0 R/K 1>>]>>")), "", nil,
			"table 1 from row 0: 1×1\n0:TD0+1[\"seal\" \"for example\"]"},
		{"references to marked content", element("Table", element("TR", element("TD", "<</Type/MCR/MCID 4>>", "<</Type/MCR/Pg 9 0 R/MCID 5>>", "<</Type/MCR/Stm 30 0 R/MCID 6>>"))), "", nil,
			fmt.Sprintf("table 1 from row 0: 1×1\n0:TD4+%d", 30*streamStride+6)},
		{"references to objects", element("Table", element("TR", element("TD", "<</Type/OBJR/Obj 31 0 R>>"))), "", nil,
			fmt.Sprintf("table 1 from row 0: 1×1\n0:TD%d", 31*streamStride)},
		{"elements of their own", "21 0 R", "", map[int]string{21: "<</S/Table/Pg 3 0 R/K 22 0 R>>", 22: "[23 0 R]", 23: "<</S/TR/K[24 0 R 24 0 R 21 0 R]>>", 24: "<</S/TD/K 0>>"},
			"table 1 from row 0: 1×1\n0:TD0"},
		{"rows on two pages", element("Table", element("TR", td(0), td(1)), element("TR", "<</S/TD>>", "<</S/TD>>"), element("TR", td(2), td(3)),
			element("TR", "<</S/TD/Pg 9 0 R/K 0>>")), "", nil,
			"table 1 from row 0: 3×2\n0:TD0 1:TD1\n0:TD 1:TD\n0:TD2 1:TD3"},
		{"rows that begin on another page", element("Table", element("TR", "<</S/TD/Pg 9 0 R/K 0>>"), element("TR", td(0))), "", nil,
			"table 1 from row 1: 1×1\n0:TD0"},
		{"table in a cell", element("Table", element("TR", element("TD", "0", element("Table", element("TR", td(1)))))), "", nil,
			"table 2 from row 0: 1×1\n0:TD1"},
		{"odd entries", "<</Lang(x)/T 5/Old[<</K 9>>(]) 3]/Link 3 0 R/S/Table/Pg 3 0 R/P 1 0 R/K 21 0 R>>", "", map[int]string{21: "<</ID<</K 7>>/Pos[1 2 R 3]/S/TR/K[22 0 R]/Pg 3 0 R", 22: "23 0 R", 23: "<</K 0/S/TD/Neg -1/True true/Null null>>"},
			"table 1 from row 0: 1×1\n0:TD0"},
		{"caption", element("Table", element("Caption", element("P", "0")), element("TR", td(1))), "", nil,
			"table 1 from row 0: 1×1\n0:TD1"},
		{"cells without rows", element("Table", td(0)) + element("TR", td(1)) + td(2), "", nil, ""},
		{"no page", "<</S/Table/K<</S/TR/K<</S/TD/K 0>>>>>>", "", nil, ""},
		{"nonsense", "null 7 (x) /N [1] 99 0 R <</K 3>> <</S/Table/K(x)>>", "/RoleMap 5/ClassMap[]", nil, ""},
		{"spans without end", element("Table", element("TR", strings.Repeat(cell("TD", 0, span(4000, 4000)), 9))), "", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := describeTags(readFirst(t, tagged(tt.kids, tt.root, tt.objects))); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// TestTaggedPages checks what of a table goes to the second page.
func TestTaggedPages(t *testing.T) {
	data := tagged(element("Table",
		element("TR", cell("TD", 0, "/A<</O/Table/RowSpan 2>>"), cell("TD", 1, "")),
		element("TR", "<</S/TD/Pg 9 0 R/K 0>>")), "", nil)
	f, err := Open(data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := f.Page(2)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := describeTags(p), "table 1 from row 1: 1×2\n0:TD 1:TD0"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestTaggedText replaces text by structure elements, in forms and annotations
// too.
func TestTaggedText(t *testing.T) {
	s := sheet{
		content:   "BT /F9 10 Tf 10 50 Td /P<</MCID 0>>BDC (AB) Tj EMC /F1 10 Tf /P<</MCID 1>>BDC (C) Tj EMC ET /X Do",
		resources: "/XObject<</X 10 0 R>>",
		page:      "/Annots[11 0 R]",
		catalog:   "/StructTreeRoot<</K[12 0 R<</S/P/ActualText(x)/Pg 3 0 R/K<</MCID 0/Stm 10 0 R>>>><</S/P/ActualText(y)/Pg 3 0 R/K<</Obj 11 0 R>>>><</S/P/ActualText(5)/Pg 3 0 R/K 1>>]>>",
		objects: map[int]string{
			9:  mute[9],
			10: stream("/Type/XObject/Subtype/Form/BBox[0 0 200 100]/StructParents 1", "BT /F9 10 Tf 10 20 Td /P<</MCID 0>>BDC (A) Tj EMC ET"),
			11: "<</Subtype/Stamp/Rect[0 0 200 100]/AP<</N 13 0 R>>>>",
			12: "<</S/Span/ActualText(ab)/Pg 3 0 R/K[<</S/Span/ActualText(zz)/K 0>>12 0 R]>>",
			13: stream("/Type/XObject/Subtype/Form/BBox[0 0 200 100]/Resources<</Font<</F9 9 0 R>>>>", "BT /F9 10 Tf 10 5 Td /P<</MCID 0>>BDC (A) Tj EMC ET"),
		},
	}
	p := s.read(t)
	got := ""
	for _, g := range p.Glyphs {
		got += g.Text
	}
	if got != "abCxy" {
		t.Errorf("text %q", got)
	}
	if len(p.Findings) != 1 || p.Findings[0].Text != "C" {
		t.Errorf("findings %+v", p.Findings)
	}
}

func TestTaggedLimits(t *testing.T) {
	deep := strings.Repeat("<</S/Sect/K", 40) + " 0" + strings.Repeat(">>", 40)
	wide := element("Table", element("TR", strings.Repeat(cell("TD", 0, ""), 50)))
	large := element("Table", element("TR", strings.Repeat(cell("TD", 0, "/A 21 0 R"), 100)))
	for name, tt := range map[string]struct {
		kids   string
		limits Limits
	}{
		"elements":                    {wide, limited(func(l *Limits) { l.Elements = 20 })},
		"levels":                      {deep, limited(func(l *Limits) { l.TreeDepth = 4 })},
		"one large object many times": {large, DefaultLimits()},
	} {
		t.Run(name, func(t *testing.T) {
			objects := map[int]string{21: "[" + strings.Repeat("<</A 0>>", 1<<15) + "]"}
			f, err := Open(tagged(tt.kids, "", objects), Options{Limits: tt.limits})
			if err != nil {
				t.Fatal(err)
			}
			p, err := f.Page(1)
			if err != nil || len(p.Tags) != 0 || len(p.Findings) != 1 || p.Findings[0].Rule != "tags.unread" {
				t.Errorf("tags %v, findings %+v, %v", p.Tags, p.Findings, err)
			}
			if s := f.tags(); !errors.Is(s.err, ErrLimit) {
				t.Errorf("error %v", s.err)
			}
		})
	}
}

// FuzzStructure reads structure trees: cells lie within their tables.
func FuzzStructure(f *testing.F) {
	f.Add("21 0 R", "<</S/Table/Pg 3 0 R/K[22 0 R 22 0 R]>>", "<</S/TR/K[<</S/TD/K 0/A<</O/Table/RowSpan 2/ColSpan 3>>>>21 0 R]>>", "/RoleMap<</A/B/B/A>>")
	f.Add("[1 2]<</S/Table>>", "[22 0 R]", "<</Type/MCR/Pg 9 0 R/MCID 5>>", "/ClassMap<</x[<</O/Table/ColSpan 2>>]>>")
	f.Fuzz(func(t *testing.T, kids, a, b, root string) {
		file, err := Open(tagged(kids, root, map[int]string{21: a, 22: b}), Options{Limits: fuzzLimits})
		if err != nil {
			return
		}
		for n := 1; n <= file.NumPages(); n++ {
			p, _ := file.Page(n)
			for _, table := range p.Tags {
				for _, c := range table.Cells {
					if c.Row < 0 || c.Col < 0 || c.RowSpan < 1 || c.ColSpan < 1 || c.Row+c.RowSpan > table.Rows || c.Col+c.ColSpan > table.Cols {
						t.Errorf("cell %+v of %d×%d", c, table.Rows, table.Cols)
					}
				}
			}
		}
	})
}
