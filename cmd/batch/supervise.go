package batch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
)

// Supervise answers the lines of in as Serve does, by a worker process that is
// started by command: a document that takes more than its limits, or ends the
// worker, gets a response that says so, and the next one a worker of its own.
func Supervise(ctx context.Context, in io.Reader, out io.Writer, command []string, limits Limits) error {
	program, err := Program()
	if err != nil {
		return err
	}
	var worker *process
	defer func() {
		if worker != nil {
			worker.end()
		}
	}()
	return eachLine(ctx, in, out, func(line []byte) ([]byte, error) {
		line = append(bytes.TrimRight(line, "\n"), '\n') // the last one may lack it
		var failure *Failure
		var most int64
		for range attempts {
			if worker == nil {
				if worker, err = startProcess(command); err != nil {
					return nil, err
				}
			}
			var answer []byte
			if answer, failure, most = worker.askLine(ctx, line, limits); failure == nil {
				return answer, nil
			}
			worker = nil
			if ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			if failure.Reason != Crashed {
				break
			}
		}
		return encode(failedResponse(line, program, failure, most))
	})
}

// failedResponse answers a request whose worker is no more.
func failedResponse(line []byte, program string, failure *Failure, most int64) Response {
	var req Request
	if json.Unmarshal(line, &req) != nil {
		return Response{Program: program, Error: failure, Peak: most}
	}
	sum := ""
	if data, err := req.data(); err == nil { // the failure is told, whether there is a checksum or not
		sum = fmt.Sprintf("%x", sha256.Sum256(data))
	}
	return Response{Path: req.Path, PathBase64: req.PathBase64, Tag: req.Tag, SHA256: sum, Program: program, Error: failure, Peak: most}
}
