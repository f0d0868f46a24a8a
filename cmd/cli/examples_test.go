package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// exampleFiles are what the examples of the help texts work on.
const exampleFiles = `
-- budget.txt --
表3
部门支出总体情况表
单位：万元
科目编码|科目名称|合计|基本支出
208|社会保障和就业支出|1,350.20|1,350.20
---
第二部分 说明
---
第三部分 名词解释
-- requests.jsonl --
{"path": "budget.pdf"}
-- sichuan.yaml --
name: 某省
doc: budget
seen: [某省2030年部门预算]
titles:
  income: [部门进账一览表]
`

// TestExamples runs every example that the help of a command gives.
func TestExamples(t *testing.T) {
	dir := t.TempDir()
	n := 0
	for _, cmd := range commands(new(program).newRoot()) {
		var script strings.Builder
		own := cmd.Example == "" // an example runs the command, if there is one
		script.WriteString("pdf budget.txt budget.pdf\nmkdir county sichuan\ncp budget.pdf county/budget.pdf\ncp budget.pdf sichuan/budget.pdf\n")
		for _, line := range strings.Split(cmd.Example, "\n") {
			line = strings.TrimSpace(line)
			switch {
			case line == "" || strings.HasPrefix(line, "#"):
				continue
			case strings.HasPrefix(line, engineProgram+" "):
				line = strings.Replace(line, engineProgram, "gongkai-fake", 1)
			case !strings.HasPrefix(line, cmd.Root().Name()+" "):
				t.Errorf("%s: an example that does not run it: %s", cmd.CommandPath(), line)
			}
			own = own || strings.HasPrefix(line, cmd.CommandPath()+" ") || strings.HasPrefix(line, "gongkai-fake ")
			line, from, redirected := strings.Cut(line, " < ")
			if redirected {
				fmt.Fprintf(&script, "stdin %s\n", from)
			}
			line, to, written := strings.Cut(line, " > ")
			fmt.Fprintf(&script, "exec %s\n", line)
			if written {
				fmt.Fprintf(&script, "cp stdout %s\n", to)
			}
			n++
		}
		if !own {
			t.Errorf("%s: no example runs it", cmd.CommandPath())
		}
		script.WriteString(exampleFiles)
		name := filepath.Join(dir, strings.ReplaceAll(cmd.CommandPath(), " ", "-")+".txtar")
		if err := os.WriteFile(name, []byte(script.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if n == 0 {
		t.Fatal("no examples")
	}
	testscript.Run(t, scriptParams(dir))
}

// TestHelp holds that every command that works on documents explains itself
// with examples, in both languages.
func TestHelp(t *testing.T) {
	for _, cmd := range commands(new(program).newRoot()) {
		if !chinese(cmd.Short) {
			t.Errorf("%s: the short help has no Chinese", cmd.CommandPath())
		}
		if cmd.Flags().Lookup("out") != nil && (!chinese(cmd.Long) || cmd.Example == "") {
			t.Errorf("%s: the help lacks Chinese or examples", cmd.CommandPath())
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !chinese(f.Usage) && f.Name != "help" {
				t.Errorf("%s --%s: the help has no Chinese", cmd.CommandPath(), f.Name)
			}
		})
	}
}

func chinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x4e00 && r < 0xa000 })
}

// commands returns a command and all beneath it.
func commands(cmd *cobra.Command) []*cobra.Command {
	out := []*cobra.Command{cmd}
	for _, c := range cmd.Commands() {
		out = append(out, commands(c)...)
	}
	return out
}

// TestCommandsAreDocumented holds that the guide to the command line names every
// command.
func TestCommandsAreDocumented(t *testing.T) {
	guide, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, cmd := range commands(new(program).newRoot()) {
		name := strings.Replace(cmd.CommandPath(), "gongkai pages", engineProgram+" pages", 1)
		if cmd.Name() != "help" && !strings.Contains(string(guide), "`"+name) {
			t.Errorf("cmd/README.md does not name %s", name)
		}
	}
}
