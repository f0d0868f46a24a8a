package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/extract"
	"gongkai/normalize/kinds"
)

func (p *program) kindsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "kinds",
		Short: "list the kinds of tables and the layouts that are known (表的种类和样式)",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			cat, err := kinds.Default()
			if err != nil {
				return err
			}
			return listKinds(cmd.OutOrStdout(), cat)
		},
	}
	cmd.AddCommand(p.kindsCheckCommand())
	return cmd
}

// listKinds prints the kinds with the number of titles of each, then the
// layouts with where they were seen.
func listKinds(w io.Writer, cat *kinds.Catalogue) error {
	titles := map[string]int{}
	for _, t := range cat.Titles() {
		titles[t.Kind]++
	}
	var b strings.Builder
	for _, k := range cat.Kinds() {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%d titles\n", k.ID, k.Name, k.Shape, k.System, titles[k.ID])
	}
	b.WriteByte('\n')
	for _, l := range cat.Layouts() {
		fmt.Fprintf(&b, "%s\t%s\t%s\tseen in %s\n", l.ID, l.Name, l.Doc, strings.Join(l.Seen, "; "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *program) kindsCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE [PDF|DIR…]",
		Short: "test a layout file, alone and on documents (检查新的样式文件)",
		Long: `Reads a layout file beside the embedded ones: a key, kind or title that does not
fit is an error with its line. With documents it prints, for each table, the
kind that the titles give it, and marks what the file adds or changes; titles of
the file that no document prints are listed.`,
		Example: "  gongkai kinds check sichuan.yaml sichuan/",
		Args:    need(cobra.MinimumNArgs(1), "name a layout file (请指定样式文件)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			data, err := os.ReadFile(args[0])
			if err != nil {
				reporterOf(cmd).failed(args[0], unwrapPath(err))
				return statusError(exitFailed)
			}
			cat, err := kinds.With(filepath.Base(args[0]), data)
			if err != nil {
				reporterOf(cmd).failed("", err)
				return statusError(exitFailed)
			}
			return p.kindsCheck(cmd, cat, strings.TrimSuffix(filepath.Base(args[0]), filepath.Ext(args[0])), args[1:])
		},
	}
}

// kindsCheck prints what a layout makes of documents.
func (p *program) kindsCheck(cmd *cobra.Command, cat *kinds.Catalogue, layout string, documents []string) error {
	embedded, err := kinds.Default()
	if err != nil {
		return err
	}
	w, printed, own := cmd.OutOrStdout(), map[string]bool{}, 0
	jobs, missing := inputs(documents, "")
	failed := len(missing) > 0
	for _, err := range missing {
		reporterOf(cmd).failed("", err)
	}
	for _, job := range jobs {
		doc, err := p.readDocument(cmd, job.path)
		if err != nil {
			reporterOf(cmd).failed(job.path, err)
			failed = true
		}
		if doc == nil {
			continue
		}
		for _, t := range doc.Tables() {
			var lines []string
			for _, l := range t.Caption {
				lines = append(lines, l.Text)
			}
			caption := cat.ParseCaption(lines)
			before, after := embedded.MatchTitle(caption.Title), cat.MatchTitle(caption.Title)
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", job.path, t.ID, caption.Title, titleKind(after), change(before, after))
			if after != nil && after.Layout == layout {
				printed[after.Text] = true
			}
		}
	}
	for _, t := range cat.Titles() {
		if t.Layout != layout {
			continue
		}
		own++
		if len(jobs) > 0 && !printed[t.Text] {
			fmt.Fprintf(w, "no document prints %s (%s)\n", t.Text, t.Kind)
		}
	}
	fmt.Fprintf(w, "%s: %d titles, %d documents\n", layout, own, len(jobs))
	if failed {
		return statusError(exitFailed)
	}
	return nil
}

// readDocument reads a PDF without interpreting it.
func (p *program) readDocument(cmd *cobra.Command, path string) (doc *extract.Document, err error) {
	defer recovered(&err)
	data, err := readInput(cmd, path)
	if err != nil {
		return nil, err
	}
	return extract.Read(cmd.Context(), sourceName(path), data, extract.Options{Engine: p.engine})
}

// titleKind names the kind of a title, "-" for none.
func titleKind(t *kinds.Title) string {
	if t == nil {
		return "-"
	}
	return t.Kind
}

// change says what the file makes different.
func change(before, after *kinds.Title) string {
	switch {
	case titleKind(before) == titleKind(after):
		return ""
	case before == nil:
		return "added"
	}
	return "was " + before.Kind
}
