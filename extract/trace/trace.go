// Package trace says where a value stood in the published document and what
// was noticed about it on the way out. It is a leaf: every other package may
// import it, it imports none of them.
//
// In: nothing. Out: the types Rect, Locator and Finding that all stages share.
package trace

// A Locator points back into the published document.
type Locator struct {
	Page int  // 1-based position in the file; 0 when unknown
	Box  Rect // zero when only the page is known
}

// Severity orders findings by what a reader must do about them.
type Severity int

const (
	Info    Severity = iota // nothing to do: a repair that was made, an identity that holds within rounding
	Warning                 // the value is kept as printed; look at it
	Error                   // the document contradicts itself, or something printed could not be carried over
)

// String returns "info", "warning" or "error".
func (s Severity) String() string {
	switch s {
	case Info:
		return "info"
	case Warning:
		return "warning"
	}
	return "error"
}

// MarshalText writes the severity as its name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a name written by MarshalText; any other name is Error.
func (s *Severity) UnmarshalText(b []byte) error {
	switch string(b) {
	case "info":
		*s = Info
	case "warning":
		*s = Warning
	default:
		*s = Error
	}
	return nil
}

// Status is the outcome of an identity that was computed.
type Status string

const (
	Hold          Status = "hold"           // both sides are equal
	Rounding      Status = "rounding"       // they differ by no more than unprinted digits allow
	Fail          Status = "fail"           // they differ by more
	NotComputable Status = "not_computable" // a side is missing or not a number
)

// A Finding is one thing noticed about the document's content. Content never
// makes an error return; only input that cannot be read does. A finding never
// changes a published value.
type Finding struct {
	Rule     string            `json:"rule"` // stable id such as "sum.children"
	Kind     string            `json:"kind,omitempty"`
	Status   Status            `json:"status"`
	Severity Severity          `json:"severity"`
	Message  string            `json:"message"`              // what was seen, where, and what was done, in one sentence
	Text     string            `json:"text,omitempty"`       // the printed words or amount concerned, verbatim
	Table    string            `json:"table,omitempty"`      // id of the table concerned
	Where    string            `json:"where,omitempty"`      // the record concerned, by name
	Left     string            `json:"lhs,omitempty"`        // left side as an exact decimal
	Right    string            `json:"rhs,omitempty"`        // right side as an exact decimal
	Diff     string            `json:"difference,omitempty"` // Left - Right
	Facts    []string          `json:"facts,omitempty"`      // ids of the facts concerned
	Values   map[string]string `json:"values,omitempty"`     // what the sentence of the rule names, for other languages
	At       []Locator         `json:"locators,omitempty"`   // most telling first
}
