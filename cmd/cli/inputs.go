package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A job is one PDF and where its outputs go: dir/name.xlsx and so on.
type job struct {
	path, dir, name string
}

// errNoPDF is what a folder gives that has no PDF in it.
var errNoPDF = errors.New("no PDF in this folder")

// inputs lists the PDFs that the arguments name, in the order given, each
// once; "-" is standard input, patterns with * are expanded, folders are searched recursively in lexical order, and their inner
// folders are made again beneath out. Inputs that cannot be found come back as
// errors. Documents whose outputs would overwrite each other are told apart by
// a number.
func inputs(args []string, out string) ([]job, []error) {
	var jobs []job
	var missing []error
	for _, arg := range args {
		if arg == standard {
			jobs = append(jobs, job{path: standard, dir: filepath.Join(out, "."), name: stdinName})
			continue
		}
		info, err := os.Stat(arg)
		switch matches := globbed(arg, err); {
		case len(matches) > 0:
			found, errs := inputs(matches, out)
			jobs, missing = append(jobs, found...), append(missing, errs...)
		case err != nil:
			missing = append(missing, fmt.Errorf("%s: %w", arg, unwrapPath(err)))
		case info.IsDir():
			found, errs := walk(arg, out)
			jobs, missing = append(jobs, found...), append(missing, errs...)
		default:
			jobs = append(jobs, newJob(arg, out, ""))
		}
	}
	return distinct(jobs), missing
}

// globbed returns the files that a pattern matches which the shell did not
// expand, as those of Windows do not. A file of that very name comes first.
func globbed(arg string, err error) []string {
	if err == nil || !strings.ContainsAny(arg, "*?[") {
		return nil
	}
	matches, err := filepath.Glob(arg)
	if err != nil {
		return nil // a malformed pattern: reported as a file that is missing
	}
	return matches
}

// walk lists the PDFs in a folder and the folders in it.
func walk(root, out string) ([]job, []error) {
	var jobs []job
	var missing []error
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			missing = append(missing, fmt.Errorf("%s: %w", path, unwrapPath(err)))
			return nil
		}
		if !entry.IsDir() && strings.EqualFold(filepath.Ext(path), ".pdf") {
			inner, err := filepath.Rel(root, filepath.Dir(path))
			if err != nil {
				return err
			}
			jobs = append(jobs, newJob(path, out, inner))
		}
		return nil
	})
	if err != nil {
		missing = append(missing, fmt.Errorf("%s: %w", root, err))
	}
	if len(jobs) == 0 && len(missing) == 0 {
		missing = append(missing, fmt.Errorf("%s: %w", root, errNoPDF))
	}
	return jobs, missing
}

// newJob places the outputs of a file: beneath out, or beside the file when
// out is "".
func newJob(path, out, inner string) job {
	j := job{path: path, dir: filepath.Join(out, inner), name: strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))}
	if out == "" {
		j.dir = filepath.Dir(path)
	}
	return j
}

// distinct drops files that are named twice and numbers equal outputs: NAME,
// NAME-2, NAME-3. Letters that differ only in case are equal to some disks.
func distinct(jobs []job) []job {
	var out []job
	seen, taken := map[string]bool{}, map[string]bool{}
	for _, j := range jobs {
		place, err := filepath.Abs(j.path)
		if err != nil {
			place = j.path
		}
		if seen[place] {
			continue
		}
		seen[place] = true
		name := j.name
		for n := 2; taken[strings.ToLower(filepath.Join(j.dir, j.name))]; n++ {
			j.name = name + "-" + strconv.Itoa(n)
		}
		taken[strings.ToLower(filepath.Join(j.dir, j.name))] = true
		out = append(out, j)
	}
	return out
}
