package export

import (
	"bytes"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
)

// A part is what stands in a worksheet: widths of columns, rows, merged cells
// and links, as SpreadsheetML (ECMA-376-1, 18.3.1). The library makes the rest
// of the worksheet, see bookZip. Its own stream of rows takes numbers as
// binary fractions only; here they are the digits of the decimal. Rows are
// compressed as they come, so that very many take little memory. Rows and columns
// count from 1.
type part struct {
	columns []byte // <col> elements
	merges  []byte
	links   []byte
	nMerges int
	open    bool   // a row is begun
	row     int    // the last that was begun
	digits  string // of the row
	xml     []byte // rows not yet compressed
	rows    compressed
	to      *flate.Writer // nil before rows are compressed
}

// blockSize is how many bytes of rows are compressed at a time; rowSpare is room
// for the row that makes them more.
const (
	blockSize = 64 << 10
	rowSpare  = 16 << 10
)

// blocks are buffers of rows that wait for use.
var blocks sync.Pool

// columnNames are the letters of the first columns.
var columnNames = func() (out [64]string) {
	for i := range out {
		out[i] = strings.TrimSuffix(cell(1, i+1), "1")
	}
	return out
}()

// columnName returns the letters of a column.
func columnName(col int) string {
	if col <= len(columnNames) {
		return columnNames[col-1]
	}
	return strings.TrimSuffix(cell(1, col), "1")
}

// width sets the width of a column, in characters; columns come in order.
func (p *part) width(col int, width float64) {
	n := strconv.Itoa(col)
	p.columns = append(p.columns, `<col min="`+n+`" max="`+n+`" width="`...)
	p.columns = strconv.AppendFloat(p.columns, width, 'f', -1, 64)
	p.columns = append(p.columns, `" customWidth="1"/>`...)
}

// begin begins a row; height 0 lets the program that opens the file choose.
func (p *part) begin(row int, height float64) error {
	err := p.end()
	if p.xml == nil {
		if b, ok := blocks.Get().(*[]byte); ok {
			p.xml = *b
		} else {
			p.xml = make([]byte, 0, blockSize+rowSpare)
		}
	}
	p.row, p.digits, p.open = row, strconv.Itoa(row), true
	p.xml = append(p.xml, `<row r="`+p.digits+`"`...)
	if height > 0 {
		p.xml = append(p.xml, ` ht="`...)
		p.xml = strconv.AppendFloat(p.xml, height, 'f', -1, 64)
		p.xml = append(p.xml, `" customHeight="1"`...)
	}
	p.xml = append(p.xml, '>')
	return err
}

// end ends the row that is begun, if one is.
func (p *part) end() error {
	if !p.open {
		return nil
	}
	p.open = false
	p.xml = append(p.xml, `</row>`...)
	if len(p.xml) < blockSize {
		return nil
	}
	return p.compress()
}

// cell begins a cell of the row.
func (p *part) cell(col, style int) {
	p.xml = append(p.xml, `<c r="`...)
	p.xml = append(p.xml, columnName(col)...)
	p.xml = append(p.xml, p.digits...)
	p.xml = append(p.xml, `" s="`...)
	p.xml = strconv.AppendInt(p.xml, int64(style), 10)
}

// blank writes a cell that has nothing but a style.
func (p *part) blank(col, style int) {
	p.cell(col, style)
	p.xml = append(p.xml, `"/>`...)
}

// number writes a decimal by its digits.
func (p *part) number(col, style int, decimal string) {
	p.cell(col, style)
	p.xml = append(p.xml, `"><v>`...)
	p.xml = append(p.xml, decimal...)
	p.xml = append(p.xml, `</v></c>`...)
}

// text writes a text that XML can hold.
func (p *part) text(col, style int, s string) {
	p.cell(col, style)
	p.xml = append(p.xml, `" t="inlineStr"><is><t`...)
	if strings.IndexByte(" \t\n", s[0]) >= 0 || strings.IndexByte(" \t\n", s[len(s)-1]) >= 0 {
		p.xml = append(p.xml, ` xml:space="preserve"`...)
	}
	p.xml = append(p.xml, '>')
	p.xml = appendText(p.xml, s)
	p.xml = append(p.xml, `</t></is></c>`...)
}

// merge makes one cell of several.
func (p *part) merge(row, col, lastRow, lastCol int) {
	p.nMerges++
	p.merges = append(p.merges, `<mergeCell ref="`+cell(row, col)+":"+cell(lastRow, lastCol)+`"/>`...)
}

// link makes a cell lead to a cell of a sheet.
func (p *part) link(row, col int, sheet, target string) {
	p.links = append(p.links, `<hyperlink ref="`+cell(row, col)+`" location="`...)
	p.links = appendText(p.links, "'"+sheet+"'!"+target)
	p.links = append(p.links, `"/>`...)
}

// compress compresses the rows that wait for it.
func (p *part) compress() error {
	var err error
	if p.to == nil {
		if p.to, err = deflater(&p.rows); err != nil {
			return err
		}
	}
	err = p.rows.add(p.to, p.xml)
	p.xml = p.xml[:0]
	return err
}

// finish ends the rows; none can come after. Less than a block waits as it is.
func (p *part) finish() error {
	if err := p.end(); err != nil {
		return err
	}
	if p.to == nil {
		block := p.xml[:0]
		p.xml = bytes.Clone(p.xml)
		blocks.Put(&block)
		return nil
	}
	if err := p.compress(); err != nil {
		return err
	}
	block := p.xml // empty again
	blocks.Put(&block)
	p.xml = nil
	err := p.to.Flush()
	release(p.to)
	p.to = nil
	return err
}

