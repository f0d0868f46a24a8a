package cli

import (
	"context"
	"os"
	"time"

	"github.com/spf13/cobra"

	"gongkai/cmd/batch"
	"gongkai/extract"
	"gongkai/normalize"
	"gongkai/normalize/records"
)

const workerHelp = `Reads requests from standard input, one JSON object per line, and answers each
by one line on standard output: the records of the document, or an error with
its reason. gongkai batch and cluster programs such as Apache Spark drive it.

从标准输入逐行读取 JSON 请求，每个请求输出一行 JSON：文件的全部记录，或带原因的错误。
gongkai batch 和 Apache Spark 等集群程序由此调用。

A request: {"path": "a.pdf"}, a path or a URI, with "path_base64" for a name that is
not UTF-8, "content" for the bytes of the file in base 64 when the path cannot be
opened, "tag" for a text that comes back, and "options": {"password": "…",
"personal_data": true, "sheets": true}; sheets asks for flat tables rather than for
the document as gongkai schema describes.
An answer: {"path", "tag", "sha256", "program", "year", "counts", "seconds",
"peak_bytes", "records" or "sheets", "error": {"reason", "message"}}.

With --timeout a further process reads the documents. One that takes longer, more
than --memory, or ends its process, gets an error and harms no other.
设置 --timeout 后由子进程读取：超时、超内存或使进程崩溃的文件只得到错误应答，不影响其他文件。

Exit status: 0 when the input ended, whatever the answers.`

func (p *program) workerCommand() *cobra.Command {
	var memory byteSize
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:     "worker",
		Short:   "read documents on request: JSON lines in, JSON lines out (逐行请求、逐行应答)",
		Long:    workerHelp,
		Example: "  gongkai worker < requests.jsonl",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if timeout < 0 {
				return usageError("--timeout: more than no time")
			}
			var err error
			if timeout > 0 {
				command := []string{os.Args[0], "worker", "--memory", memory.String()}
				err = batch.Supervise(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), command, batch.Limits{Memory: int64(memory), Time: timeout})
			} else {
				if err := batch.LimitMemory(int64(memory)); err != nil {
					return err
				}
				err = batch.Serve(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), p.readForBatch)
			}
			if err != nil {
				reporterOf(cmd).failed("", err)
				return statusError(exitFailed)
			}
			return nil
		},
	}
	cmd.Flags().Var(&memory, "memory", "memory of the process that reads, such as 1GiB (内存上限，默认不限)")
	cmd.Flags().DurationVar(&timeout, "timeout", 0, "time for one document, such as 1m (每份文件时限，默认不限)")
	return cmd
}

// readForBatch is the whole way for one document of a worker.
func (p *program) readForBatch(ctx context.Context, name string, data []byte, opt batch.Options) (d *normalize.Disclosure, err error) {
	defer recovered(&err)
	return disclosure(ctx, job{path: name}, data, extract.Options{Password: opt.Password, Engine: p.engine}, records.Options{PersonalData: opt.PersonalData})
}
