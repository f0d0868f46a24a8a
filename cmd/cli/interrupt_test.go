package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestInterrupt holds that an interrupted run says so by its status, leaves no
// part of a file and nothing hidden.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.pdf")
	if err := os.WriteFile(file, drawPDF("第一部分\n科目|数\n208|1,350.20\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"extract"}, {"tables", "--format", "json"}, {"text"}} {
		out := filepath.Join(dir, "out")
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		var stderr bytes.Buffer
		status := new(program).run(ctx, append(args, "-o", out, file, file+"x"), strings.NewReader(""), &bytes.Buffer{}, &stderr)
		if status != exitInterrupted || !strings.Contains(stderr.String(), "interrupted") {
			t.Errorf("%v: status %d, %s", args, status, stderr.String())
		}
		if left, err := os.ReadDir(out); err == nil && len(left) > 0 {
			t.Errorf("%v: left %v", args, left)
		}
	}
}
