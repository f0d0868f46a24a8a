package cli

import (
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gongkai": func() { Main() }, "gongkai-fake": func() { Main(WithEngine(fakeEngine{})) }, "gongkai-hostile": func() { Main(WithEngine(hostileEngine{})) }})
}

// TestScripts runs the command lines of testdata/script. The command "pdf
// FROM TO" makes a PDF of a drawing as draw_test.go describes.
func TestScripts(t *testing.T) {
	testscript.Run(t, scriptParams("testdata/script"))
}

// scriptParams are the commands that the scripts in a folder may use.
func scriptParams(dir string) testscript.Params {
	return testscript.Params{
		Dir:                 dir,
		RequireExplicitExec: true,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"pdf": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) != 2 {
					ts.Fatalf("usage: pdf FROM TO")
				}
				ts.Check(os.WriteFile(ts.MkAbs(args[1]), drawPDF(ts.ReadFile(args[0])), 0o666))
			},
			"status": func(ts *testscript.TestScript, neg bool, args []string) {
				runStatus(ts, neg, args)
			},
		},
	}
}

// runStatus runs "status N gongkai ARG…" and checks the exit status.
func runStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N gongkai ARG…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("status %s, want %s", got, args[0])
	}
}

func TestRecoveredNamesTheOrigin(t *testing.T) {
	work := func() (err error) {
		defer recovered(&err)
		var none []int
		return statusError(none[0])
	}
	err := work()
	if err == nil || !strings.Contains(err.Error(), "index out of range") || !strings.Contains(err.Error(), "TestRecoveredNamesTheOrigin") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v", err)
	}
}
