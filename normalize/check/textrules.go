package check

import (
	"bytes"
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

//go:embed text.yaml
var textFile []byte

// textRules is what text.yaml holds.
type textRules struct {
	Patterns   []textPattern     `yaml:"patterns"`
	Brackets   []string          `yaml:"brackets"` // each an opening and its closing bracket
	Fold       map[string]string `yaml:"fold"`
	Enumerator expression        `yaml:"enumerator"`

	bracketSigns string // all brackets, folded or not
	starts       wordStarts
}

// wordStarts finds the words of the patterns in a text in one go: by their
// first characters.
type wordStarts struct {
	known [runeBlocks]uint64 // bit set of first characters
	words map[rune][]wordOf
}

// runeBlocks is the number of blocks of 64 characters of the basic plane, where
// all words of the patterns begin.
const runeBlocks = 0x10000 / 64

// wordOf is a word with the pattern it belongs to.
type wordOf struct {
	word    string
	pattern int
}

// add makes the words of a pattern known.
func (w *wordStarts) add(pattern int, words []string) error {
	if w.words == nil {
		w.words = map[rune][]wordOf{}
	}
	for _, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		if first >= runeBlocks*64 || word == "" {
			return fmt.Errorf("%q: a word begins with another character", word)
		}
		w.known[first/64] |= 1 << (first % 64)
		w.words[first] = append(w.words[first], wordOf{word, pattern})
	}
	return nil
}

// in returns a bit for each pattern of which the text holds a word.
func (w *wordStarts) in(s string) (patterns uint64) {
	for i, r := range s {
		if r >= runeBlocks*64 || w.known[r/64]&(1<<(r%64)) == 0 {
			continue
		}
		for _, x := range w.words[r] {
			if strings.HasPrefix(s[i:], x.word) {
				patterns |= 1 << x.pattern
			}
		}
	}
	return patterns
}

// A textPattern is a defect that the words themselves show.
type textPattern struct {
	Rule   string     `yaml:"rule"`
	Has    []string   `yaml:"has"`    // one of them stands in every match
	Find   expression `yaml:"find"`   // its first group, else the whole, is quoted
	Unless expression `yaml:"unless"` // around the match
}

// maxPatterns is the number of bits that tell which patterns may fit a text.
const maxPatterns = 64

// An expression is a regular expression in a data file; nil when left out.
type expression struct{ *regexp.Regexp }

// UnmarshalYAML compiles the expression.
func (e *expression) UnmarshalYAML(node *yaml.Node) (err error) {
	e.Regexp, err = regexp.Compile(node.Value)
	return err
}

// loadText reads the data file once; it is strict, so that a misspelt key is an
// error.
var loadText = sync.OnceValues(func() (*textRules, error) {
	var out textRules
	dec := yaml.NewDecoder(bytes.NewReader(textFile))
	dec.KnownFields(true)
	if err := dec.Decode(&out); err != nil {
		return nil, fmt.Errorf("text.yaml: %w", err)
	}
	if len(out.Patterns) > maxPatterns {
		return nil, fmt.Errorf("text.yaml: more than %d patterns", maxPatterns)
	}
	for i, p := range out.Patterns {
		if err := out.starts.add(i, p.Has); err != nil {
			return nil, fmt.Errorf("text.yaml: %s: %w", p.Rule, err)
		}
	}
	out.bracketSigns = strings.Join(out.Brackets, "")
	for sign := range out.Fold {
		out.bracketSigns += sign
	}
	return &out, nil
})
