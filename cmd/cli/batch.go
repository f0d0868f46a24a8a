package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongkai/cmd/batch"
)

const batchHelp = `Reads a folder or a list of files (one path per line, or ended by NUL; in UTF-8,
UTF-16 or GBK; - is a list on standard input) and puts one data set together in
DIR, in up to three forms:

  csv      files.csv, documents.csv, facts.csv, findings.csv, tables.csv, a file
           per kind of record, and datapackage.json, which describes them
  parquet  facts.parquet and so on: folders, partitioned by fiscal_year
  sqlite   gongkai.sqlite, with the tables, keys and views that extract writes

读取整个文件夹或文件清单，在 DIR 中汇成一个数据集：CSV 数据包、按财政年度分区的
Parquet、SQLite 数据库。

Worker processes read the documents, each with bounds on memory and time: a
hostile file costs one document. A run that was ended, however it was, goes on
where it stood when it is started again; only what is missing or changed is
read, and the data set is the same to the byte. Equal files are read once.
manifest.sqlite says what became of every file, in every run (view outcomes).
文件由独立的工作进程读取，内存、时间均有上限；中断后重新运行即可续读，结果逐字节相同；
内容相同的文件只读一次；manifest.sqlite 记录每次运行中每个文件的结果（视图 outcomes）。

What failed because of the file is not tried again, unless --retry-failed asks
for it; --force reads everything again. Both take the older result away first:
what the last attempt gave stands in the data set.
因文件本身失败的不再重试，除非使用 --retry-failed；--force 全部重读。两者都以最后一次
读取的结果为准。

Exit status: 0 done, 1 a file failed (the others are in the data set) or the data
set could not be written, 2 could not start, 130 interrupted.`

// batchFlags are the settings of the batch command.
type batchFlags struct {
	out, formats, password string
	jobs                   int
	memory                 byteSize
	timeout                time.Duration
	personal               bool
	retry, force           bool
}

// The defaults of what one document may take: twice the memory and some times
// the time that the limits of the reader allow.
const (
	defaultMemory  = 1 << 30
	defaultTimeout = time.Minute
)

func (p *program) batchCommand() *cobra.Command {
	flags := batchFlags{memory: defaultMemory}
	cmd := &cobra.Command{
		Use:   "batch DIR|LIST|- -o DIR",
		Short: "read very many documents into one data set (批量提取为一个数据集)",
		Long:  batchHelp,
		Example: `  # a whole folder, as many workers as processors 整个文件夹
  gongkai batch -o out county/
  # Parquet alone 只要 Parquet
  gongkai batch -o out --format parquet county/
  # again what failed, with more time 重试失败的文件
  gongkai batch -o out --retry-failed --timeout 5m county/`,
		Args: need(cobra.ExactArgs(1), "name one folder, one list of files, or - (请指定一个文件夹、文件清单或 -)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case flags.out == "" || flags.out == standard:
				return usageError("name the folder of the data set with -o")
			case flags.jobs < 1:
				return usageError("--jobs: at least one worker")
			case flags.timeout <= 0:
				return usageError("--timeout: more than no time")
			}
			formats, err := parseSetFormats(flags.formats)
			if err != nil {
				return err
			}
			return runBatch(cmd, args[0], flags, formats)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&flags.out, "out", "o", "", "folder of the data set (数据集文件夹)")
	f.StringVar(&flags.formats, "format", strings.Join(batch.Formats(), ","), "forms of the data set (数据集格式), of "+strings.Join(batch.Formats(), ","))
	f.IntVarP(&flags.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "worker processes (工作进程数)")
	f.Var(&flags.memory, "memory", "memory of a worker (内存上限)")
	f.DurationVar(&flags.timeout, "timeout", defaultTimeout, "time for one document (每份文件时限)")
	f.StringVar(&flags.password, "password", "", "password of encrypted files (密码)")
	f.BoolVar(&flags.personal, "personal-data", false, personalHelp)
	f.BoolVar(&flags.retry, "retry-failed", false, "read again what failed before (重试失败的文件)")
	f.BoolVar(&flags.force, "force", false, "read everything again (全部重读)")
	complete(cmd, "format", batch.Formats())
	return cmd
}

