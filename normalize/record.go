package normalize

import "gongkai/extract/trace"

// Coverage counts how much of what is printed became data.
type Coverage struct {
	AmountCells int `json:"amount_cells"` // filled cells of amount columns in tables whose amounts are facts
	Facts       int `json:"facts"`
	Codes       int `json:"codes"`            // facts with a code
	KnownCodes  int `json:"known_codes"`      // of them, with the name that the code list has
	Sentences   int `json:"sentences"`        // sentences with an amount, outside tables
	Parsed      int `json:"sentences_parsed"` // of them, told whole by records
}

// A Project is a project described in the narrative, joined with its row of
// the project table.
type Project struct {
	Name           string           `json:"name"`
	Code           string           `json:"functional_code,omitempty"` // of its row in the project table
	PolicyBasis    string           `json:"policy_basis,omitempty"`    // as printed
	Documents      []PolicyDocument `json:"policy_documents,omitempty"`
	Amount         *Decimal         `json:"amount,omitempty"`
	Unit           string           `json:"unit,omitempty"`
	Carrier        string           `json:"carrier,omitempty"` // the body that carries it out
	AllocationText string           `json:"allocation_text,omitempty"`
	Allocation     []Allocation     `json:"allocation,omitempty"`
	Period         string           `json:"period_raw,omitempty"` // as printed
	Start          string           `json:"start,omitempty"`      // ISO date
	End            string           `json:"end,omitempty"`
	Form           string           `json:"performance_table,omitempty"` // id of the table with its performance form
	Variants       []string         `json:"name_variants,omitempty"`     // other names of it that tables print
	Facts          []string         `json:"facts,omitempty"`             // ids of the amounts in its row
	At             []trace.Locator  `json:"locators,omitempty"`
}

// A PolicyDocument is a document that a project rests on.
type PolicyDocument struct {
	Title  string `json:"title"`
	Number string `json:"number,omitempty"` // such as 人社部发〔2017〕26号
}

// An Allocation is one use of a project's funds.
type Allocation struct {
	Label  string   `json:"label"`
	Amount *Decimal `json:"amount,omitempty"` // nil when the printed figure is no number
	Unit   string   `json:"unit,omitempty"`
	Raw    string   `json:"raw"`
}

// A Performance is the head of a performance form.
type Performance struct {
	Table    string          `json:"table"`
	Scope    string          `json:"scope"` // "project" or "department"
	Year     int             `json:"year,omitempty"`
	UnitName string          `json:"unit_name,omitempty"`
	Project  string          `json:"project,omitempty"`
	Leader   string          `json:"leader,omitempty"`  // personal, left out unless asked for
	Contact  string          `json:"contact,omitempty"` // the same
	Phone    string          `json:"phone,omitempty"`   // the same
	Start    string          `json:"start,omitempty"`   // ISO date
	End      string          `json:"end,omitempty"`
	Funds    Funds           `json:"funds"`
	Goal     string          `json:"goal,omitempty"`
	At       []trace.Locator `json:"locators,omitempty"`
}

// Funds are the amounts in the head of a performance form.
type Funds struct {
	Total    *Decimal `json:"total,omitempty"`
	Fiscal   *Decimal `json:"fiscal,omitempty"`
	Other    *Decimal `json:"other,omitempty"`
	Superior *Decimal `json:"superior,omitempty"` // from higher levels
	Own      *Decimal `json:"own,omitempty"`
	// Of the year alone, where the form tells them from those of the project.
	AnnualTotal     *Decimal `json:"annual_total,omitempty"`
	AnnualFiscal    *Decimal `json:"annual_fiscal,omitempty"`
	AnnualCarryover *Decimal `json:"annual_carryover,omitempty"`
	AnnualOther     *Decimal `json:"annual_other,omitempty"`
	Unit            string   `json:"unit,omitempty"`
}

// An Indicator is one row of a performance form.
type Indicator struct {
	Table       string          `json:"table"`
	Row         int             `json:"row"`
	Project     string          `json:"project,omitempty"` // "" for the department's form
	Seq         int             `json:"seq"`               // from 1 within its form
	Level1      string          `json:"level1,omitempty"`
	Level2      string          `json:"level2,omitempty"`
	Level3      string          `json:"level3,omitempty"`
	Operator    string          `json:"operator,omitempty"` // >= <= > < =, "text" for a target in words
	Value       *Decimal        `json:"value,omitempty"`
	ValueText   string          `json:"value_text,omitempty"` // a target in words
	Unit        string          `json:"unit,omitempty"`
	TargetRaw   string          `json:"target_raw,omitempty"`
	Basis       string          `json:"basis,omitempty"`
	PriorRaw    string          `json:"prior_raw,omitempty"` // last year's value as printed
	PriorValue  *Decimal        `json:"prior_value,omitempty"`
	PriorUnit   string          `json:"prior_unit,omitempty"`
	Weight      *Decimal        `json:"weight,omitempty"`
	ScoringRule string          `json:"scoring_rule,omitempty"`
	Evidence    string          `json:"evidence,omitempty"`
	At          []trace.Locator `json:"locators,omitempty"`
}

