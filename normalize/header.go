package normalize

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/extract"
	"gongkai/normalize/codes"
	"gongkai/normalize/kinds"
)

// headerRowsMax is the number of rows among which a header ends. The highest
// header seen has five rows; a title, unit line and marker row may join it.
const headerRowsMax = 10

// header tells where the header of a table stands.
type header struct {
	banners int // rows at the top that repeat caption lines inside the grid
	rows    int // rows from the top that are header, banners and marker included
	marker  int // row of column numbers, -1 if none
}

// findHeader finds where the header of a table ends: at the row of column
// numbers, else before the first row that prints data.
func findHeader(cat *kinds.Catalogue, g *grid) header {
	h := header{marker: -1}
	for h.banners < g.Rows && isCaptionBanner(cat, g.banner(h.banners)) {
		h.banners++
	}
	spanned := 0 // first row that no header cell reaches into
	row := h.banners
	for ; row < min(g.Rows, headerRowsMax); row++ {
		if isMarkerRow(cat, g, row) {
			h.marker = row
			row++
			break
		}
		if isDataRow(cat, g, row, row == h.banners, row < spanned) {
			break
		}
		g.starts(row, func(c *extract.Cell) {
			if strings.TrimSpace(c.Text) != "" {
				spanned = max(spanned, row+c.RowSpan)
			}
		})
	}
	h.rows = row
	if h.marker < 0 && g.HeaderRows > h.rows && g.HeaderRows < g.Rows && !hasAmount(g, h.rows, g.HeaderRows) {
		h.rows = g.HeaderRows
	}
	return h
}

// isCaptionBanner tells whether a cell over a whole row is a title, unit or
// department line drawn inside the grid.
func isCaptionBanner(cat *kinds.Catalogue, c *extract.Cell) bool {
	if c == nil {
		return false
	}
	p := cat.ParseCaption([]string{c.Text})
	return p.Unit != "" || p.PreparedBy != "" || p.Number != "" || cat.MatchTitle(c.Text) != nil
}

// isMarkerRow tells whether a row numbers the columns: 1, 2, 3 … or A, B, C … from left to
// right, beside nothing but ※ or 栏次.
func isMarkerRow(cat *kinds.Catalogue, g *grid, row int) bool {
	want, letter, marks := 1, 'A', 0
	for _, c := range g.filled(row) {
		s, _, _ := strings.Cut(kinds.Fold(c.Text), "=") // 1=2+3
		switch n, err := strconv.Atoi(strings.Trim(s, "()")); {
		case err == nil && n == want:
			want++
		case s == string(letter):
			letter++ // A=B+C, B, C
		case cat.IsMarker(c.Text):
			marks++
		default:
			return false
		}
	}
	return want > 2 || want == 2 && marks > 0 || letter > 'B'
}

// isDataRow tells whether a row prints data rather than headers. first is set
// for the topmost row, spanned when a header cell reaches into the row.
func isDataRow(cat *kinds.Catalogue, g *grid, row int, first, spanned bool) bool {
	cells := g.filled(row)
	if len(cells) == 0 {
		return !spanned
	}
	headers := 0
	for _, c := range cells {
		if isFigure(c.Text) {
			return true
		}
		if cat.IsHeader(c.Text) {
			headers++
		} else if _, _, ok := splitCode(cat, c.Text); ok {
			return true
		} else if l := cat.ParseLabel(c.Text); l.Level > 0 && !first {
			return true
		}
	}
	if first {
		return false
	}
	if l := cat.ParseLabel(cells[0].Text); l.Total && len(cells) == 1 && !spanned {
		return true
	}
	if spanned {
		return false
	}
	return headers == 0
}

// isFigure tells whether a text is an amount, a code or another number rather
// than a word. Years stand in headers.
func isFigure(text string) bool {
	s := kinds.Fold(text)
	if n, err := strconv.Atoi(s); err == nil && n >= 1949 && n < 2100 {
		return false
	}
	return s != "" && looksNumeric(s)
}

// looksNumeric tells whether a folded text holds digits and nothing but
// digits, separators, signs and brackets.
func looksNumeric(s string) bool {
	return strings.ContainsAny(s, "0123456789") && strings.Trim(s, "0123456789.,-+() %") == ""
}

// hasAmount tells whether rows from..to-1 print a figure.
func hasAmount(g *grid, from, to int) bool {
	for r := from; r < to; r++ {
		for _, c := range g.filled(r) {
			if isFigure(c.Text) {
				return true
			}
		}
	}
	return false
}

// path returns the header texts above a column, outermost first: white space
// taken out, blank ones and repetitions of the one before left out. Cells for
// which skip tells so are left out, too; skip may be nil.
func (h header) path(g *grid, col int, skip func(*extract.Cell) bool) []string {
	out := []string{}
	for r := h.banners; r < h.rows; r++ {
		c := g.cell(r, col)
		t := spaceless(c.Text)
		if r == h.marker || t == "" || len(out) > 0 && out[len(out)-1] == t || skip != nil && skip(c) {
			continue
		}
		out = append(out, t)
	}
	return out
}

// repeats tells whether a body row prints a header row again, as a page break
// leaves it: the same texts in the same columns.
func (h header) repeats(g *grid, row int) bool {
	cells := g.filled(row)
	if len(cells) < 2 {
		return false
	}
	for r := h.banners; r < h.rows; r++ {
		same := 0
		for _, c := range cells {
			if kinds.Fold(g.cell(r, c.Col).Text) == kinds.Fold(c.Text) {
				same++
			}
		}
		if same == len(cells) {
			return true
		}
	}
	return false
}

// texts returns all header texts.
func (h header) texts(g *grid) []string {
	var out []string
	for r := h.banners; r < h.rows; r++ {
		for _, c := range g.filled(r) {
			out = append(out, spaceless(c.Text))
		}
	}
	return out
}

// codeDigits are the lengths that subject codes have: 类 three digits, 款 five,
// 项 seven.
func codeDigits(n int) bool { return n == 3 || n == 5 || n == 7 }

// firstCJK is the first character of the CJK blocks: names of subjects begin
// with nothing below.
const firstCJK = 0x2e80

// splitCode splits "208 社会保障和就业支出" into code and name. Figures that are no
// code (2024年…, 100套) do not split.
func splitCode(cat *kinds.Catalogue, text string) (code, name string, ok bool) {
	s := kinds.HalfWidth(text)
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	if !codeDigits(n) || codes.SystemOf(s) == "" {
		return "", "", false
	}
	name = strings.TrimLeft(s[n:], " \t.、-_")
	r, _ := utf8.DecodeRuneInString(name)
	if name == "" || r < firstCJK || name == s[n:] && cat.IsCounter(name) {
		return "", "", false
	}
	return s[:n], name, true
}
