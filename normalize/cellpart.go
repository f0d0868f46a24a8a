package normalize

import (
	"encoding/json"
	"fmt"
)

// MarshalJSON writes [page, text].
func (p CellPart) MarshalJSON() ([]byte, error) { return json.Marshal([2]any{p.Page, p.Text}) }

// UnmarshalJSON reads [page, text].
func (p *CellPart) UnmarshalJSON(b []byte) error {
	var a []json.RawMessage
	if err := json.Unmarshal(b, &a); err != nil {
		return err
	}
	if len(a) != 2 {
		return fmt.Errorf("cell part: want [page, text], got %d elements", len(a))
	}
	if err := json.Unmarshal(a[0], &p.Page); err != nil {
		return err
	}
	return json.Unmarshal(a[1], &p.Text)
}
