package pdf

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"hash/adler32"
	"io"
	"math"
	"slices"
	"sync"

	"github.com/hhrutter/lzw"
	"github.com/klauspost/compress/flate"
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

// decodeAll undoes the filters one after the other, as appendDecoded does. What
// comes out is data itself when there are no filters.
func decodeAll(data []byte, filters []filter, limit int) ([]byte, error) {
	if len(filters) == 0 {
		return data, nil
	}
	return appendDecoded(nil, data, filters, limit)
}

// between holds what one filter leaves for the next: a content stream of two
// filters is nearly as long between them.
var between = sync.Pool{New: func() any { return new([]byte) }}

// appendDecoded appends to dst what the filters, undone one after the other,
// make of data. Damaged data goes on to the next filter as far as it could be
// read; the first error is returned with what comes out.
func appendDecoded(dst, data []byte, filters []filter, limit int) ([]byte, error) {
	if len(filters) == 0 {
		return append(dst, data...), nil
	}
	held := between.Get().(*[]byte)
	defer between.Put(held)
	last := len(filters) - 1
	var first error
	for i, f := range filters[:last] {
		var room []byte
		if i == 0 {
			room = (*held)[:0]
		}
		out, err := f.decode(room, data, limit)
		first = cmp.Or(first, err)
		if i == 0 {
			*held = out
		}
		if data = out; len(data) == 0 {
			return dst, first
		}
	}
	out, err := filters[last].decode(dst, data, limit)
	return out, cmp.Or(first, err)
}

// decode appends to dst what one filter makes of data.
func (f filter) decode(dst, data []byte, limit int) ([]byte, error) {
	start := len(dst)
	var out []byte
	var err error
	switch f.name {
	case "FlateDecode", "Fl":
		out, err = inflate(dst, data, limit)
	case "LZWDecode", "LZW":
		out, err = readAll(dst, lzw.NewReader(bytes.NewReader(data), !f.lateChange), len(data), limit)
	case "ASCII85Decode", "A85":
		return decode85(dst, data, limit)
	case "ASCIIHexDecode", "AHx":
		lex := lexer{data: append([]byte("<"), data...)}
		return append(dst, lex.hex()...), nil
	case "RunLengthDecode", "RL":
		return runLength(dst, data, limit)
	case "Crypt":
		return append(dst, data...), nil
	default:
		return dst, because(ErrDamaged, "filter "+f.name+" holds no content")
	}
	if f.predictor > 1 {
		plain := unpredict(out[start:], f.predictor, f.colors, f.bits, f.columns)
		out = out[:start+len(plain)]
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

// decode85 appends what ASCII base-85 data stands for, with or without its
// markers (ISO 32000-2 §7.4.3).
func decode85(dst, data []byte, limit int) ([]byte, error) {
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
	start := len(dst)
	dst = slices.Grow(dst, min(len(data)/5*4+4, limit))
	var group uint64
	digits := 0
	for i := 0; i < len(data) && data[i] != '~'; i++ {
		if len(dst)-start > limit {
			return dst[:start+limit], exceeds("stream decodes to more than %d bytes", limit)
		}
		switch c := data[i]; {
		case c >= '!' && c <= 'u':
			group = group*85 + uint64(c-'!')
			digits++
		case c == 'z' && digits == 0:
			digits = 5
		case class[c] == space:
			continue
		default:
			return dst, because(ErrDamaged, "a sign that base 85 has not")
		}
		if digits == 5 {
			if group > math.MaxUint32 {
				return dst, because(ErrDamaged, "a group that base 85 has not")
			}
			dst = binary.BigEndian.AppendUint32(dst, uint32(group))
			group, digits = 0, 0
		}
	}
	switch {
	case digits == 1:
		return dst, because(ErrDamaged, "base 85 cut off")
	case digits > 1:
		for range 5 - digits {
			group = group*85 + 84
		}
		var last [4]byte
		binary.BigEndian.PutUint32(last[:], uint32(group))
		dst = append(dst, last[:digits-1]...)
	}
	if len(dst)-start > limit {
		return dst[:start+limit], exceeds("stream decodes to more than %d bytes", limit)
	}
	return dst, nil
}

// runLength decodes ISO 32000-2 §7.4.5.
func runLength(dst, data []byte, limit int) ([]byte, error) {
	start := len(dst)
	for i := 0; i < len(data) && data[i] != 128; {
		n := int(data[i])
		i++
		if n < 128 {
			end := min(i+n+1, len(data))
			dst = append(dst, data[i:end]...)
			i = end
		} else if i < len(data) {
			dst = append(dst, bytes.Repeat(data[i:i+1], 257-n)...)
			i++
		}
		if len(dst)-start > limit {
			return dst[:start+limit], exceeds("stream expands to more than %d bytes", limit)
		}
	}
	return dst, nil
}

// Bounds of the parameters of predictors, far above those of any stream that
// holds text.
const (
	maxColors  = 32
	maxColumns = 1 << 20
)

// unpredict undoes the PNG (10..15) and TIFF (2) predictors of ISO 32000-2
// §7.4.4.4 in place and returns what is left of data.
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
	prior := make([]byte, min(row, len(data)))
	length := 0
	for read := 0; read+1 < len(data); {
		line := data[read+1 : min(read+1+row, len(data))]
		unfilter(data[read], line, prior, bpp)
		read += 1 + len(line)
		prior = data[length : length+len(line)]
		copy(prior, line)
		length += len(line)
	}
	return data[:length]
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
