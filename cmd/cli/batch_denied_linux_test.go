package cli

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody is the user without rights.
const nobody = 65534

// denied returns a folder that all may enter, and a function that runs the
// hostile program as a user whom the permissions of files bind, which root is
// not.
func denied(t *testing.T) (dir string, run func(args ...string) (int, string)) {
	t.Helper()
	old := syscall.Umask(0) // all may write to what the test makes
	t.Cleanup(func() { syscall.Umask(old) })
	dir = t.TempDir()
	program := filepath.Join(dir, hostile)
	path, err := exec.LookPath(hostile)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err := errors.Join(err, os.Chmod(filepath.Dir(dir), 0o755), os.WriteFile(program, data, 0o755)); err != nil {
		t.Fatal(err)
	}
	return dir, func(args ...string) (int, string) {
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Env = append(os.Environ(), "HOME="+dir)
		if os.Geteuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		}
		out, err := cmd.CombinedOutput()
		if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return cmd.ProcessState.ExitCode(), string(out)
	}
}

// permit gives files and folders their permissions.
func permit(t *testing.T, mode fs.FileMode, paths ...string) {
	t.Helper()
	for _, path := range paths {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
}

// TestBatchDenied holds that files and folders that may not be read are told,
// cost nothing else, and are read when they may be.
func TestBatchDenied(t *testing.T) {
	dir, run := denied(t)
	source, out := filepath.Join(dir, "source"), filepath.Join(dir, "out")
	drawing := "表3\n部门支出总体情况表\n单位：万元\n科目编码|科目名称|合计|基本支出\n208|社会保障和就业支出|1.20|1.20\n---\n第二部分 说明\n"
	for _, name := range []string{"open.pdf", "shut.pdf", "shut/1.pdf", "shut/inner/2.pdf", "blind/3.pdf", "blind/inner/4.pdf"} {
		path := filepath.Join(source, name)
		data := drawPDF(strings.ReplaceAll(drawing, "1.20", name[len(name)-5:len(name)-4]+"1.20"))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, data, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("shut/inner", filepath.Join(source, "link")); err != nil {
		t.Fatal(err)
	}
	shut := []string{filepath.Join(source, "shut.pdf"), filepath.Join(source, "shut")}
	blind := filepath.Join(source, "blind") // its names may be read, its files not
	repair := func() {
		permit(t, 0o777, append(shut, blind)...)
	}
	t.Cleanup(repair) // or the folder cannot be removed
	permit(t, 0, shut...)
	permit(t, 0o444, blind)
	status, said := run("batch", "-o", out, source)
	if status != exitFailed || !strings.Contains(said, "6 files: 1 read, 0 read before, 0 skipped, 5 failed") {
		t.Errorf("status %d: %s", status, said)
	}
	files, err := os.ReadFile(filepath.Join(out, "files.csv"))
	for _, name := range []string{"shut.pdf", "shut", "link", "blind/3.pdf", "blind/inner"} {
		if want := "\n" + name + ",UTF-8,,failed,unreadable,permission denied"; !strings.Contains(string(files), want) {
			t.Errorf("files.csv lacks %q, %v:\n%s", want, err, files)
		}
	}
	repair()
	status, said = run("batch", "-o", out, source)
	if status != 0 || !strings.Contains(said, "7 files: 5 read, 1 read before, 1 skipped, 0 failed") {
		t.Errorf("permitted: status %d: %s", status, said)
	}

	// Where the whole source is denied, the data set stays as it is.
	before := dataSet(t, out)
	permit(t, 0, source)
	t.Cleanup(func() { permit(t, 0o777, source) })
	list := filepath.Join(dir, "list")
	if err := os.WriteFile(list, []byte(source+"\n"), 0); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{source, list} {
		if status, said := run("batch", "-o", out, from); status != exitUsage || !strings.Contains(said, from+": permission denied") {
			t.Errorf("%s: status %d: %s", from, status, said)
		}
	}
	sameData(t, dataSet(t, out), before)

	// A folder of the data set that may not be written to.
	permit(t, 0o777, source)
	permit(t, 0o555, out)
	t.Cleanup(func() { permit(t, 0o777, out) })
	for _, to := range []string{out, filepath.Join(out, "inner")} {
		if status, said := run("batch", "-o", to, source); status != exitUsage || !strings.Contains(said, "permission denied") {
			t.Errorf("%s: status %d: %s", to, status, said)
		}
	}
}
