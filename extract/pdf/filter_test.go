package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
)

func TestFilters(t *testing.T) {
	packed := deflated("", "text text text")
	packed = packed[bytes.Index([]byte(packed), []byte("stream\n"))+7 : len(packed)-len("\nendstream")]
	tests := []struct {
		name, filter, in, want string
		err                    error
	}{
		{"flate", "FlateDecode", packed, "text text text", nil},
		{"flate, short name", "Fl", packed, "text text text", nil},
		{"flate without a header", "FlateDecode", packed[2:], "text text text", nil},
		{"flate without a checksum", "FlateDecode", packed[:len(packed)-4], "text text text", nil},
		{"flate of another checksum", "FlateDecode", packed[:len(packed)-1] + "x", "text text text", errChecksum},
		{"flate cut off", "FlateDecode", packed[:8], "text ", ErrDamaged},
		{"85", "ASCII85Decode", "<~87cUR\nD]i,\"Ebo80~>", "Hello World!", nil},
		{"85 without an end", "A85", "87cURD]i,\"Ebo80", "Hello World!", nil},
		{"85 of zeros", "A85", "z!!\n!!!z", "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", nil},
		{"85 with a foreign sign", "A85", "87cURDw", "Hell", ErrDamaged},
		{"85 of a group too large", "A85", "87cURuuuuu", "Hell", ErrDamaged},
		{"85 cut off", "A85", "87cURD", "Hell", ErrDamaged},
		{"hexadecimal", "ASCIIHexDecode", "48 65 6c6C 6F 2>", "Hello ", nil},
		{"run length", "RunLengthDecode", "\x02abc\xfed\x80x", "abcddd", nil},
		{"LZW", "LZWDecode", "\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", "-----A---B", nil},
		{"crypt", "Crypt", "as it is", "as it is", nil},
		{"picture", "DCTDecode", "\xff\xd8", "", ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := filterOf(tt.filter, func(_ string, fallback int) int { return fallback })
			for _, dst := range []string{"", "before "} {
				got, err := appendDecoded([]byte(dst), []byte(tt.in), []filter{f}, 1000)
				if string(got) != dst+tt.want || !errors.Is(err, tt.err) {
					t.Errorf("got %q, %v, want %q, %v", got, err, dst+tt.want, tt.err)
				}
			}
		})
	}
}

func TestFilterLimit(t *testing.T) {
	for name, in := range map[string]string{"FlateDecode": "\x78\x9c\x4b\xa4\x3d\x00\x00\x15\xd8\x98\x25", "RunLengthDecode": "\x81a\x81a", "ASCII85Decode": "zzzzzzzzzzzzzzzzzzzz"} {
		f := filterOf(name, func(_ string, fallback int) int { return fallback })
		if got, err := f.decode(nil, []byte(in), 60); !errors.Is(err, ErrLimit) || len(got) != 60 {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
}

// TestPredictors predicts random rows and gets them back.
func TestPredictors(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, bits := range []int{1, 2, 4, 8, 16} {
		for _, colors := range []int{1, 3, 4} {
			for _, predictor := range []int{2, 10, 11, 12, 13, 14} {
				const columns, rows = 7, 5
				row := (bits*colors*columns + 7) / 8
				plain := make([]byte, row*rows)
				for i := range plain {
					plain[i] = byte(random.Uint32())
				}
				name := fmt.Sprintf("predictor %d, %d bits, %d colours", predictor, bits, colors)
				got := unpredict(predict(plain, predictor, colors, bits, row), predictor, colors, bits, columns)
				if !bytes.Equal(got, plain) {
					t.Errorf("%s: got %x, want %x", name, got, plain)
				}
			}
		}
	}
}

// predict is the way back of unpredict, one sample or byte at a time from the
// end.
func predict(plain []byte, predictor, colors, bits, row int) []byte {
	var out []byte
	for start := 0; start < len(plain); start += row {
		line := bytes.Clone(plain[start : start+row])
		if predictor == 2 {
			for k := row*8/bits - 1; k >= colors; k-- {
				setSample(line, bits, k, sampleOf(line, bits, k)-sampleOf(line, bits, k-colors))
			}
			out = append(out, line...)
			continue
		}
		bpp := max(1, colors*bits/8)
		out = append(out, byte(predictor-10))
		for i := range row {
			var left, up, upLeft byte
			if start > 0 {
				up = plain[start-row+i]
			}
			if i >= bpp {
				left = plain[start+i-bpp]
				if start > 0 {
					upLeft = plain[start-row+i-bpp]
				}
			}
			line[i] -= [...]byte{0, left, up, byte((int(left) + int(up)) / 2), paeth(left, up, upLeft)}[predictor-10]
		}
		out = append(out, line...)
	}
	return out
}

// sampleOf returns the k-th group of bits of a row.
func sampleOf(row []byte, bits, k int) int {
	v := 0
	for b := k * bits; b < (k+1)*bits; b++ {
		v = v<<1 | int(row[b/8]>>(7-b%8)&1)
	}
	return v
}

func setSample(row []byte, bits, k, v int) {
	for b := range bits {
		at := k*bits + b
		bit := byte(v >> (bits - 1 - b) & 1)
		row[at/8] = row[at/8]&^(1<<(7-at%8)) | bit<<(7-at%8)
	}
}
