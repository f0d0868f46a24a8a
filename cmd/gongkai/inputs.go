package main

import (
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

// inputs lists the PDFs that the arguments name, in the order given; folders
// are searched recursively in lexical order. Inputs that cannot be found come
// back as errors. Documents of one name that would overwrite each other in
// the output folder are told apart by a number.
func inputs(args []string, out string) ([]job, []error) {
	var jobs []job
	var missing []error
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			missing = append(missing, fmt.Errorf("%s: %w", arg, unwrapPath(err)))
			continue
		}
		if !info.IsDir() {
			jobs = append(jobs, newJob(arg, out))
			continue
		}
		err = filepath.WalkDir(arg, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				missing = append(missing, fmt.Errorf("%s: %w", path, unwrapPath(err)))
				return nil
			}
			if !entry.IsDir() && strings.EqualFold(filepath.Ext(path), ".pdf") {
				jobs = append(jobs, newJob(path, out))
			}
			return nil
		})
		if err != nil {
			missing = append(missing, fmt.Errorf("%s: %w", arg, err))
		}
	}
	taken := map[string]bool{}
	for i := range jobs {
		name := jobs[i].name
		for n := 2; taken[filepath.Join(jobs[i].dir, jobs[i].name)]; n++ {
			jobs[i].name = name + "-" + strconv.Itoa(n)
		}
		taken[filepath.Join(jobs[i].dir, jobs[i].name)] = true
	}
	return jobs, missing
}

func newJob(path, out string) job {
	j := job{path: path, dir: out, name: strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))}
	if out == "" {
		j.dir = filepath.Dir(path)
	}
	return j
}
