package pdf

import (
	"errors"
	"fmt"
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// RuleDamaged is the rule of the finding about a page that refers to what the
// file does not hold, or holds damaged.
const RuleDamaged = "page.damaged"

// maxLacks bounds the things that one finding names.
const maxLacks = 6

// A lackList collects what a page refers to and the file does not hold, or
// holds damaged. Text may then be missing or wrong that nothing else betrays.
type lackList []string

// add notes one thing, such as "font F1", once.
func (l *lackList) add(format string, args ...any) {
	what := fmt.Sprintf(format, args...)
	for _, known := range *l {
		if known == what {
			return
		}
	}
	if len(*l) <= maxLacks {
		*l = append(*l, what)
	}
}

// damaged notes that a stream could not be read to its end, or was changed
// after it was written.
func (l *lackList) damaged(what string, err error) {
	switch {
	case errors.Is(err, errChecksum):
		l.add("%s does not match its checksum", what)
	case err != nil:
		l.add("%s is damaged", what)
	}
}

// report adds the finding about the things noted to the page.
func (l lackList) report(p *page.Page) {
	if len(l) == 0 {
		return
	}
	names := l
	more := ""
	if len(names) > maxLacks {
		names, more = names[:maxLacks], " and more"
	}
	p.Incomplete = true
	p.Findings = append(p.Findings, trace.Finding{
		Rule: RuleDamaged, Kind: "incomplete", Status: trace.NotComputable, Severity: trace.Error,
		Message: fmt.Sprintf("page %d may lack text or have wrong characters: %s%s", p.Number, strings.Join(names, ", "), more),
		At:      []trace.Locator{{Page: p.Number}},
	})
}
