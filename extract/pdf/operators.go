package pdf

// An operator is a content operator (ISO 32000-2 annex A), its bytes packed
// with the first one lowest: comparing numbers is much faster than comparing
// words, and every drawing step is looked up by its operator.
type operator uint32

// operatorOf packs a word; words longer than any operator are no operator.
func operatorOf(word []byte) operator {
	switch len(word) {
	case 1:
		return operator(word[0])
	case 2:
		return operator(word[0]) | operator(word[1])<<8
	case 3:
		return operator(word[0]) | operator(word[1])<<8 | operator(word[2])<<16
	}
	return 0
}

const (
	opSave                   operator = 'q'
	opRestore                operator = 'Q'
	opConcat                 operator = 'c' | 'm'<<8
	opLineWidth              operator = 'w'
	opFlatness               operator = 'i'
	opIntent                 operator = 'r' | 'i'<<8
	opLineJoin               operator = 'j'
	opLineCap                operator = 'J'
	opMiterLimit             operator = 'M'
	opDash                   operator = 'd'
	opExtGState              operator = 'g' | 's'<<8
	opMoveTo                 operator = 'm'
	opLineTo                 operator = 'l'
	opCurveTo                operator = 'c'
	opCurveToV               operator = 'v'
	opCurveToY               operator = 'y'
	opClosePath              operator = 'h'
	opRectangle              operator = 'r' | 'e'<<8
	opStroke                 operator = 'S'
	opCloseStroke            operator = 's'
	opFill                   operator = 'f'
	opFillOld                operator = 'F'
	opFillEvenOdd            operator = 'f' | '*'<<8
	opFillStroke             operator = 'B'
	opFillStrokeEvenOdd      operator = 'B' | '*'<<8
	opCloseFillStroke        operator = 'b'
	opCloseFillStrokeEvenOdd operator = 'b' | '*'<<8
	opEndPath                operator = 'n'
	opClip                   operator = 'W'
	opClipEvenOdd            operator = 'W' | '*'<<8
	opBeginText              operator = 'B' | 'T'<<8
	opEndText                operator = 'E' | 'T'<<8
	opCharSpace              operator = 'T' | 'c'<<8
	opWordSpace              operator = 'T' | 'w'<<8
	opHorizontalScale        operator = 'T' | 'z'<<8
	opLeading                operator = 'T' | 'L'<<8
	opFont                   operator = 'T' | 'f'<<8
	opRenderMode             operator = 'T' | 'r'<<8
	opRise                   operator = 'T' | 's'<<8
	opMoveText               operator = 'T' | 'd'<<8
	opMoveTextLeading        operator = 'T' | 'D'<<8
	opTextMatrix             operator = 'T' | 'm'<<8
	opNextLine               operator = 'T' | '*'<<8
	opShow                   operator = 'T' | 'j'<<8
	opShowArray              operator = 'T' | 'J'<<8
	opNextLineShow           operator = '\''
	opSpaceNextLineShow      operator = '"'
	opGlyphWidth             operator = 'd' | '0'<<8
	opGlyphBox               operator = 'd' | '1'<<8
	opStrokeSpace            operator = 'C' | 'S'<<8
	opFillSpace              operator = 'c' | 's'<<8
	opStrokeColor            operator = 'S' | 'C'<<8
	opStrokeColorN           operator = 'S' | 'C'<<8 | 'N'<<16
	opFillColor              operator = 's' | 'c'<<8
	opFillColorN             operator = 's' | 'c'<<8 | 'n'<<16
	opStrokeGray             operator = 'G'
	opFillGray               operator = 'g'
	opStrokeRGB              operator = 'R' | 'G'<<8
	opFillRGB                operator = 'r' | 'g'<<8
	opStrokeCMYK             operator = 'K'
	opFillCMYK               operator = 'k'
	opShading                operator = 's' | 'h'<<8
	opInlineImage            operator = 'B' | 'I'<<8
	opXObject                operator = 'D' | 'o'<<8
	opMarkPoint              operator = 'M' | 'P'<<8
	opMarkPointList          operator = 'D' | 'P'<<8
	opBeginMark              operator = 'B' | 'M'<<8 | 'C'<<16
	opBeginMarkList          operator = 'B' | 'D'<<8 | 'C'<<16
	opEndMark                operator = 'E' | 'M'<<8 | 'C'<<16
	opBeginCompatibility     operator = 'B' | 'X'<<8
	opEndCompatibility       operator = 'E' | 'X'<<8
)
