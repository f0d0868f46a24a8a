package pdf

import (
	"bytes"
	"compress/flate"
	"encoding/ascii85"
	"fmt"
	"io"

	"github.com/hhrutter/lzw"
	"github.com/ledongthuc/pdf"
)

// stream returns the decoded bytes of a stream. Damaged data is read as far as
// it goes; the error then wraps ErrDamaged and comes with what was read.
// An inflated size above the limit gives ErrLimit.
func (f *File) stream(v pdf.Value) ([]byte, error) {
	data := f.rawStream(v)
	filters, params := v.Key("Filter"), v.Key("DecodeParms")
	if filters.Kind() == pdf.Name {
		return f.decode(data, filters.Name(), params)
	}
	for i := 0; i < filters.Len(); i++ {
		param := params
		if params.Kind() == pdf.Array {
			param = params.Index(i)
		}
		var err error
		if data, err = f.decode(data, filters.Index(i).Name(), param); err != nil {
			return data, err
		}
	}
	return data, nil
}

func (f *File) decode(data []byte, filter string, param pdf.Value) ([]byte, error) {
	var r io.Reader
	switch filter {
	case "FlateDecode", "Fl":
		r = f.inflater(data)
	case "LZWDecode", "LZW":
		r = lzw.NewReader(bytes.NewReader(data), number(param.Key("EarlyChange"), 1) == 1)
	case "ASCII85Decode", "A85":
		r = ascii85.NewDecoder(bytes.NewReader(clean85(data)))
	case "ASCIIHexDecode", "AHx":
		lex := lexer{data: append([]byte("<"), data...)}
		return lex.hex().text, nil
	case "RunLengthDecode", "RL":
		return runLength(data, f.limits.StreamBytes)
	case "Crypt":
		return data, nil
	default:
		return nil, because(ErrDamaged, "filter "+filter+" holds no content")
	}
	out, err := f.readAll(r)
	if predictor := int(number(param.Key("Predictor"), 1)); predictor > 1 {
		out = unpredict(out, predictor, int(number(param.Key("Colors"), 1)),
			int(number(param.Key("BitsPerComponent"), 8)), int(number(param.Key("Columns"), 1)))
	}
	return out, err
}

// inflater skips the two bytes of the zlib header and leaves the checksum at
// the end alone: files with a wrong one are common and readable.
func (f *File) inflater(data []byte) io.Reader {
	if len(data) >= 2 && data[0]&0x0f == 8 && (int(data[0])<<8|int(data[1]))%31 == 0 {
		data = data[2:]
	}
	return flate.NewReader(bytes.NewReader(data))
}

// readAll reads up to the limit. A decoding error after some bytes is no
// error: what was read is kept.
func (f *File) readAll(r io.Reader) ([]byte, error) {
	var buf bytes.Buffer
	_, err := io.Copy(&buf, io.LimitReader(r, int64(f.limits.StreamBytes)+1))
	if buf.Len() > f.limits.StreamBytes {
		return buf.Bytes()[:f.limits.StreamBytes], fmt.Errorf("%w: stream inflates to more than %d bytes", ErrLimit, f.limits.StreamBytes)
	}
	if err != nil && buf.Len() == 0 {
		return nil, because(ErrDamaged, err)
	}
	return buf.Bytes(), nil
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
			return out[:limit], fmt.Errorf("%w: stream expands to more than %d bytes", ErrLimit, limit)
		}
	}
	return out, nil
}

// unpredict undoes the PNG (10..15) and TIFF (2) predictors of ISO 32000-2
// §7.4.4.4.
func unpredict(data []byte, predictor, colors, bits, columns int) []byte {
	bpp := max(1, colors*bits/8)
	row := (colors*bits*columns + 7) / 8
	if row <= 0 {
		return data
	}
	if predictor == 2 {
		if bits == 8 {
			for start := 0; start < len(data); start += row {
				for i := start + bpp; i < min(start+row, len(data)); i++ {
					data[i] += data[i-bpp]
				}
			}
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
