package cli

import (
	"github.com/spf13/cobra"

	"gongkai/extract/trace"
)

// tellFindings tells the findings about a file with --verbose, and those of the
// severity error always when loud says so: a command whose output holds no
// findings must not keep them to itself.
func tellFindings(cmd *cobra.Command, path string, findings []trace.Finding, loud bool) {
	report := reporterOf(cmd)
	for _, f := range findings {
		if loud && f.Severity == trace.Error {
			report.warn(path, f.Message)
			continue
		}
		page := 0
		if len(f.At) > 0 {
			page = f.At[0].Page
		}
		report.detail(path, f.Message, "rule", f.Rule, "severity", f.Severity, "page", page)
	}
}