// A Carryover is an item of the balances carried over from last year.
type Carryover struct {
	Name    string          `json:"name"`
	Amount  *Decimal        `json:"amount,omitempty"`
	Unit    string          `json:"unit,omitempty"`
	Fund    string          `json:"fund,omitempty"`    // "fiscal" or "nonfiscal"
	Purpose string          `json:"purpose,omitempty"` // from the narrative
	Facts   []string        `json:"facts,omitempty"`   // ids of the amounts in its row
	At      []trace.Locator `json:"locators,omitempty"`
}

// A NarrativeFact is what a sentence says about one amount.
type NarrativeFact struct {
	Subject    string          `json:"subject"`
	Year       int             `json:"year,omitempty"`      // when the amount is that of an earlier year than the document's
	CodePath   []string        `json:"code_path,omitempty"` // names of 类, 款, 项 when the sentence gives them
	Code       string          `json:"code,omitempty"`      // of the table row of that path
	Scope      string          `json:"scope,omitempty"`     // headings above, outermost first, joined by " / "
	Amount     *Decimal        `json:"amount,omitempty"`    // nil when the sentence says that there is none
	Unit       string          `json:"unit,omitempty"`
	Limit      bool            `json:"limit,omitempty"` // a price or size from which something counts (单价100万元以上设备), no figure of the budget
	Share      *Decimal        `json:"share_pct,omitempty"`
	Completion *Decimal        `json:"completion_pct,omitempty"` // of the budget
	Direction  string          `json:"direction,omitempty"`      // "up", "down", "same"
	Budget     *Decimal        `json:"budget,omitempty"`         // for the same year, where the amount is that of the accounts
	PriorYear  *Decimal        `json:"prior_printed,omitempty"`  // last year's amount, where the sentence gives it
	Purpose    string          `json:"purpose,omitempty"`
	Delta      *Decimal        `json:"delta,omitempty"`      // signed
	DeltaUnit  string          `json:"delta_unit,omitempty"` // of the change, when it is not that of the amount
	Against    string          `json:"against,omitempty"`    // "budget" when the change is one against this year's budget; "" for last year
	DeltaPct   *Decimal        `json:"delta_pct,omitempty"`  // signed
	Reason     string          `json:"reason,omitempty"`
	Prior      *Decimal        `json:"prior_derived,omitempty"` // amount less delta; not printed
	Fact       string          `json:"matches_fact,omitempty"`  // id of the table fact it repeats
	Raw        string          `json:"raw"`
	At         []trace.Locator `json:"locators,omitempty"`
}

// A Staffing is a count of posts, people or units.
type Staffing struct {
	Measure string          `json:"measure"`
	Value   *Decimal        `json:"value,omitempty"`
	Change  *Decimal        `json:"change,omitempty"` // signed, against last year
	Names   []string        `json:"names,omitempty"`  // of offices or units, when listed
	Raw     string          `json:"raw"`
	At      []trace.Locator `json:"locators,omitempty"`
}

// A Procurement is an amount of government procurement.
type Procurement struct {
	Category string          `json:"category"` // "total", "goods", "works", "services", "reserved_sme", "reserved_micro"
	Amount   *Decimal        `json:"amount,omitempty"`
	Unit     string          `json:"unit,omitempty"`
	Raw      string          `json:"raw"`
	At       []trace.Locator `json:"locators,omitempty"`
}

// An Asset is a kind of state asset that the body holds or plans to buy.
type Asset struct {
	Category     string          `json:"category"`
	Context      string          `json:"context"` // "holding" or "planned_purchase"
	Quantity     *Decimal        `json:"quantity,omitempty"`
	QuantityUnit string          `json:"quantity_unit,omitempty"`
	Value        *Decimal        `json:"value,omitempty"`
	Unit         string          `json:"unit,omitempty"`
	Raw          string          `json:"raw"`
	At           []trace.Locator `json:"locators,omitempty"`
}

// A Term is an entry of the glossary.
type Term struct {
	Term       string          `json:"term"`
	Definition string          `json:"definition"`
	At         []trace.Locator `json:"locators,omitempty"`
}
