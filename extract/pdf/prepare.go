package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// plain tells whether the object library can be given the file as it is: a
// classic cross-reference chain without loops, without hybrid parts and
// without encryption. Everything else is rewritten by prepare first.
func plain(data []byte) bool {
	if len(data) < 128 || !bytes.HasPrefix(data, []byte("%PDF-1.")) || data[7] < '0' || data[7] > '7' || data[8] != '\r' && data[8] != '\n' {
		return false
	}
	tail := bytes.TrimRight(data[len(data)-100:], "\r\n\t ")
	at := bytes.LastIndex(tail, []byte("startxref"))
	if at < 0 || !bytes.HasSuffix(tail, []byte("%%EOF")) {
		return false
	}
	lex := lexer{data: tail, pos: at + len("startxref")}
	pos := int(lex.next().number)
	for seen := map[int]bool{}; ; {
		if pos <= 0 || pos >= len(data) || seen[pos] || !bytes.HasPrefix(data[pos:], []byte("xref")) {
			return false
		}
		seen[pos] = true
		trailer := bytes.Index(data[pos:], []byte("trailer"))
		if trailer < 0 {
			return false
		}
		trailer += pos
		end := bytes.Index(data[trailer:], []byte("startxref"))
		if end < 0 {
			return false
		}
		dict := data[trailer : trailer+end]
		if bytes.Contains(dict, []byte("/XRefStm")) || bytes.Contains(dict, []byte("/Encrypt")) {
			return false
		}
		prev := bytes.Index(dict, []byte("/Prev"))
		if prev < 0 {
			return true
		}
		lex := lexer{data: dict, pos: prev + len("/Prev")}
		pos = int(lex.next().number)
	}
}

// prepare rewrites a file in memory with a classic cross-reference table, no
// object streams and no encryption. It calls pdfcpu in relaxed mode.
func prepare(data []byte, password string) (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, because(ErrDamaged, r)
		}
	}()
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.WriteObjectStream, conf.WriteXRefStream = false, false
	conf.UserPW, conf.OwnerPW = password, password
	conf.Cmd = model.OPTIMIZE
	ctx, err := api.ReadContext(bytes.NewReader(data), conf)
	if err != nil {
		if errors.Is(err, pdfcpu.ErrWrongPassword) {
			return nil, ErrEncrypted
		}
		return nil, because(ErrDamaged, err)
	}
	// Validation mends what it can; its verdict does not matter here.
	_ = api.ValidateContext(ctx)
	if err := trimSize(ctx); err != nil {
		return nil, err
	}
	if ctx.E != nil {
		ctx.Cmd = model.DECRYPT
		ctx.E, ctx.Encrypt, ctx.EncKey = nil, nil, nil
	}
	var buf bytes.Buffer
	if err := api.WriteContext(ctx, io.Writer(&buf)); err != nil {
		return nil, because(ErrDamaged, err)
	}
	out = buf.Bytes()
	if bytes.HasPrefix(out, []byte("%PDF-2")) {
		copy(out, "%PDF-1.7") // the object library knows no 2.0; nothing it reads differs
	}
	return out, nil
}

// maxObjects is the number of indirect objects that ISO 32000-1 annex C
// allows.
const maxObjects = 8_388_607

// trimSize makes the trailer's Size fit the objects there are: pdfcpu walks
// every number below it, and a damaged Size keeps it walking for hours.
func trimSize(ctx *model.Context) error {
	last := 0
	for n := range ctx.Table {
		last = max(last, n)
	}
	if last > maxObjects {
		return fmt.Errorf("%w: object number %d", ErrLimit, last)
	}
	if ctx.Size != nil && *ctx.Size > last+1 {
		*ctx.Size = last + 1
	}
	return nil
}
