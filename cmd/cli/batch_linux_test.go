package cli

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// hostile is the program of run_test.go that hostile files bring down.
const hostile = "gongkai-hostile"

// batchFolder makes a folder with everything that county folders have: good
// documents, the same twice, names in GBK, long names, loops, and files that
// cannot be read.
func batchFolder(t *testing.T, good int) string {
	t.Helper()
	dir := t.TempDir()
	put := func(name string, data []byte) {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, data, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	drawing := "表3\n部门支出总体情况表\n单位：万元\n科目编码|科目名称|合计|基本支出\n208|社会保障和就业支出|%d.20|%d.20\n---\n第二部分 说明\n"
	for i := range good {
		put(fmt.Sprintf("%d/%03d.pdf", i%3, i), drawPDF(fmt.Sprintf(drawing, 1000+i, 1000+i)))
	}
	put("twice.pdf", drawPDF(fmt.Sprintf(drawing, 1000, 1000)))
	put("\xd4\xa4\xcb\xe3.pdf", drawPDF(fmt.Sprintf(drawing, 1, 1))) // 预算 in GBK
	put("bytes\xff.pdf", drawPDF(fmt.Sprintf(drawing, 2, 2)))
	put(strings.Repeat("长", 83)+".pdf", drawPDF(fmt.Sprintf(drawing, 3, 3)))
	put("scan.pdf", drawPDF("SCAN\n"))
	put("text.pdf", []byte("no PDF at all"))
	put("empty.pdf", nil)
	for _, link := range [][2]string{{dir, "0/loop"}, {"self.pdf", "self.pdf"}, {"gone", "dangling.pdf"}, {"/dev/zero", "device.pdf"}} {
		if err := os.Symlink(link[0], filepath.Join(dir, link[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(syscall.Mkfifo(filepath.Join(dir, "pipe.pdf"), 0o666), syscall.Mknod(filepath.Join(dir, "socket.pdf"), syscall.S_IFSOCK|0o666, 0)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// runCommand runs a command and returns its status and what it said.
func runCommand(t *testing.T, name string, args ...string) (int, string) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, string(out)
	case errors.As(err, &exit):
		return exit.ExitCode(), string(out)
	}
	t.Fatal(err)
	return 0, ""
}

// dataSet returns the files of the data set in a folder: all but those of the
// runs.
func dataSet(t *testing.T, out string) map[string][]byte {
	t.Helper()
	set := map[string][]byte{}
	err := filepath.WalkDir(out, func(path string, entry fs.DirEntry, err error) error {
		name, _ := filepath.Rel(out, path) // it is beneath it
		switch {
		case err != nil:
			return err
		case name == "results":
			return filepath.SkipDir
		case entry.IsDir() || name == "lock" || strings.HasPrefix(name, "manifest.sqlite"):
			return nil
		}
		set[name], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"datapackage.json", "gongkai.sqlite", "files.csv", "files.parquet/part-0.parquet", "documents.csv", "findings.csv",
		"facts.parquet/fiscal_year=0/part-0.parquet"} {
		if len(set[name]) == 0 {
			t.Fatalf("%s: no %s among %d files", out, name, len(set))
		}
	}
	if bytes.Count(set["facts.csv"], []byte("\n")) < 2 {
		t.Fatalf("%s: no facts", out)
	}
	return set
}

// sameData holds that a data set is that of an undisturbed run.
func sameData(t *testing.T, got, want map[string][]byte) {
	t.Helper()
	for name := range want {
		if !bytes.Equal(got[name], want[name]) {
			t.Errorf("%s differs:\n%.2000q\nwant:\n%.2000q", name, got[name], want[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
}

// TestBatchFolder holds that every file of a folder is accounted for.
func TestBatchFolder(t *testing.T) {
	dir, out := batchFolder(t, 3), t.TempDir()
	status, said := runCommand(t, hostile, "batch", "-o", out, "--jobs", "2", dir)
	if status != exitFailed || !strings.Contains(said, "16 files: 6 read, 1 read before, 1 skipped, 8 failed") {
		t.Errorf("status %d: %s", status, said)
	}
	files := string(dataSet(t, out)["files.csv"])
	for _, want := range []string{
		"预算.pdf,GB18030,", "bytes%FF.pdf,escaped,", strings.Repeat("长", 83) + ".pdf,UTF-8,",
		"0/loop,UTF-8,,skipped,,folder that is listed already",
		"self.pdf,UTF-8,,failed,unreadable,too many levels of symbolic links",
		"dangling.pdf,UTF-8,,failed,unreadable,no such file or directory",
		"pipe.pdf,UTF-8,,failed,unreadable,not a regular file",
		"socket.pdf,UTF-8,,failed,unreadable,not a regular file",
		"device.pdf,UTF-8,,failed,unreadable,not a regular file",
		",failed,needs_ocr,", ",failed,not_pdf,", ",failed,empty,",
	} {
		if !strings.Contains(files, want) {
			t.Errorf("files.csv lacks %q:\n%s", want, files)
		}
	}
	status, said = runCommand(t, hostile, "batch", "-o", out, dir)
	if status != exitFailed || !strings.Contains(said, "16 files: 0 read, 7 read before, 1 skipped, 8 failed") {
		t.Errorf("again: status %d: %s", status, said)
	}
}

// TestBatchHostile holds that a file that hangs, eats memory or ends its worker
// costs itself alone.
func TestBatchHostile(t *testing.T) {
	dir, out := batchFolder(t, 3), t.TempDir()
	for _, word := range []string{"HANG", "EAT", "EXIT"} {
		if err := os.WriteFile(filepath.Join(dir, "0", word+".pdf"), []byte("%PDF-1.7\n"+word+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	status, said := runCommand(t, hostile, "batch", "-o", out, "--jobs", "2", "--timeout", "2s", "--memory", "200MiB", dir)
	if status != exitFailed || !strings.Contains(said, "19 files: 6 read, 1 read before, 1 skipped, 11 failed") {
		t.Errorf("status %d: %s", status, said)
	}
	for _, want := range []string{
		"0/HANG.pdf: timed_out: not read within 2s", "0/EAT.pdf: memory: needs more memory than allowed",
		"0/EXIT.pdf: crashed: the worker ended: exit status 7",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("lacks %q:\n%s", want, said)
		}
	}
}

// TestBatchKilled holds that runs killed at any instant, and then a whole one,
// give what one undisturbed run gives.
func TestBatchKilled(t *testing.T) {
	dir, undisturbed, out := batchFolder(t, 60), t.TempDir(), t.TempDir()
	begun := time.Now()
	runCommand(t, hostile, "batch", "-o", undisturbed, "--jobs", "1", dir)
	whole := time.Since(begun)
	for range 20 {
		cmd := exec.Command(hostile, "batch", "-o", out, "--jobs", "2", dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(whole))
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed, or failed as its files do
	}
	runCommand(t, hostile, "batch", "-o", out, "--jobs", "2", dir)
	sameData(t, dataSet(t, out), dataSet(t, undisturbed))
}

// TestBatchWorkerKilled holds that the end of workers, as by the system when
// memory is short, loses nothing.
func TestBatchWorkerKilled(t *testing.T) {
	dir, undisturbed, out := batchFolder(t, 60), t.TempDir(), t.TempDir()
	runCommand(t, hostile, "batch", "-o", undisturbed, dir)
	cmd := exec.Command(hostile, "batch", "-o", out, "--jobs", "2", dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	killed := 0
	for deadline := time.Now().Add(5 * time.Second); killed < 2 && time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		names, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", cmd.Process.Pid))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, _ := os.ReadFile(name) // a thread may be gone
			for _, field := range strings.Fields(string(data)) {
				pid, err := strconv.Atoi(field)
				if err == nil && killed < 2 && syscall.Kill(pid, syscall.SIGKILL) == nil {
					killed++
				}
			}
		}
	}
	_ = cmd.Wait() // its status tells of the files that cannot be read
	if killed == 0 {
		t.Error("no worker was there to be killed")
	}
	sameData(t, dataSet(t, out), dataSet(t, undisturbed))
}

// TestBatchFullDisk holds that results that cannot be written are told, and
// read by the next run; whether the manifest can be written or not.
func TestBatchFullDisk(t *testing.T) {
	dir, undisturbed := batchFolder(t, 6), t.TempDir()
	var large strings.Builder
	large.WriteString("表3\n部门支出总体情况表\n单位：万元\n")
	for i := range 1200 { // amounts that no compression makes small
		if i%20 == 0 {
			large.WriteString("科目编码|科目名称|合计|基本支出\n")
		}
		fmt.Fprintf(&large, "%d|支出%d|%d.%02d|%d.%02d\n", 2080000+i, rand.Uint64(), rand.Uint32(), i%100, rand.Uint32(), i%100)
		if i%20 == 19 {
			large.WriteString("---\n")
		}
	}
	large.WriteString("第二部分 说明\n")
	if err := os.WriteFile(filepath.Join(dir, "large.pdf"), drawPDF(large.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	runCommand(t, hostile, "batch", "-o", undisturbed, dir)
	for _, tt := range []struct {
		blocks string // of 512 bytes that a file may have
		status int
		said   string
	}{
		{"8", exitUsage, "manifest: "},
		{"128", exitFailed, "large.pdf: unwritten: file too large"},
		{"256", exitFailed, "data set: "},
	} {
		out := t.TempDir()
		status, said := runCommand(t, "sh", "-c", `ulimit -f "$0" && exec "$@"`, tt.blocks, hostile, "batch", "-o", out, dir)
		if status != tt.status || !strings.Contains(said, tt.said) {
			t.Errorf("%s blocks: status %d: %s", tt.blocks, status, said)
		}
		runCommand(t, hostile, "batch", "-o", out, dir)
		sameData(t, dataSet(t, out), dataSet(t, undisturbed))
	}
}

// TestBatchGrowing holds that a file which is written while it is read is told
// or read whole, and read by the next run.
func TestBatchGrowing(t *testing.T) {
	dir, out, undisturbed := batchFolder(t, 3), t.TempDir(), t.TempDir()
	f, err := os.OpenFile(filepath.Join(dir, "0", "000.pdf"), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	stop, stopped := make(chan struct{}), make(chan error)
	go func() {
		for {
			select {
			case <-stop:
				stopped <- nil
				return
			default:
				if _, err := f.WriteString("% more\n"); err != nil {
					stopped <- err
					return
				}
			}
		}
	}()
	_, said := runCommand(t, hostile, "batch", "-o", out, dir)
	close(stop)
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	if strings.Contains(said, "0/000.pdf: ") && !strings.Contains(said, "0/000.pdf: changed: the file changed while it was read") {
		t.Errorf("a file that grows: %s", said)
	}
	runCommand(t, hostile, "batch", "-o", out, dir)
	runCommand(t, hostile, "batch", "-o", undisturbed, dir)
	sameData(t, dataSet(t, out), dataSet(t, undisturbed))
}

// TestBatchList holds that a list may come by a pipe, and that the data set may
// lie in the folder that it is made of.
func TestBatchList(t *testing.T) {
	dir := batchFolder(t, 3)
	out := filepath.Join(dir, "out.pdf")
	const all = "16 files: 6 read, 1 read before, 1 skipped, 8 failed"
	status, said := runCommand(t, hostile, "batch", "-o", out, dir)
	if status != exitFailed || !strings.Contains(said, all) {
		t.Errorf("status %d: %s", status, said)
	}
	set := dataSet(t, out)
	status, said = runCommand(t, hostile, "batch", "-o", out, dir)
	if status != exitFailed || !strings.Contains(said, strings.Replace(all, "6 read, 1 read", "0 read, 7 read", 1)) {
		t.Errorf("again: status %d: %s", status, said)
	}
	sameData(t, dataSet(t, out), set)
	status, said = runCommand(t, "bash", "-c", `exec "$0" batch -o "$1" <(printf '\xef\xbb\xbf%s\r\n' "$2/1/001.pdf")`, hostile, t.TempDir(), dir)
	if status != 0 || !strings.Contains(said, "1 files: 1 read") {
		t.Errorf("a pipe: status %d: %s", status, said)
	}
}

// TestBatchBusy holds that a second run on a folder says so and stops.
func TestBatchBusy(t *testing.T) {
	dir, out := batchFolder(t, 1), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "HANG.pdf"), []byte("%PDF-1.7\nHANG\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(hostile, "batch", "-o", out, dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
	}()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(out, "manifest.sqlite")); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the first run did not begin")
		}
	}
	status, said := runCommand(t, hostile, "batch", "-o", out, dir)
	if status != exitUsage || !strings.Contains(said, "another run is writing to this folder") {
		t.Errorf("status %d: %s", status, said)
	}
}

// TestWorkerSupervised holds that a worker with a time limit answers every
// request, whatever its file does.
func TestWorkerSupervised(t *testing.T) {
	dir := batchFolder(t, 2)
	names := []string{"0/000.pdf", "HANG.pdf", "EAT.pdf", "EXIT.pdf", "1/001.pdf"}
	var requests strings.Builder
	for _, name := range names {
		path := filepath.Join(dir, name)
		if word := strings.TrimSuffix(name, ".pdf"); word == strings.ToUpper(word) && !strings.Contains(name, "/") {
			if err := os.WriteFile(path, []byte("%PDF-1.7\n"+word+"\n"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		fmt.Fprintf(&requests, "{\"path\":%q,\"tag\":%q}\n", path, name)
	}
	cmd := exec.CommandContext(t.Context(), hostile, "worker", "--timeout", "2s", "--memory", "200MiB")
	cmd.Stdin = strings.NewReader(strings.TrimSuffix(requests.String(), "\n"))
	out, err := cmd.Output()
	answers := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if err != nil || len(answers) != len(names) {
		t.Fatalf("%d answers to %d requests, %v", len(answers), len(names), err)
	}
	for i, want := range []string{`"records":`, `"reason":"timed_out"`, `"reason":"memory"`, `"reason":"crashed"`, `"records":`} {
		if a := answers[i]; !strings.Contains(a, want) || !strings.Contains(a, fmt.Sprintf(`"tag":%q,"sha256":"`, names[i])) {
			t.Errorf("%s: %.300s", names[i], a)
		}
	}
}

// TestBatchForced holds that what the last attempt gave stands in the data set,
// and that a result is not lost whose reading the manifest does not know.
func TestBatchForced(t *testing.T) {
	dir, out := batchFolder(t, 3), t.TempDir()
	run := func(want string, args ...string) map[string][]byte {
		t.Helper()
		_, said := runCommand(t, hostile, append([]string{"batch", "-o", out, "--jobs", "2", dir}, args...)...)
		if !strings.Contains(said, want) {
			t.Errorf("%v: lacks %q: %s", args, want, said)
		}
		set := map[string][]byte{}
		for _, name := range []string{"files.csv", "documents.csv", "facts.csv"} {
			set[name], _ = os.ReadFile(filepath.Join(out, name)) // what is not there differs
		}
		return set
	}
	good := run("16 files: 6 read, 1 read before, 1 skipped, 8 failed")
	late := run("16 files: 0 read, 0 read before, 1 skipped, 15 failed", "--force", "--timeout", "1ns")
	if n := bytes.Count(late["facts.csv"], []byte("\n")); n != 1 {
		t.Errorf("%d lines of facts, all readings failed", n)
	}
	sameData(t, run("16 files: 0 read, 0 read before, 1 skipped, 15 failed"), late)
	sameData(t, run("16 files: 6 read, 1 read before, 1 skipped, 8 failed", "--retry-failed"), good)
	book, err := sql.Open("sqlite", filepath.Join(out, "manifest.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	// As when a run was killed that had read again what had failed.
	if _, err := book.Exec("DELETE FROM readings WHERE state = 'done' AND run = (SELECT max(run) FROM runs)"); err != nil {
		t.Fatal(err)
	}
	sameData(t, run("16 files: 0 read, 7 read before, 1 skipped, 8 failed"), good)
}
