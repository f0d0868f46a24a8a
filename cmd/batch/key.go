package batch

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"
)

// keyDigits of a checksum are enough to tell programs apart: 64 bits.
const keyDigits = 16

// Program names the running program with the data files embedded in it: the
// beginning of the sha256 of its executable file.
var Program = sync.OnceValues(func() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("program file: %w", err)
	}
	sum, err := checksum(path)
	if err != nil {
		return "", fmt.Errorf("program file: %w", err)
	}
	return sum[:keyDigits], nil
})

// key names what results depend on beside their files.
func key(program string, opt Options) (string, error) {
	settings, err := json.Marshal(opt)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", sha256.Sum256(append([]byte(program), settings...)))[:keyDigits], nil
}

// checksum returns the sha256 of a regular file in hexadecimal digits.
func checksum(path string) (string, error) {
	f, err := openRegular(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// openRegular opens a file that is no folder, pipe or device: to open some of
// those waits for ever.
func openRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &os.PathError{Op: "open", Path: path, Err: errIrregular}
	}
	return os.Open(path)
}
