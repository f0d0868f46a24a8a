package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

// weights sums the weights of the indicators of every performance form.
func (c *checker) weights() {
	rule := c.words.Weights
	for _, t := range c.d.Tables {
		if !slices.Contains(rule.Kinds, t.Kind) {
			continue
		}
		sum, n, at := weightSum(&t, rule.Header)
		if n == 0 || slices.ContainsFunc(rule.Sums, func(want int64) bool { return sum.Equal(decimal.NewFromInt(want)) }) {
			continue
		}
		c.findings = append(c.findings, trace.Finding{Rule: "form.weights", Kind: "weight_sum", Status: trace.Fail, Severity: trace.Warning,
			Message: fmt.Sprintf("the %d weights of the form sum to %s, expected is one of %v", n, sum, rule.Sums),
			Text:    formName(&t, rule.Name), Table: t.ID, Left: sum.String(), At: at})
	}
}

// weightSum adds the numbers below the header of the weight column; n is 0
// when there is no such column or a text in it is no number.
func weightSum(t *normalize.Table, header string) (sum decimal.Decimal, n int, at []trace.Locator) {
	col, top := -1, 0
	for _, cell := range t.Cells {
		if col < 0 && strings.Contains(cell.Text, header) {
			col, top = cell.Col, cell.Row+cell.RowSpan
			at = []trace.Locator{{Page: cell.Page, Box: cell.BBox}}
			continue
		}
		if col < 0 || cell.Col != col || cell.Row < top || cell.Text == "" {
			continue
		}
		v, err := normalize.ParseDecimal(strings.TrimSuffix(strings.TrimSpace(cell.Text), "%"))
		if err != nil {
			return sum, 0, nil
		}
		sum, n = sum.Add(v.Decimal), n+1
	}
	return sum, n, at
}

// formName returns the text to the right of the field that names the project,
// "" when the form has no such field.
func formName(t *normalize.Table, field string) string {
	for i, cell := range t.Cells {
		if strings.Contains(cell.Text, field) && i+1 < len(t.Cells) && t.Cells[i+1].Row == cell.Row {
			return t.Cells[i+1].Text
		}
	}
	return ""
}
