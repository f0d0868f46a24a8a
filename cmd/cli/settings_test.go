package cli

import (
	"errors"
	"testing"
)

// FuzzParseConfig holds that a file of settings is read or refused as wrong
// usage, and that what is read names values only.
func FuzzParseConfig(f *testing.F) {
	for _, s := range []string{"", "quiet: true\nextract:\n  format: xlsx,json\n", "format: [a]", "a: &x {b: c}\nd: *x", "- 1", "a: {b: {c: d}}", "? [a]\n: b", "a: !!binary x", "\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := parseConfig("x.yaml", data)
		var usage usageError
		if err != nil && !errors.As(err, &usage) {
			t.Fatalf("%T: %v", err, err)
		}
		if err == nil && c.check(new(program).newRoot()) == nil {
			for command, values := range c.commands {
				for key := range values {
					if found, _, err := new(program).newRoot().Find([]string{command}); err != nil || found.Flags().Lookup(key) == nil && new(program).newRoot().PersistentFlags().Lookup(key) == nil {
						t.Errorf("%s: %s was taken for a setting", command, key)
					}
				}
			}
		}
	})
}
