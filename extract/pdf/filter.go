package pdf

import (
	"bytes"
	"compress/flate"
	"encoding/ascii85"
	"encoding/binary"
	"errors"
	"hash/adler32"
	"io"
	"slices"
	"sync"

	"github.com/hhrutter/lzw"
	"github.com/ledongthuc/pdf"
)

// A filter is one step of the encoding of a stream with the parameters that
// matter (ISO 32000-2 §7.4).
type filter struct {
	name                  string
	predictor             int
	colors, bits, columns int
	lateChange            bool // LZW codes grow one code later than usual
}

// filterOf fills in the defaults of the parameters that are not positive.
func filterOf(name string, param func(key string, fallback int) int) filter {
	return filter{
		name: name, predictor: param("Predictor", 1), colors: param("Colors", 1),
		bits: param("BitsPerComponent", 8), columns: param("Columns", 1),
		lateChange: param("EarlyChange", 1) == 0,
	}
}

// stream returns the decoded bytes of a stream. Damaged data is read as far as
// it goes; the error then wraps ErrDamaged and comes with what was read.
// An inflated size above the limit gives ErrLimit.
func (f *File) stream(v pdf.Value) ([]byte, error) {
	return decodeAll(f.rawStream(v), filtersOf(v), f.limits.StreamBytes)
}

func filtersOf(v pdf.Value) []filter {
	list, params := v.Key("Filter"), v.Key("DecodeParms")
	at := func(name string, param pdf.Value) filter {
		return filterOf(name, func(key string, fallback int) int { return int(number(param.Key(key), float64(fallback))) })
	}
	if list.Kind() == pdf.Name {
		if params.Kind() == pdf.Array {
			params = params.Index(0)
		}
		return []filter{at(list.Name(), params)}
	}
	var out []filter
	for i := range min(list.Len(), maxFilters) {
		param := params
		if params.Kind() == pdf.Array {
			param = params.Index(i)
		}
		out = append(out, at(list.Index(i).Name(), param))
	}
	return out
}

// decodeAll undoes the filters one after the other. Damaged data goes on to the
// next filter as far as it could be read; the first error is returned with
// what comes out, which is data itself when there are no filters.
func decodeAll(data []byte, filters []filter, limit int) ([]byte, error) {
	var first error
	for _, f := range filters {
		out, err := f.decode(data, limit)
		if err != nil && first == nil {
			first = err
		}
		if data = out; len(data) == 0 {
			break
		}
	}
	return data, first
}

// appendDecoded appends to dst a copy of what decodeAll returns. What the
// commonest filter gives alone is written there at once.
func appendDecoded(dst, data []byte, filters []filter, limit int) ([]byte, error) {
	if len(filters) == 1 && filters[0].flate() && filters[0].predictor <= 1 {
		return inflate(dst, data, limit)
	}
	out, err := decodeAll(data, filters, limit)
	return append(dst, out...), err
}

func (f filter) flate() bool { return f.name == "FlateDecode" || f.name == "Fl" }

func (f filter) decode(data []byte, limit int) ([]byte, error) {
	var out []byte
	var err error
	switch f.name {
	case "FlateDecode", "Fl":
		out, err = inflate(nil, data, limit)
	case "LZWDecode", "LZW":
		out, err = readAll(nil, lzw.NewReader(bytes.NewReader(data), !f.lateChange), len(data), limit)
	case "ASCII85Decode", "A85":
		return readAll(nil, ascii85.NewDecoder(bytes.NewReader(clean85(data))), len(data), limit)
	case "ASCIIHexDecode", "AHx":
		lex := lexer{data: append([]byte("<"), data...)}
		return lex.hex(), nil
	case "RunLengthDecode", "RL":
		return runLength(data, limit)
	case "Crypt":
		return data, nil
	default:
		return nil, because(ErrDamaged, "filter "+f.name+" holds no content")
	}
	if f.predictor > 1 {
		out = unpredict(out, f.predictor, f.colors, f.bits, f.columns)
	}
	return out, err
}

// inflaters are kept for reuse: each holds some 40 kB of tables.
var inflaters = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}

// errChecksum comes with the bytes of a stream that were changed after they
// were written: any of them may be wrong.
var errChecksum = errors.New("checksum differs")

