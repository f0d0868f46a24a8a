package pdf

import (
	"bytes"
	"strings"
	"testing"
)

// TestDamagedPages holds that nothing is missing or changed in silence.
func TestDamagedPages(t *testing.T) {
	packed := letterA.numbered()
	packed[4] = deflated("", letterA.content)
	whole := writeFile(packed)
	sum := bytes.LastIndex(whole, []byte("\nendstream")) - 1
	changed := bytes.Clone(whole)
	changed[sum] ^= 1
	with := func(old, new string) []byte {
		out := bytes.Replace(letterA.file(), []byte(old), []byte(new), 1)
		if bytes.Equal(out, letterA.file()) {
			t.Fatalf("nothing replaced: %s", old)
		}
		return out
	}
	objects := compressed(letterA.numbered())
	at := bytes.LastIndex(objects, []byte("\nendstream")) - 1
	objects[at] ^= 1
	font := sheet{content: "BT /F10 10 Tf 10 50 Td (A) Tj ET", objects: map[int]string{
		10: "<</Type/Font/Subtype/TrueType/BaseFont/X/ToUnicode 12 0 R>>",
		12: strings.Replace(deflated("", "1 beginbfchar <41> <0042> endbfchar"), "\nendstream", "x\nendstream", 1),
	}}.file()
	font[bytes.LastIndex(font, []byte("x\nendstream"))-1] ^= 1
	tests := []struct {
		name string
		data []byte
		want string // words of the finding, "" for none
	}{
		{"sound", whole, ""},
		{"no content at all", with("/Contents 4 0 R", ""), "its content is not in the file"},
		{"content not there", with("/Contents 4 0 R", "/Contents 9 0 R"), "its content is not in the file"},
		{"part not there", with("/Contents 4 0 R", "/Contents[4 0 R 9 0 R]"), "a part of its content"},
		{"checksum of the content", changed, "its content does not match its checksum"},
		{"font not there", with("/F1 5 0 R", "/F1 9 0 R"), "font F1 is not in the file"},
		{"font not named", with("/F1 5 0 R", "/F2 5 0 R"), "font F1 is not in the file"},
		{"no font", with("/F1 10 Tf", "          "), "text is set in no font"},
		{"filter not named", bytes.Replace(whole, []byte("/Filter/"), []byte("/Fi_ter/"), 1), "its content is no content"},
		{"object damaged", with("/Type/Page/Parent 2 0 R", "XType/Page/Parent 2 0 R"), "1 objects are damaged"},
		{"page not listed", unlisted(), "it holds 1 pages that its page tree does not list"},
		{"drawing not there", sheet{content: "/X Do"}.file(), "the drawing X is not in the file"},
		{"checksum of a map to Unicode", font, "font X has a damaged map to Unicode"},
		{"checksum of an object stream", objects, "a stream of objects is damaged"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := readFirst(t, tt.data)
			got := ""
			for _, f := range p.Findings {
				if f.Kind == "incomplete" {
					got += f.Message
				}
			}
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) || p.Incomplete != (tt.want != "" && tt.name != "page not listed") {
				t.Errorf("got %q, incomplete %v, want %q", got, p.Incomplete, tt.want)
			}
		})
	}
}

func TestWellFormed(t *testing.T) {
	tests := []struct {
		text string
		want bool
	}{
		{"<</A 1/B[1 0 R(x\\)\\101)<4F> true null -1.5 .5]/C<</D/E#20F>>>> endobj", true},
		{"<</Length 5>>\nstream\n", true},
		{"12 endobj", true},
		{"[/A/B]%c\nendobj", true},
		{"<</A 1", false},
		{"<</A>> endobj", false},
		{"<<A/B>> endobj", false},
		{"<</A 1>> endstream endobj", false},
		{"[1] stream", false},
		{"<</A(\\9)>> endobj", false},
		{"<</A(\\777)>> endobj", false},
		{"<</A<1g>>> endobj", false},
		{"<</A<123>>> endobj", false},
		{"<</A 1.2.3>> endobj", false},
		{"<</A . >> endobj", false},
		{"<</A/B#2>> endobj", false},
		{"<</A : 0 R>> endobj", false},
		{"<</A(>> endobj", false},
		{strings.Repeat("[", 100) + strings.Repeat("]", 100) + " endobj", false},
		{"", false},
	}
	for _, tt := range tests {
		if got := wellFormed([]byte(tt.text)); got != tt.want {
			t.Errorf("%q: %v", tt.text, got)
		}
	}
}

// TestLenientSyntax reads damaged objects as a person would.
func TestLenientSyntax(t *testing.T) {
	tests := []struct{ in, want string }{
		{"<</A 1/B/C>>", "<</A 1 /B /C >>"},
		{"<<XA/Font/B/C>>", "<</B /C >>"},
		{"<<XA 1/B/C>>", "<</B /C >>"},
		{"<<XA[/D/E]/B/C>>", "<</B /C >>"},
		{"<<XA<</D/E>>/B/C>>", "<</B /C >>"},
		{"<</A : 0 R/B/C>>", "<</A null /B /C >>"},
		{"<</A(1/B/C>>", "<</A null /B /C >>"},
		{"<</A<1/B/C>>", "<</A null /B /C >>"},
		{"<</A[1 x 2]/B/C>>", "<</A [1 2 ] /B /C >>"},
		{"<</A/B/C endobj", "<</A /B /C null >>"},
		{"<</A>>", "<</A null >>"},
	}
	for _, tt := range tests {
		lex := lexer{data: []byte(tt.in)}
		if got := string(syntaxAt(&lex, 0).append(nil)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

// unlisted is a file whose table is lost and whose page tree misses a page.
func unlisted() []byte {
	objects := letterA.numbered()
	objects[9] = objects[3]
	whole := writeFile(objects)
	return whole[:bytes.LastIndex(whole, []byte("xref\n0"))]
}
