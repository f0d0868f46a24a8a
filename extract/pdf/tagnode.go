package pdf

// A tagNode is a kid in the structure tree: a marked-content identifier, or a
// dictionary with the entries that matter here. Elements are many and have
// more entries that do not, so they are not read as general syntax.
type tagNode struct {
	kind   tokenKind // tokenNumber, tokenOpen, tokenDictOpen or tokenEnd
	number int
	items  []syntax // of an array

	role, kids, page       syntax // S, K, Pg
	attributes, classes    syntax // A, C
	actual, alternate, exp syntax // ActualText, Alt, E
	mcid, stream, object   syntax // MCID, Stm, Obj
}

// slot returns where an entry is kept, nil for one that does not matter.
func (n *tagNode) slot(key string) *syntax {
	switch key {
	case "S":
		return &n.role
	case "K":
		return &n.kids
	case "Pg":
		return &n.page
	case "A":
		return &n.attributes
	case "C":
		return &n.classes
	case "ActualText":
		return &n.actual
	case "Alt":
		return &n.alternate
	case "E":
		return &n.exp
	case "MCID":
		return &n.mcid
	case "Stm":
		return &n.stream
	case "Obj":
		return &n.object
	}
	return nil
}

// set takes a node that was read as syntax.
func (n *tagNode) set(s syntax) {
	n.kind, n.number, n.items = s.kind, s.number, s.items
	for key, value := range s.dict {
		if slot := n.slot(key); slot != nil {
			*slot = value
		}
	}
}

// node reads a kid, given itself or by reference.
func (t *objectTable) node(s syntax, n *tagNode) {
	for range maxHops {
		if s.object == 0 {
			n.set(s)
			return
		}
		lex, ok := t.open(s.object)
		if !ok {
			return
		}
		start := lex.pos
		if lex.next().kind == tokenDictOpen {
			n.kind = tokenDictOpen
			n.read(&lex)
			t.close(&lex)
			return
		}
		lex.pos = start
		s = syntaxAt(&lex, 0)
		t.close(&lex)
	}
}

// read reads a dictionary after its opening.
func (n *tagNode) read(lex *lexer) {
	for {
		start := lex.pos
		t := lex.next()
		switch {
		case t.kind == tokenDictClose || t.kind == tokenEnd:
			return
		case t.kind == tokenOperator && string(t.text) == "endobj":
			lex.pos = start
			return
		case t.kind != tokenName:
			continue
		}
		if slot := n.slot(string(t.text)); slot != nil {
			*slot = syntaxAt(lex, 1)
		} else {
			skipValue(lex)
		}
		lex.reset()
	}
}

// skipValue moves past one object.
func skipValue(lex *lexer) {
	depth := 0
	for {
		start := lex.pos
		switch t := lex.next(); t.kind {
		case tokenEnd:
			return
		case tokenOperator:
			if string(t.text) == "endobj" {
				lex.pos = start
				return
			}
		case tokenOpen, tokenDictOpen:
			depth++
		case tokenClose, tokenDictClose:
			if depth--; depth < 0 {
				lex.pos = start
				return
			}
		case tokenNumber:
			if depth == 0 {
				reference(lex, t.number)
			}
		}
		if depth == 0 {
			return
		}
	}
}
