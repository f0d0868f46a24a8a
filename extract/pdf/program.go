package pdf

import (
	"sync"

	"github.com/ledongthuc/pdf"

	"gongkai/extract/pdf/fontfile"
)

// program reads the embedded font program that a font descriptor names. It is
// nil when there is none or none that can be read.
func (f *File) program(descriptor pdf.Value) *fontfile.Font {
	for _, key := range []string{"FontFile2", "FontFile3", "FontFile"} {
		v := descriptor.Key(key)
		if v.Kind() != pdf.Stream {
			continue
		}
		data, err := f.stream(v)
		if err != nil && len(data) == 0 {
			return nil
		}
		out, err := fontfile.Parse(data)
		if err != nil {
			return nil
		}
		return out
	}
	return nil
}

// programOnce returns a function that reads the embedded font program when it
// is first asked for; large programs are not read for fonts that tell their
// text themselves.
func (f *File) programOnce(descriptor pdf.Value) func() *fontfile.Font {
	return sync.OnceValue(func() *fontfile.Font {
		var out *fontfile.Font
		_ = guard(func() error {
			out = f.program(descriptor)
			return nil
		})
		return out
	})
}

// glyphMap returns the function from CIDs to the glyphs of an embedded font
// program: the CIDToGIDMap if there is one, else what the program says.
func (f *File) glyphMap(v pdf.Value, program *fontfile.Font) func(cid uint32) (int, bool) {
	m := v.Key("CIDToGIDMap")
	if m.Kind() != pdf.Stream {
		return program.GlyphOfCID
	}
	data, _ := f.stream(m)
	return func(cid uint32) (int, bool) {
		i := int64(cid) * 2
		if i+1 >= int64(len(data)) {
			return 0, false
		}
		return int(data[i])<<8 | int(data[i+1]), true
	}
}
