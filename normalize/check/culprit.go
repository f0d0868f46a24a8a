package check

import (
	"strconv"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

// culprits finds the figure behind identities that fail together: one wrong
// amount breaks its row, its parent, its children and the table it is repeated
// in, all by the same difference. The finding that is left as an error speaks
// of that figure; the others are kept as consequences, so that nobody has to
// read one mistake four times.
func (c *checker) culprits() {
	byID := map[string]*normalize.Fact{}
	for i := range c.d.Facts {
		byID[c.d.Facts[i].ID] = &c.d.Facts[i]
	}
	for {
		fact, failing := c.suspect()
		if len(failing) < 2 {
			return
		}
		first := &c.findings[failing[0]]
		f := byID[fact]
		first.Text, first.Table = f.AmountRaw, f.Table
		first.At = append([]trace.Locator{f.At}, first.At...)
		first.Values = with(first.Values, values{"culprit": f.AmountRaw, "culprit_page": strconv.Itoa(f.At.Page), "culprit_row": label(f), "explained": strconv.Itoa(len(failing) - 1)})
		for _, i := range failing[1:] {
			c.findings[i].Severity = trace.Info
			c.findings[i].Values = with(c.findings[i].Values, values{"cause": f.AmountRaw, "cause_page": strconv.Itoa(f.At.Page)})
		}
		first.Facts = append([]string{fact}, first.Facts...)
		c.settled(failing[0])
	}
}

// suspect returns the figure that takes part in the most failing identities of
// one difference, and those identities.
func (c *checker) suspect() (fact string, failing []int) {
	type key struct{ fact, diff string }
	found := map[key][]int{}
	var order []key
	for i, f := range c.findings {
		if f.Severity != trace.Error || f.Status != trace.Fail || f.Diff == "" || c.done[i] {
			continue
		}
		for _, id := range f.Facts {
			k := key{id, absolute(f.Diff)}
			if found[k] == nil {
				order = append(order, k)
			}
			found[k] = append(found[k], i)
		}
	}
	for _, k := range order {
		if len(found[k]) > len(failing) {
			fact, failing = k.fact, found[k]
		}
	}
	return fact, failing
}

func (c *checker) settled(i int) {
	if c.done == nil {
		c.done = map[int]bool{}
	}
	c.done[i] = true
}

func absolute(diff string) string {
	if diff != "" && diff[0] == '-' {
		return diff[1:]
	}
	return diff
}
