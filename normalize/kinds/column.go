package kinds

import (
	"fmt"
	"slices"
)

// A Role tells what a column holds.
type Role string

const (
	CodeColumn      Role = "code"       // subject code or a part of it
	SegmentColumn   Role = "segment"    // 类, 款 or 项 of a code
	NameColumn      Role = "name"       // name of the subject
	LabelColumn     Role = "label"      // line of a list
	ProjectColumn   Role = "project"    // name of a project
	UnitColumn      Role = "unit"       // name or number of a body
	RowNumberColumn Role = "row_number" // 行次, 序号
	RatioColumn     Role = "ratio"      // percentages
	TextColumn      Role = "text"       // remarks
	AmountColumn    Role = "amount"
)

// columnTable is the form of columns.yaml.
type columnTable struct {
	Roles  map[string]patterns `yaml:"roles"`
	Marker patterns            `yaml:"marker"`
	Groups patterns            `yaml:"groups"`
	Sides  map[string]pattern  `yaml:"sides"`
}

// headerRoles are the roles a header can tell, the most telling first.
var headerRoles = []Role{SegmentColumn, CodeColumn, NameColumn, LabelColumn, ProjectColumn, UnitColumn, RowNumberColumn, RatioColumn, TextColumn}

// check tells whether every role of the data files is known.
func (t *columnTable) check() error {
	for r := range t.Roles {
		if !slices.Contains(headerRoles, Role(r)) {
			return &DataError{File: "columns.yaml", Err: fmt.Errorf("unknown column role %q", r)}
		}
	}
	for _, side := range []string{"income", "expenditure"} {
		if t.Sides[side].Regexp == nil {
			return &DataError{File: "columns.yaml", Err: fmt.Errorf("no pattern for side %q", side)}
		}
	}
	return nil
}

// ColumnRole tells what a column with the given header holds; "" when the
// header does not tell.
func (c *Catalogue) ColumnRole(header string) Role {
	s := Fold(header)
	if s == "" {
		return ""
	}
	for _, r := range headerRoles {
		if c.columns.Roles[string(r)].match(s) {
			return r
		}
	}
	return ""
}

// IsHeader tells whether a text is one that headers use.
func (c *Catalogue) IsHeader(text string) bool {
	s := Fold(text)
	if s == "" {
		return false
	}
	return c.ColumnRole(text) != "" || c.measures.known(s) || c.columns.Groups.match(s) || c.phaseOf(s) != ""
}

// IsMarker tells whether a text is one that a row of column numbers holds
// beside the numbers: ※, 栏次.
func (c *Catalogue) IsMarker(text string) bool { return c.columns.Marker.match(Fold(text)) }

// Side tells whether a header speaks of "income" or "expenditure"; "" when of
// neither or of both.
func (c *Catalogue) Side(header string) string {
	s, found := Fold(header), ""
	for _, side := range []string{"income", "expenditure"} {
		if !c.columns.Sides[side].MatchString(s) {
			continue
		}
		if found != "" {
			return ""
		}
		found = side
	}
	return found
}
