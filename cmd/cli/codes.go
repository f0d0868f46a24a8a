package cli

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/export"
	"gongkai/extract"
	"gongkai/normalize"
	"gongkai/normalize/codes"
	"gongkai/normalize/records"
)

func (p *program) codesCommand() *cobra.Command {
	var year int
	cmd := &cobra.Command{
		Use:   "codes CODE…",
		Short: "look up subject codes in the embedded lists (查科目编码)",
		Long: `Prints, for each code, its classification, its name and those of the codes above
it, and the years and sources in which it was seen. The lists are incomplete: a
code that is in none of them is unknown, not wrong.`,
		Example: "  gongkai codes 2080101 30201 --year 2024",
		Args:    need(cobra.MinimumNArgs(1), "name codes, such as 2080101 (请指定科目编码)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			list, err := codes.Default()
			if err != nil {
				return err
			}
			for _, code := range args {
				fmt.Fprintln(cmd.OutOrStdout(), describeCode(list, year, code))
			}
			return nil
		},
	}
	cmd.Flags().IntVar(&year, "year", 0, "fiscal year whose names are wanted (年度，默认不限)")
	cmd.AddCommand(p.codesObservedCommand())
	return cmd
}

// codePrefixes are the lengths of the codes that stand above a code.
var codePrefixes = []int{3, 5}

// describeCode says on one line what the lists know of a code.
func describeCode(list *codes.List, year int, code string) string {
	system := codes.SystemOf(code)
	e, ok := list.Lookup(system, year, code)
	if !ok {
		return fmt.Sprintf("%s\t%s\t%s", code, system, codes.Unknown)
	}
	var path []string
	for _, n := range codePrefixes {
		if n < len(code) {
			if above, ok := list.Lookup(system, year, code[:n]); ok {
				path = append(path, above.Name)
			}
		}
	}
	seen := ""
	if e.From != 0 {
		seen = fmt.Sprintf("seen %d-%d", e.From, max(e.From, e.To))
	}
	return strings.Join([]string{code, string(system), e.Level, strings.Join(append(path, e.Name), " > "), seen, fewSources(e.Source)}, "\t")
}

// shownSources is how many sources of a code are named.
const shownSources = 3

// fewSources names the first of several sources and counts the others.
func fewSources(all string) string {
	list := strings.Split(all, "; ")
	if len(list) <= shownSources {
		return all
	}
	return fmt.Sprintf("%s; and %d more", strings.Join(list[:shownSources], "; "), len(list)-shownSources)
}

func (p *program) codesObservedCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "observed PDF|DIR…",
		Short: "write the codes and names that documents print as TSV (汇总文件中出现的科目)",
		Long: `Reads documents, or the JSON files that extract wrote where a folder has such
files, and writes to standard output one line per code and name: how many
documents and which years print it, what the embedded list says, and whether the
code has other names. Codes with several names are told on standard error.`,
		Example: "  gongkai codes observed county/ > observed.tsv",
		Args:    need(cobra.MinimumNArgs(1), "name PDFs or folders (请指定 PDF 或文件夹)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			list, err := codes.Default()
			if err != nil {
				return err
			}
			var seen codes.Observed
			failed := false
			for _, arg := range args {
				failed = !p.observe(cmd, arg, &seen) || failed
			}
			for _, c := range seen.Conflicts() {
				reporterOf(cmd).warn("", fmt.Sprintf("%s has %d names: %s", c.Code, len(c.Names), strings.Join(c.Names, ", ")))
			}
			if err := seen.WriteTSV(cmd.OutOrStdout(), list); err != nil {
				return err
			}
			if failed {
				return statusError(exitFailed)
			}
			return nil
		},
	}
}

// observe adds the codes of the documents beneath a path; false when one could
// not be read.
func (p *program) observe(cmd *cobra.Command, path string, seen *codes.Observed) bool {
	done := true
	tell := func(path string, err error) {
		reporterOf(cmd).failed(path, err)
		done = false
	}
	extracted, err := extractedFiles(path)
	if err != nil {
		tell(path, unwrapPath(err))
	}
	for _, file := range extracted {
		d, err := readExtracted(file, export.ReadJSON)
		if err != nil {
			tell(file, err)
			continue
		}
		addCodes(seen, d)
	}
	if len(extracted) > 0 || err != nil {
		return done
	}
	jobs, missing := inputs([]string{path}, "")
	for _, err := range missing {
		tell(path, err)
	}
	for _, job := range jobs {
		data, err := readInput(cmd, job.path)
		if err != nil {
			tell(job.path, err)
			continue
		}
		d, err := disclosure(cmd.Context(), job, data, extract.Options{Engine: p.engine}, records.Options{})
		if err != nil {
			tell(job.path, err)
		}
		if d != nil {
			addCodes(seen, d)
		}
	}
	return done
}

// extractedFiles lists the JSON files beneath a folder, or the one file named.
func extractedFiles(root string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.EqualFold(filepath.Ext(path), ".json") {
			out = append(out, path)
		}
		return err
	})
	slices.Sort(out)
	return out, err
}

// readExtracted reads a JSON file that extract wrote, whole or its head alone.
func readExtracted(path string, read func(io.Reader) (*normalize.Disclosure, error)) (*normalize.Disclosure, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unwrapPath(err)
	}
	d, err := read(bufio.NewReader(f))
	if e := f.Close(); err == nil && e != nil {
		err = unwrapPath(e)
	}
	return d, err
}

// addCodes adds the codes of a document, each name once.
func addCodes(seen *codes.Observed, d *normalize.Disclosure) {
	for i := range d.Facts {
		if f := &d.Facts[i]; f.Project == "" {
			seen.Add(codes.SystemOf(f.Code), f.Code, f.Name, d.Source.File, d.Document.Year)
		}
	}
}
