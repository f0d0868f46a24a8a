package normalize

import (
	"gongkai/extract"
	"gongkai/extract/trace"
)

// SchemaVersion is the version of the JSON contract. It changes when a field
// is removed or changes its meaning, not when one is added.
const SchemaVersion = "1"

// A Disclosure is one published document as data. Its JSON form is the
// published contract: see the schema in package export. A field that the document
// does not fill is left out.
type Disclosure struct {
	SchemaVersion string          `json:"schema_version"`
	Source        extract.Source  `json:"source"`
	Entity        Entity          `json:"entity"`
	Document      DocumentInfo    `json:"document"`
	Tables        []Table         `json:"tables"`
	Facts         []Fact          `json:"facts"`
	Projects      []Project       `json:"projects"`
	Performance   []Performance   `json:"performance"`
	Indicators    []Indicator     `json:"indicators"`
	Carryovers    []Carryover     `json:"carryovers"`
	Narrative     []NarrativeFact `json:"narrative_facts"`
	Staffing      []Staffing      `json:"staffing"`
	Procurement   []Procurement   `json:"procurement"`
	Assets        []Asset         `json:"assets"`
	Glossary      []Term          `json:"glossary"`
	Sections      []Section       `json:"sections"`
	Contents      []Paragraph     `json:"contents,omitempty"` // entries of the table of contents
	Coverage      Coverage        `json:"coverage"`
	Findings      []trace.Finding `json:"findings"`
}

// An Entity is the body that publishes.
type Entity struct {
	Name       string `json:"name,omitempty"` // "" when the document does not tell
	Kind       string `json:"kind,omitempty"`
	RegionName string `json:"region_name,omitempty"`
	RegionCode string `json:"region_code,omitempty"` // GB/T 2260, six digits
}

// DocumentInfo tells what kind of document it is.
type DocumentInfo struct {
	Kind     string `json:"kind,omitempty"`        // "budget", "final", or "" when the document does not tell
	Year     int    `json:"fiscal_year,omitempty"` // 0 when the document does not tell
	Title    string `json:"title,omitempty"`
	SignedBy string `json:"signed_by,omitempty"`
	SignedOn string `json:"signed_on,omitempty"` // ISO date
}

// A Table is one published table with its cells.
type Table struct {
	ID         string          `json:"id"`             // "T1", ... in reading order
	Kind       string          `json:"kind,omitempty"` // kind id of the data files; "" when no kind matches
	Number     string          `json:"number,omitempty"`
	Title      string          `json:"title,omitempty"` // as printed, line breaks joined
	Subtitle   string          `json:"subtitle,omitempty"`
	Unit       string          `json:"unit,omitempty"`     // "元", "万元", "亿元"; "" when not printed
	UnitText   string          `json:"unit_raw,omitempty"` // as printed
	PreparedBy string          `json:"prepared_by,omitempty"`
	Pages      []int           `json:"pages"`
	Rows       int             `json:"n_rows"`
	Cols       int             `json:"n_cols"`
	HeaderRows int             `json:"n_header_rows"`
	MarkerRow  int             `json:"marker_row"` // row of the ※/栏次 column numbers, -1 if none
	Columns    []Column        `json:"columns"`
	Cells      []Cell          `json:"cells"` // row-major, blank cells included
	Note       string          `json:"note,omitempty"`
	Empty      bool            `json:"empty"` // published without a single data row
	Method     string          `json:"method"`
	Confidence float64         `json:"confidence"`
	Locators   []trace.Locator `json:"locators"` // one per page fragment
}

// A Column tells what a column of a table holds.
type Column struct {
	Index   int      `json:"index"`
	Number  string   `json:"number,omitempty"`  // the printed ※/栏次 number
	Path    []string `json:"path"`              // header texts, outermost first
	Measure string   `json:"measure,omitempty"` // measure id, "" when the header is not known
	Phase   string   `json:"phase,omitempty"`   // "budget", "final", "prior": which of several figures; "" when the header does not tell
	Unit    string   `json:"unit,omitempty"`    // named in the header, "" when the table's unit holds
	Role    string   `json:"role"`              // "code", "name", "project", "amount", "number", "text", ...
}

// A Cell is one cell of a published table.
type Cell struct {
	Row     int        `json:"row"`
	Col     int        `json:"col"`
	RowSpan int        `json:"rowspan"`
	ColSpan int        `json:"colspan"`
	Text    string     `json:"text"`
	Role    string     `json:"role,omitempty"`  // "head", "marker", "code", "name", "label", "amount", "text", "note", "blank"
	Level   int        `json:"level,omitempty"` // of a cell that names a row: how many items enclose the row
	Page    int        `json:"page"`
	BBox    trace.Rect `json:"bbox"`            // on Page
	Lines   []string   `json:"lines,omitempty"` // as printed, when more than one
	Parts   []CellPart `json:"parts,omitempty"` // when printed on more than one page
}

// A CellPart is what one page prints of a cell; in JSON [page, text].
type CellPart struct {
	Page int
	Text string
}

// A Fact is one printed amount: one row of one table under one measure.
type Fact struct {
	ID          string        `json:"id"`             // "F1", ... in reading order
	Table       string        `json:"table"`          // id of its table
	Kind        string        `json:"kind,omitempty"` // of its table
	Row         int           `json:"row"`
	Column      int           `json:"column"`
	Side        string        `json:"side,omitempty"`        // "income", "expenditure", "left", "mid", "right"
	CodeSystem  string        `json:"code_system,omitempty"` // "functional", "economic_department", "economic_government", "revenue"
	Code        string        `json:"code,omitempty"`        // "2080101", "30101"
	CodeRaw     []string      `json:"code_raw,omitempty"`    // as printed, one entry per column
	CodeStatus  string        `json:"code_status,omitempty"` // "known", "unknown", "name_mismatch", "absent"
	Name        string        `json:"name"`                  // without enumerator, code, "其中："
	NameRaw     string        `json:"name_raw,omitempty"`
	Level       string        `json:"level,omitempty"` // "total", "类", "款", "项", "unit", "project", "line"
	LabelPath   []string      `json:"label_path"`      // names of the enclosing items, outermost first
	Project     string        `json:"project,omitempty"`
	Measure     string        `json:"measure_id,omitempty"`
	MeasurePath []string      `json:"measure"`             // header texts above the amount, outermost first
	Phase       string        `json:"phase,omitempty"`     // "budget", "final", "prior"; "" when the header does not tell
	Number      string        `json:"column_no,omitempty"` // printed column number
	Amount      Decimal       `json:"amount"`
	AmountRaw   string        `json:"amount_raw"`
	Unit        string        `json:"unit,omitempty"`
	AmountYuan  *Decimal      `json:"amount_yuan,omitempty"` // nil when the unit is not known
	At          trace.Locator `json:"locator"`
}

// A Section is a heading of the narrative with what stands under it.
type Section struct {
	Level      int             `json:"level"`
	Title      string          `json:"title"`
	Paragraphs []Paragraph     `json:"paragraphs,omitempty"`
	Children   []Section       `json:"children,omitempty"`
	At         []trace.Locator `json:"locators,omitempty"`
}
