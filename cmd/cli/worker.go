package cli

import (
	"context"

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

A request: {"path": "a.pdf"}, with "path_base64" for a name that is not UTF-8 and
"options": {"password": "…", "personal_data": true, "sheets": true}; sheets asks
for flat tables rather than for the document as gongkai schema describes.
An answer: {"path", "sha256", "program", "counts", "seconds", "peak_bytes",
"records" or "sheets", "error": {"reason", "message"}}.

Exit status: 0 when the input ended, whatever the answers.`

func (p *program) workerCommand() *cobra.Command {
	var memory byteSize
	cmd := &cobra.Command{
		Use:     "worker",
		Short:   "read documents on request: JSON lines in, JSON lines out (逐行请求、逐行应答)",
		Long:    workerHelp,
		Example: "  gongkai worker < requests.jsonl",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := batch.LimitMemory(int64(memory)); err != nil {
				return err
			}
			if err := batch.Serve(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), p.readForBatch); err != nil {
				reporterOf(cmd).failed("", err)
				return statusError(exitFailed)
			}
			return nil
		},
	}
	cmd.Flags().Var(&memory, "memory", "memory of this process, such as 1GiB (内存上限，默认不限)")
	return cmd
}

// readForBatch is the whole way for one document of a worker.
func (p *program) readForBatch(ctx context.Context, name string, data []byte, opt batch.Options) (d *normalize.Disclosure, err error) {
	defer recovered(&err)
	return disclosure(ctx, job{path: name}, data, extract.Options{Password: opt.Password, Engine: p.engine}, records.Options{PersonalData: opt.PersonalData})
}
