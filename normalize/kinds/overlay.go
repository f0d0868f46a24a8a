package kinds

import (
	"io/fs"
	"path"
	"slices"
)

// With returns the catalogue of the embedded files with one layout file more,
// or another one in place of that of the same name. name is the file's base
// name. A mistake in it is a *DataError.
func With(name string, data []byte) (*Catalogue, error) {
	sub, err := fs.Sub(dataFiles, "data")
	if err != nil {
		return nil, err
	}
	return Load(overlay{sub, path.Join("layouts", name), data})
}

// overlay is a file tree with one file put over it.
type overlay struct {
	fs.FS
	name string
	data []byte
}

// ReadFile reads the file on top, else one beneath.
func (o overlay) ReadFile(name string) ([]byte, error) {
	if name == o.name {
		return o.data, nil
	}
	return fs.ReadFile(o.FS, name)
}

// Glob lists the files beneath with the one on top.
func (o overlay) Glob(pattern string) ([]string, error) {
	names, err := fs.Glob(o.FS, pattern)
	if err != nil {
		return nil, err
	}
	if ok, err := path.Match(pattern, o.name); err != nil || !ok || slices.Contains(names, o.name) {
		return names, err
	}
	return append(names, o.name), nil
}
