package pdf

import (
	"github.com/ledongthuc/pdf"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// A state is the graphics state (ISO 32000-2 §8.4) as far as it decides what
// a reader sees.
type state struct {
	ctm         page.Matrix
	clip        trace.Rect // bounding box of the clipping path, display space
	fill, line  float64    // luminance of the non-stroking and the stroking colour
	fillSpace   spaceKind
	lineSpace   spaceKind
	lineWidth   float64
	dashed      bool
	font        *font
	fontIndex   int
	size        float64
	charSpace   float64
	wordSpace   float64
	horizontal  float64 // Tz / 100
	leading     float64
	rise        float64
	mode        int
	fillAlphaNo bool // fills are fully transparent
	lineAlphaNo bool // strokes are
}

func newState(ctm page.Matrix, clip trace.Rect) state {
	return state{ctm: ctm, clip: clip, lineWidth: 1, horizontal: 1}
}

// A run interprets the content of one page.
type run struct {
	file *File
	out  *page.Page
	scope
	fontIndex map[*font]int // index into out.Fonts
	forms     map[int]bool  // offsets of the forms being drawn
	watch     stopwatch
	operators int
	strange   int       // operators that are none
	bytes     int       // of content interpreted so far
	flags     page.Flag // for everything drawn: annotation, hidden
	marks     []mark
	actual    []replacement // replacement texts of marked content, inner ones first
	path      path
	places    *placeIndex
	work      *workspace
	shows     int32 // strings shown so far
	paused    bool  // see pause
	lacks     lackList
}

// A scope is what a content stream has for itself: its resources, with what
// was read of them, and its text position.
type scope struct {
	resources pdf.Value
	fontIDs   map[string]int       // object numbers of the fonts of resources
	fonts     map[string]*font     // fonts of resources by name
	kinds     map[string]pdf.Value // sub-dictionaries of resources by kind, which the object library would parse at each use
	formIDs   map[string]int       // object numbers of the forms and images of resources
	states    map[string]*extState
	layers    map[string]bool // whether property lists of resources hide their content
	tm, tlm   page.Matrix
	stream    int // number of the form whose content has identifiers of its own, 0 for the page
	base      int // marks that were open when the content began
}

func newRun(f *File, out *page.Page, resources pdf.Value, work *workspace) *run {
	r := &run{file: f, out: out, watch: startWatch(), fontIndex: map[*font]int{}, forms: map[int]bool{}}
	r.tm, r.tlm = page.Identity, page.Identity
	r.use(resources)
	r.places = &work.places
	r.places.reset()
	r.work = work
	return r
}

// use switches to other resources.
func (r *run) use(resources pdf.Value) {
	r.resources = resources
	r.fonts = map[string]*font{}
	r.states = map[string]*extState{}
	r.kinds = map[string]pdf.Value{}
	r.layers = map[string]bool{}
	r.formIDs = nil
	r.fontIDs = nil
}

// resource returns the resource of a kind, such as XObject, with a name.
func (r *run) resource(kind, name string) pdf.Value { return r.named(kind).Key(name) }

// named returns the resources of a kind.
func (r *run) named(kind string) pdf.Value {
	dict, ok := r.kinds[kind]
	if !ok {
		dict = r.resources.Key(kind)
		r.kinds[kind] = dict
	}
	return dict
}

func (r *run) fontNamed(word []byte) (*font, int) {
	f, ok := r.fonts[string(word)]
	if !ok {
		name := string(word)
		if r.fontIDs == nil {
			r.fontIDs = references(r.named("Font"))
		}
		f = r.file.font(r.named("Font"), r.fontIDs, name)
		r.pause()
		r.fonts[name] = f
	}
	return f, r.indexOf(f)
}

// indexOf returns the place of a font in the fonts of the page.
func (r *run) indexOf(f *font) int {
	index, ok := r.fontIndex[f]
	if !ok {
		index = len(r.out.Fonts)
		r.out.Fonts = append(r.out.Fonts, f.info)
		r.fontIndex[f] = index
	}
	return index
}

// execute interprets one content stream, starting in state g.
func (r *run) execute(data []byte, g state, depth int) error {
	lex := lexer{data: data}
	r.bytes += len(data)
	var operands []token
	var saved []state
	if depth == 0 {
		operands, saved = r.work.operands[:0], r.work.saved[:0]
		defer func() { r.work.operands, r.work.saved = operands, saved }()
	}
	for {
		// Tokens are read in place: copying them took a fifth of the time.
		operands = append(operands, token{})
		n := len(operands) - 1
		t := &operands[n]
		lex.scan(t)
		if t.kind == tokenEnd {
			return nil
		}
		if t.kind != tokenOperator {
			operands = operands[:min(n+1, maxOperands)]
			continue
		}
		operands = operands[:n]
		if len(operands) > 0 && operands[0].kind == tokenOpen && misplaced(t.text) {
			continue // an operator within the array of TJ
		}
		r.operators++
		if err := r.overLimit(); err != nil {
			return err
		}
		switch op := operatorOf(t.text); op {
		case opSave:
			if len(saved) < maxSaved {
				saved = append(saved, g)
			}
		case opRestore:
			if n := len(saved); n > 0 {
				g = saved[n-1]
				saved = saved[:n-1]
			}
		case opInlineImage:
			skipInlineImage(&lex)
			r.image(g.ctm.Box(0, 0, 1, 1), &g)
		case opXObject:
			if name := lastName(operands); name != nil {
				if err := r.draw(string(name), g, depth); err != nil {
					return err
				}
			}
		default:
			if !r.textOperator(op, operands, &g) && !r.pathOperator(op, operands, &g) {
				r.stateOperator(op, operands, &g)
			}
		}
		operands = operands[:0]
		lex.reset()
	}
}

// overLimit returns the error that ends the page when it has cost too much.
func (r *run) overLimit() error {
	l := &r.file.limits
	switch {
	case r.operators > l.Operators:
		return exceeds("more than %d operators", l.Operators)
	case len(r.out.Glyphs) > l.Glyphs:
		return exceeds("more than %d glyphs", l.Glyphs)
	case len(r.out.Rulings)+len(r.out.Fills)+len(r.out.Images) > l.Rulings:
		return exceeds("more than %d rulings", l.Rulings)
	case r.bytes > l.PageBytes:
		return exceeds("content of more than %d bytes", l.PageBytes)
	case r.operators%clockEvery == 0, r.paused:
		r.paused = false
		return r.overTime()
	}
	return nil
}

// pause has the clock looked at before the next operator: what was done may
// have taken long.
func (r *run) pause() { r.paused = true }

func (r *run) overTime() error {
	if r.watch.over(r.file.limits.PageTime) {
		return exceeds("page takes longer than %v", r.file.limits.PageTime)
	}
	return nil
}

// misplaced tells whether an operator, met within an open array, is skipped:
// some writers set the text state between the strings of a TJ array.
func misplaced(op []byte) bool {
	return len(op) == 2 && op[0] == 'T' && (op[1] == 'c' || op[1] == 'w' || op[1] == 'z' || op[1] == 's')
}

func arg(operands []token, i int) float64 {
	if i < len(operands) {
		return operands[i].number
	}
	return 0
}

// lastName returns the last name among the operands, nil if there is none. It
// is valid as the tokens are.
func lastName(operands []token) []byte {
	for i := len(operands) - 1; i >= 0; i-- {
		if operands[i].kind == tokenName {
			return operands[i].text
		}
	}
	return nil
}

func components(operands []token) []float64 {
	out := make([]float64, 0, 4)
	for _, t := range operands {
		if t.kind == tokenNumber && len(out) < 4 {
			out = append(out, t.number)
		}
	}
	return out
}

// stateOperator handles the operators of the graphics state, of colour and of
// marked content.
func (r *run) stateOperator(op operator, operands []token, g *state) {
	switch op {
	case opConcat:
		g.ctm = page.Matrix{arg(operands, 0), arg(operands, 1), arg(operands, 2), arg(operands, 3), arg(operands, 4), arg(operands, 5)}.Then(g.ctm)
	case opLineWidth:
		g.lineWidth = arg(operands, 0)
	case opDash:
		g.dashed = false
		for _, t := range operands {
			if t.kind == tokenClose {
				break
			}
			g.dashed = g.dashed || t.kind == tokenNumber && t.number > 0
		}
	case opExtGState:
		r.extendedState(lastName(operands), g)
	case opFillGray, opFillRGB, opFillCMYK:
		g.fillSpace = direct
		g.fill = luminance(components(operands))
	case opStrokeGray, opStrokeRGB, opStrokeCMYK:
		g.lineSpace = direct
		g.line = luminance(components(operands))
	case opFillSpace:
		g.fillSpace, g.fill = r.space(string(lastName(operands))), black
	case opStrokeSpace:
		g.lineSpace, g.line = r.space(string(lastName(operands))), black
	case opFillColor, opFillColorN:
		g.fill = g.fillSpace.luminance(components(operands))
	case opStrokeColor, opStrokeColorN:
		g.line = g.lineSpace.luminance(components(operands))
	case opBeginMark, opBeginMarkList:
		r.openMark(op, operands)
	case opEndMark:
		r.closeMark()
	case opFlatness, opIntent, opLineJoin, opLineCap, opMiterLimit, opShading, opMarkPoint, opMarkPointList, opBeginCompatibility, opEndCompatibility, opGlyphWidth, opGlyphBox:
		// nothing that is read depends on them
	default:
		r.strange++
	}
}

// strangeShare is the share of words that are no operators from which on a page
// holds no content but, say, compressed bytes whose filter is not named. Sound
// pages have none; damage leaves some.
const strangeShare = 0.3

// judgeOperators notes content that makes no sense.
func (r *run) judgeOperators() {
	if r.strange > 0 && atLeast(r.strange, strangeShare, r.operators) {
		r.lacks.add("its content is no content: %d of %d words are no operators", r.strange, r.operators)
	}
}

// An extState is a graphics state parameter dictionary as far as it matters
// here; what it does not set is negative or nil.
type extState struct {
	lineWidth, fillAlpha, lineAlpha float64
	dashes                          int // 0 solid, 1 dashed
	font                            *font
	size                            float64
}

// extended returns the named parameter dictionary of the resources.
func (r *run) extended(word []byte) *extState {
	if s := r.states[string(word)]; s != nil {
		return s
	}
	name := string(word)
	v := r.resource("ExtGState", name)
	s := &extState{
		lineWidth: number(v.Key("LW"), -1), fillAlpha: number(v.Key("ca"), -1),
		lineAlpha: number(v.Key("CA"), -1), dashes: -1,
	}
	if d := v.Key("D"); d.Kind() == pdf.Array {
		s.dashes = min(d.Index(0).Len(), 1)
	}
	if f := v.Key("Font"); f.Kind() == pdf.Array && f.Len() == 2 {
		_ = guard(func() error {
			s.font, s.size = r.file.loadFont(f.Index(0)), number(f.Index(1), 0)
			return nil
		})
	}
	r.states[name] = s
	return s
}

func (r *run) extendedState(name []byte, g *state) {
	s := r.extended(name)
	if s.lineWidth >= 0 {
		g.lineWidth = s.lineWidth
	}
	if s.dashes >= 0 {
		g.dashed = s.dashes == 1
	}
	if s.fillAlpha >= 0 {
		g.fillAlphaNo = s.fillAlpha == 0
	}
	if s.lineAlpha >= 0 {
		g.lineAlphaNo = s.lineAlpha == 0
	}
	if s.font != nil {
		g.font, g.fontIndex, g.size = s.font, r.indexOf(s.font), s.size
	}
}

// skipInlineImage moves past the data of an inline image: EI between white
// space ends it (ISO 32000-2 §8.9.7).
func skipInlineImage(lex *lexer) {
	data := lex.data
	for i := lex.pos; i+2 < len(data); i++ {
		if class[data[i]] == space && data[i+1] == 'E' && data[i+2] == 'I' && (i+3 >= len(data) || class[data[i+3]] != regular) {
			lex.pos = i + 3
			return
		}
	}
	lex.pos = len(data)
}
