package export

import "strings"

// maxCellText is Excel's limit, in units of UTF-16.
const maxCellText = 32767

// fitted makes a text fit to stand in a cell. Control characters, which XML
// cannot hold, are left out and texts beyond Excel's limit are cut; a notice
// says so. CSV and JSON hold them whole.
func (b *workbook) fitted(sheet string, row, col int, s string) string {
	clean := printable(s)
	if clean != s {
		b.notice(sheet, row, col, "已去除控制字符 control characters left out")
	}
	cut := shortened(clean, maxCellText)
	if cut != clean {
		b.notice(sheet, row, col, "超出单元格上限，已截断；全文见 JSON、CSV text cut, whole in JSON and CSV")
	}
	return cut
}

// maxNotices is how many notices a workbook lists; their number is told.
const maxNotices = 200

// notice notes what could not be written as it is.
func (b *workbook) notice(sheet string, row, col int, what string) {
	b.noticed++
	if len(b.notices) < maxNotices {
		b.notices = append(b.notices, sheet+"!"+cell(row, col)+"："+what)
	}
}

// shortened cuts a text to a number of units of UTF-16, the last an ellipsis.
func shortened(s string, units int) string {
	if len(s) <= units { // bytes are never fewer
		return s
	}
	n, fits := 0, 0
	for i, r := range s {
		width := 1
		if r > 0xFFFF {
			width = 2
		}
		n += width
		if n <= units-1 {
			fits = i + len(string(r))
		}
		if n > units {
			return s[:fits] + "…"
		}
	}
	return s
}

// What a spreadsheet holds of a number, as it is a binary fraction of 64 bits to
// it: up to so many digits give back the decimal they were made of. Formats show
// so many decimal places.
const (
	maxDigits = 15
	maxPlaces = 30
)

// holds tells whether a spreadsheet holds a decimal exactly, and as printed. A
// notice names the cell of one that it does not.
func (b *workbook) holds(sheet string, row, col int, decimal string) bool {
	if isExact(decimal) {
		return true
	}
	b.notice(sheet, row, col, "数字超过 15 位，Excel 无法精确保存，按文本写出 more digits than a spreadsheet keeps, written as text")
	return false
}

// isExact tells whether a spreadsheet holds a decimal with all its digits.
func isExact(decimal string) bool {
	whole, places, _ := strings.Cut(strings.TrimPrefix(decimal, "-"), ".")
	digits := strings.TrimLeft(whole+places, "0")
	return len(digits) <= maxDigits && len(places) <= maxPlaces
}