// writeTo compresses a worksheet by a writer to out: what the library makes of it
// before the rows, the part, what the library makes after.
func (p *part) writeTo(out *compressed, to *flate.Writer, before, after []byte) error {
	text := bytes.Clone(before)
	if len(p.columns) > 0 {
		text = append(append(append(text, `<cols>`...), p.columns...), `</cols>`...)
	}
	text = append(text, `<sheetData>`...)
	if p.rows.size > 0 {
		if err := out.add(to, text); err != nil {
			return err
		}
		if err := to.Flush(); err != nil {
			return err
		}
		out.join(&p.rows)
		to.Reset(out) // what follows must not refer to what stood before the rows
		text = text[:0]
	}
	text = append(append(text, p.xml...), `</sheetData>`...)
	if p.nMerges > 0 {
		text = append(text, `<mergeCells count="`+strconv.Itoa(p.nMerges)+`">`...)
		text = append(append(text, p.merges...), `</mergeCells>`...)
	}
	if len(p.links) > 0 {
		text = append(append(append(text, `<hyperlinks>`...), p.links...), `</hyperlinks>`...)
	}
	return out.add(to, append(text, after...))
}

// appendText appends a text as XML. Spreadsheets read _x0041_ as the character
// of that number (ST_Xstring, ECMA-376-1, 22.9.2.19): such a text keeps its first
// character by its own number.
func appendText(out []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		var as string
		switch s[i] {
		case '&':
			as = "&amp;"
		case '<':
			as = "&lt;"
		case '>':
			as = "&gt;"
		case '"':
			as = "&quot;"
		case '_':
			if !isEscape(s[i:]) {
				continue
			}
			as = "_x005F_"
		default:
			continue
		}
		out = append(append(out, s[from:i]...), as...)
		from = i + 1
	}
	return append(out, s[from:]...)
}

// isEscape tells whether a text begins as _x0041_ does.
func isEscape(s string) bool {
	const length = len("_x0041_")
	return len(s) >= length && s[1] == 'x' && s[length-1] == '_' && strings.Trim(s[2:length-1], "0123456789abcdefABCDEF") == ""
}

// printable leaves out the characters that XML cannot hold.
func printable(s string) string {
	if isPrintable(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// isPrintable tells whether XML can hold a text. It asks for less than XML does
// where that is quicker to tell.
func isPrintable(s string) bool {
	const lead = 0xEF // first byte of U+F000 to U+FFFF in UTF-8
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' && c != '\t' && c != '\n' || c == lead && strings.HasPrefix(s[i:], "\xEF\xBF") {
			return false
		}
	}
	return utf8.ValidString(s)
}

// A compressed is a text as deflate (RFC 1951) makes it, in pieces, so that
// growing never copies it.
type compressed struct {
	pieces [][]byte
	crc    uint32 // of the text
	size   uint64 // of the text
}

// Each piece holds twice as many bytes as the one before, from the first, which
// is enough for most files of a workbook, up to the last.
const (
	firstPiece = 2 << 10
	lastPiece  = 64 << 10
)

// Write appends what was compressed.
func (c *compressed) Write(b []byte) (int, error) {
	written := len(b)
	for len(b) > 0 {
		last := len(c.pieces) - 1
		if last < 0 || len(c.pieces[last]) == cap(c.pieces[last]) {
			size := firstPiece
			if last >= 0 {
				size = min(lastPiece, 2*cap(c.pieces[last]))
			}
			c.pieces = append(c.pieces, make([]byte, 0, size))
			last++
		}
		piece := c.pieces[last]
		n := min(len(b), cap(piece)-len(piece))
		c.pieces[last] = append(piece, b[:n]...)
		b = b[n:]
	}
	return written, nil
}

// add compresses a text by a writer into the pieces.
func (c *compressed) add(to io.Writer, text []byte) error {
	c.crc = crc32.Update(c.crc, crc32.IEEETable, text)
	c.size += uint64(len(text))
	_, err := to.Write(text)
	return err
}

// join appends what another has; both must end at a whole byte.
func (c *compressed) join(other *compressed) {
	c.pieces = append(c.pieces, other.pieces...)
	c.crc = joinedCRC(c.crc, other.crc, other.size)
	c.size += other.size
}

// joinedCRC is the CRC-32 of two texts one after the other, made of that of
// each and the length of the second: appending n bits multiplies the first by
// xⁿ modulo the polynomial (M. Adler, crc32_combine of zlib 1.2.12).
func joinedCRC(a, b uint32, length uint64) uint32 {
	const x8 = 1 << 23 // x⁸, the highest bit being x⁰
	power, factor := uint32(1<<31), uint32(x8)
	for ; length > 0; length >>= 1 {
		if length&1 != 0 {
			power = multiplied(power, factor)
		}
		factor = multiplied(factor, factor)
	}
	return multiplied(power, a) ^ b
}

// multiplied is the product of two polynomials modulo that of the CRC-32.
func multiplied(a, b uint32) uint32 {
	var out uint32
	for ; a != 0; a <<= 1 {
		if a&(1<<31) != 0 {
			out ^= b
		}
		b = b>>1 ^ crc32.IEEE&-(b&1)
	}
	return out
}