// parseSetFormats reads the forms of the data set, each of which is written
// once.
func parseSetFormats(list string) ([]string, error) {
	known := batch.Formats()
	asked := map[string]bool{}
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		if !slices.Contains(known, name) {
			return nil, usageError(fmt.Sprintf("--format: unknown format %q: one of %s", name, strings.Join(known, ", ")))
		}
		asked[name] = true
	}
	return slices.DeleteFunc(known, func(name string) bool { return !asked[name] }), nil
}

// runBatch runs a batch and tells what happens.
func runBatch(cmd *cobra.Command, source string, flags batchFlags, formats []string) error {
	report := reporterOf(cmd)
	begun := time.Now()
	if all := runtime.GOMAXPROCS(0); flags.jobs < all { // what the user wants to leave free stays free
		runtime.GOMAXPROCS(flags.jobs)
		defer runtime.GOMAXPROCS(all)
	}
	summary, err := batch.Run(cmd.Context(), batch.Config{
		Source: source, Stdin: cmd.InOrStdin(), Out: flags.out, Jobs: flags.jobs,
		Command:     []string{os.Args[0], "worker", "--memory", flags.memory.String()},
		Limits:      batch.Limits{Memory: int64(flags.memory), Time: flags.timeout},
		Options:     batch.Options{Password: flags.password, PersonalData: flags.personal},
		Formats:     formats,
		RetryFailed: flags.retry, Force: flags.force,
		Listed: report.begin,
		Done:   func(o batch.Outcome) { tellOutcome(report, o) },
	})
	report.end()
	var start *batch.StartError
	switch {
	case errors.As(err, &start):
		var file *os.PathError
		if errors.As(err, &file) {
			return usageError(file.Path + ": " + file.Err.Error())
		}
		return err
	case errors.Is(err, context.Canceled):
		report.failed("", errInterrupted)
		return statusError(exitInterrupted)
	}
	tellSummary(report, flags.out, summary, time.Since(begun))
	if err != nil {
		report.failed(flags.out, err)
	}
	if err != nil || summary.Failed > 0 {
		return statusError(exitFailed)
	}
	return nil
}

// tellOutcome tells what became of one file.
func tellOutcome(report *reporter, o batch.Outcome) {
	switch {
	case o.Failure != nil:
		report.failed(o.Path, o.Failure)
		report.countFailed()
	case o.Skipped != "":
		report.warn(o.Path, o.Skipped)
		return // it is not among those that were listed
	case o.Kept:
		report.detail(o.Path, "read before", "pages", o.Counts.Pages, "facts", o.Counts.Facts)
	default:
		report.detail(o.Path, "read", "pages", o.Counts.Pages, "facts", o.Counts.Facts)
	}
	report.step()
}

// tellSummary tells how many files of a run there were, and the failures by
// their reasons, the most frequent first.
func tellSummary(report *reporter, out string, s batch.Summary, spent time.Duration) {
	line := fmt.Sprintf("%d files: %d read, %d read before, %d skipped, %d failed, %s", s.Files, s.Read, s.Kept, s.Skipped, s.Failed, spent.Round(time.Millisecond))
	reasons := slices.SortedFunc(maps.Keys(s.Reasons), func(a, b batch.Reason) int {
		return cmp.Or(s.Reasons[b]-s.Reasons[a], strings.Compare(string(a), string(b)))
	})
	attrs := []any{"files", s.Files, "read", s.Read, "kept", s.Kept, "skipped", s.Skipped, "failed", s.Failed}
	for _, r := range reasons {
		line += fmt.Sprintf("\n  %6d %s", s.Reasons[r], r)
		attrs = append(attrs, "failed_"+string(r), s.Reasons[r])
	}
	report.done(out, line, attrs...)
}
