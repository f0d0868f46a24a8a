package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/export"
	"gongkai/export/review"
	"gongkai/extract/trace"
	"gongkai/normalize/check"
	"gongkai/normalize/records"
)

const checkHelp = `Reads each PDF, checks it, and prints what was found, by severity: errors,
warnings, notes. Each finding has its rule, the printed words, the page and the
box on it. Nothing is changed in a published value, and nothing is written
beside the file.

核对每份 PDF，按错误、警告、提示分级列出结果：规则、原文、页码和位置；
不改动任何公布的内容，也不在原文件旁写文件。

Formats: text, json, sarif (2.1.0, for editors and CI), html (one page that needs
nothing else). The language is that of the locale (LC_ALL, LC_MESSAGES, LANG), or
--lang. -o names a file; without it the report goes to standard output.

Exit status: 0 done, whatever was found, 1 a file could not be read (the others
are in the report), 2 wrong usage, 3 with --strict when a finding of severity
error exists, 130 interrupted.
退出状态：0 完成，1 有文件读不了，2 用法有误，3 --strict 时有错误级结果，130 被中断。`

// checkFormats are the formats of the check command: one report of all
// documents.
var checkFormats = []string{"text", "json", "sarif", "html"}

// checkFlags are the settings of the check command.
type checkFlags struct {
	readFlags
	writeFlags
	format, lang string
	strict       bool
}

func (p *program) checkCommand() *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check FILE|DIR|-…",
		Short: "print what does not add up (核对，列出问题)",
		Long:  checkHelp,
		Example: `  # in the language of the locale 按系统语言
  gongkai check budget.pdf
  # a folder as one page of HTML, in Chinese 整个文件夹，中文网页
  gongkai check --lang zh --format html -o findings.html county/
  # for editors and CI 供编辑器和 CI 使用
  gongkai check --format sarif -o findings.sarif county/`,
		Args: need(cobra.MinimumNArgs(1), nameInputs),
		RunE: func(cmd *cobra.Command, args []string) error { return p.checkAll(cmd, args, flags) },
	}
	flags.readFlags.add(cmd)
	flags.writeFlags.add(cmd, "file to write the report to (结果文件，默认标准输出)")
	cmd.Flags().StringVar(&flags.format, "format", "text", "format to write (格式): "+strings.Join(checkFormats, ", "))
	cmd.Flags().StringVar(&flags.lang, "lang", "", "language of the findings: zh, en (默认按系统语言)")
	cmd.Flags().BoolVar(&flags.strict, "strict", false, strictHelp)
	complete(cmd, "format", checkFormats)
	complete(cmd, "lang", []string{string(check.Chinese), string(check.English)})
	return cmd
}

func (p *program) checkAll(cmd *cobra.Command, args []string, flags checkFlags) error {
	opt, err := p.options(flags.readFlags)
	if err != nil {
		return err
	}
	if !slices.Contains(checkFormats, flags.format) {
		return usageError(fmt.Sprintf("unknown format %q: one of %s", flags.format, strings.Join(checkFormats, ", ")))
	}
	lang, err := language(flags.lang)
	if err != nil {
		return err
	}
	jobs, missing := inputs(args, "")
	toStdout := flags.out == "" || flags.out == standard
	streams := toStdout && flags.format == "text" // each document as soon as it is read
	var docs []review.Document
	contradicted := false
	failed := eachDocument(cmd, jobs, missing, func(j job) error {
		data, err := readInput(cmd, j.path)
		if err != nil {
			return err
		}
		d, readErr := disclosure(cmd.Context(), j, data, opt, records.Options{})
		if d == nil {
			return readErr
		}
		doc := review.NewDocument(j.path, d)
		contradicted = contradicted || count(d.Findings)[trace.Error] > 0
		if !streams {
			docs = append(docs, doc)
			return readErr
		}
		reporterOf(cmd).clear()
		if err := review.Text(cmd.OutOrStdout(), &doc, lang); err != nil {
			return err
		}
		return readErr
	})
	if failed != nil && cmd.Context().Err() != nil {
		return failed
	}
	if !streams {
		write := func(w io.Writer) error { return writeReview(w, docs, flags.format, lang) }
		if err := writeReport(cmd, flags.writeFlags, write); err != nil {
			reporterOf(cmd).failed("", err)
			return statusError(exitFailed)
		}
	}
	if failed == nil && flags.strict && contradicted {
		return statusError(exitStrict)
	}
	return failed
}

// writeReport writes one stream about all documents to standard output or the
// file that the settings name.
func writeReport(cmd *cobra.Command, flags writeFlags, write func(io.Writer) error) error {
	if flags.out == "" || flags.out == standard {
		return write(cmd.OutOrStdout())
	}
	return writeOutputs(filepath.Dir(flags.out), []export.Output{{Path: filepath.Base(flags.out), Write: write}}, flags.overwrite)
}

// writeReview writes the findings of documents in a format.
func writeReview(w io.Writer, docs []review.Document, format string, lang check.Language) error {
	switch format {
	case "json":
		return review.JSON(w, docs, lang)
	case "sarif":
		return review.SARIF(w, docs, lang, version())
	case "html":
		return review.HTML(w, docs, lang)
	}
	for i := range docs {
		if err := review.Text(w, &docs[i], lang); err != nil {
			return err
		}
	}
	return nil
}

// localeVariables name the language of messages, the first that is set counts
// (POSIX, chapter 8.2).
var localeVariables = []string{"LC_ALL", "LC_MESSAGES", "LANG"}

// language returns the language that the flag names, else that of the locale;
// English when that is neither.
func language(flag string) (check.Language, error) {
	switch l := check.Language(flag); l {
	case check.Chinese, check.English:
		return l, nil
	case "":
	default:
		return "", usageError(fmt.Sprintf("unknown language %q: one of %s, %s", flag, check.Chinese, check.English))
	}
	for _, name := range localeVariables {
		if value := os.Getenv(name); value != "" {
			if strings.HasPrefix(value, string(check.Chinese)) {
				return check.Chinese, nil
			}
			break
		}
	}
	return check.English, nil
}
