package pdf

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// encryptedFile reads a file of testdata/crypt.
func encryptedFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata/crypt", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestEncryptedFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/crypt/*.pdf")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		data := encryptedFile(t, name)
		user := "user"
		switch {
		case strings.Contains(name, "chinese"):
			user = "密码"
		case strings.Contains(name, "empty"):
			user = ""
		}
		for _, password := range []string{user, "owner", "wrong", ""} {
			t.Run(name+"/"+password, func(t *testing.T) {
				f, err := Open(data, Options{Password: password})
				if password != user && password != "owner" && user != "" {
					if !errors.Is(err, ErrEncrypted) {
						t.Fatalf("got %v, want %v", err, ErrEncrypted)
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				if got := f.Producer(); got != "made for a test" {
					t.Errorf("producer %q", got)
				}
				p, err := f.Page(1)
				if got := describeGlyphs(p); err != nil || got != "A@10,50" {
					t.Errorf("got %q, %v", got, err)
				}
			})
		}
	}
}

// TestEncryptedAndDamaged reads encrypted files whose tables lead nowhere or
// whose encryption dictionary stands elsewhere than usual.
func TestEncryptedAndDamaged(t *testing.T) {
	whole := encryptedFile(t, "rc4-40.pdf")
	dict := regexp.MustCompile(`(?s)7 0 obj\s*(<<.*?>>)\s*endobj`).FindSubmatch(whole)
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"table lost", bytes.Replace(whole, []byte("startxref\n"), []byte("startxref\n9"), 1), nil},
		{"dictionary in the trailer", bytes.Replace(whole, []byte("/Encrypt 7 0 R"), append([]byte("/Encrypt "), dict[1]...), 1), nil},
		{"other handler", bytes.Replace(whole, []byte("/Standard"), []byte("/PubSecXX"), 1), ErrEncrypted},
		{"unknown version", bytes.Replace(whole, []byte("/V 1"), []byte("/V 9"), 1), ErrEncrypted},
		{"key cut off", bytes.Replace(whole, []byte("/U <"), []byte("/U <> /W <"), 1), ErrEncrypted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if bytes.Equal(tt.data, whole) {
				t.Fatal("nothing replaced")
			}
			f, err := Open(tt.data, Options{Password: "user"})
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if tt.want == nil {
				p, _ := f.Page(1)
				if got := describeGlyphs(p); got != "A@10,50" {
					t.Errorf("got %q", got)
				}
			}
		})
	}
}

// TestAttachmentsAloneEncrypted opens a file without its password when nothing
// on its pages is encrypted.
func TestAttachmentsAloneEncrypted(t *testing.T) {
	objects := letterA.numbered()
	objects[7] = "<</Filter/Standard/V 4/R 4/Length 128/P -4/O(" + strings.Repeat("o", 32) + ")/U(" + strings.Repeat("u", 32) +
		")/CF<</StdCF<</CFM/AESV2/AuthEvent/EFOpen>>>>/StmF/Identity/StrF/Identity/EFF/StdCF>>"
	data := bytes.Replace(writeFile(objects), []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Encrypt 7 0 R"), 1)
	if got := describeGlyphs(readFirst(t, data)); got != "A@10,50" {
		t.Errorf("got %q", got)
	}
}

// FuzzCrypt opens encrypted files that were changed: nothing may panic.
func FuzzCrypt(f *testing.F) {
	files, _ := filepath.Glob("testdata/crypt/*.pdf")
	for _, path := range files {
		f.Add(encryptedFile(f, filepath.Base(path)), "user")
	}
	f.Fuzz(func(t *testing.T, data []byte, password string) {
		file, err := Open(data, Options{Password: password, Limits: fuzzLimits})
		if err == nil {
			_, _ = file.Page(1)
		}
	})
}