// inflate appends to dst what zlib data holds, with or without its header (RFC
// 1950). Data whose checksum differs is returned with errChecksum; a checksum
// cut off is none.
func inflate(dst, data []byte, limit int) ([]byte, error) {
	if len(data) >= 2 && data[0]&0x0f == 8 && (int(data[0])<<8|int(data[1]))%31 == 0 {
		data = data[2:]
	}
	r := inflaters.Get().(io.ReadCloser)
	defer inflaters.Put(r)
	packed := bytes.NewReader(data)
	if err := r.(flate.Resetter).Reset(packed, nil); err != nil {
		return dst, because(ErrDamaged, err)
	}
	start := len(dst)
	out, err := readAll(dst, r, inflation*len(data), limit)
	var sum [4]byte
	if n, _ := packed.Read(sum[:]); err == nil && n == len(sum) && binary.BigEndian.Uint32(sum[:]) != adler32.Checksum(out[start:]) {
		err = errChecksum
	}
	return out, err
}

// inflation is how many times longer text content commonly becomes: the first
// guess of the room it takes.
const inflation = 6

// readAll appends up to the limit to dst. What was read is returned beside an
// error.
func readAll(dst []byte, r io.Reader, guess, limit int) ([]byte, error) {
	start := len(dst)
	buf := slices.Grow(dst, min(guess, limit)+bytes.MinRead)
	for {
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case len(buf)-start > limit:
			return buf[:start+limit], exceeds("stream decodes to more than %d bytes", limit)
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return buf, because(ErrDamaged, err)
		case len(buf) == cap(buf):
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

// clean85 removes white space and the end marker.
func clean85(data []byte) []byte {
	out := make([]byte, 0, len(data))
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
	for _, c := range data {
		if c == '~' {
			break
		}
		if class[c] != space {
			out = append(out, c)
		}
	}
	return out
}

// runLength decodes ISO 32000-2 §7.4.5.
func runLength(data []byte, limit int) ([]byte, error) {
	var out []byte
	for i := 0; i < len(data) && data[i] != 128; {
		n := int(data[i])
		i++
		if n < 128 {
			end := min(i+n+1, len(data))
			out = append(out, data[i:end]...)
			i = end
		} else if i < len(data) {
			out = append(out, bytes.Repeat(data[i:i+1], 257-n)...)
			i++
		}
		if len(out) > limit {
			return out[:limit], exceeds("stream expands to more than %d bytes", limit)
		}
	}
	return out, nil
}

// Bounds of the parameters of predictors, far above those of any stream that
// holds text.
const (
	maxColors  = 32
	maxColumns = 1 << 20
)

// unpredict undoes the PNG (10..15) and TIFF (2) predictors of ISO 32000-2
// §7.4.4.4.
func unpredict(data []byte, predictor, colors, bits, columns int) []byte {
	if colors < 1 || colors > maxColors || bits < 1 || bits > 16 || columns < 1 || columns > maxColumns {
		return data
	}
	bpp := max(1, colors*bits/8)
	row := (colors*bits*columns + 7) / 8
	if predictor == 2 {
		for start := 0; start < len(data); start += row {
			untiff(data[start:min(start+row, len(data))], colors, bits)
		}
		return data
	}
	out := make([]byte, 0, len(data))
	prior := make([]byte, row)
	for len(data) > 1 {
		tag := data[0]
		line := data[1:min(1+row, len(data))]
		data = data[1+len(line):]
		unfilter(tag, line, prior, bpp)
		out = append(out, line...)
		copy(prior, line)
	}
	return out
}

// untiff undoes the TIFF predictor in one row: each sample is the difference to
// that of the same colour before (TIFF 6.0 section 14).
func untiff(row []byte, colors, bits int) {
	switch bits {
	case 8:
		for i := colors; i < len(row); i++ {
			row[i] += row[i-colors]
		}
	case 16:
		for i := 2 * colors; i+1 < len(row); i += 2 {
			sum := binary.BigEndian.Uint16(row[i:]) + binary.BigEndian.Uint16(row[i-2*colors:])
			binary.BigEndian.PutUint16(row[i:], sum)
		}
	case 1, 2, 4:
		mask := byte(1<<bits - 1)
		sample := func(k int) (i int, shift int) { return k * bits / 8, 8 - bits - k*bits%8 }
		for k := colors; k < len(row)*8/bits; k++ {
			i, shift := sample(k)
			j, before := sample(k - colors)
			sum := (row[i]>>shift + row[j]>>before) & mask
			row[i] = row[i]&^(mask<<shift) | sum<<shift
		}
	}
}

// unfilter undoes one PNG filter type in place.
func unfilter(tag byte, line, prior []byte, bpp int) {
	for i := range line {
		var left, upLeft byte
		if i >= bpp {
			left, upLeft = line[i-bpp], prior[i-bpp]
		}
		up := prior[i]
		switch tag {
		case 1:
			line[i] += left
		case 2:
			line[i] += up
		case 3:
			line[i] += byte((int(left) + int(up)) / 2)
		case 4:
			line[i] += paeth(left, up, upLeft)
		}
	}
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
