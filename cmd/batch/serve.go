package batch

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"gongkai/export"
	"gongkai/normalize"
)

// A Reader makes a disclosure of the bytes of a file that goes by a name. It
// may give both, a disclosure and an error, and does not panic.
type Reader func(ctx context.Context, name string, data []byte, opt Options) (*normalize.Disclosure, error)

// anyName is the name that all files are read by.
const anyName = "document.pdf"

var errIrregular = errors.New("not a regular file")

// Serve is the work of a worker: it answers each line of in, a Request, by a
// line of out, a Response, until in ends. The errors are those of in and out;
// what a document has is told in its response.
func Serve(ctx context.Context, in io.Reader, out io.Writer, read Reader) error {
	program, err := Program()
	if err != nil {
		return err
	}
	return eachLine(ctx, in, out, func(line []byte) ([]byte, error) {
		return encode(answer(ctx, line, program, read))
	})
}

// encode writes a response as a line.
func encode(r Response) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(r)
	return b.Bytes(), err
}

// eachLine answers each line of in that is not blank by a line of out.
func eachLine(ctx context.Context, in io.Reader, out io.Writer, answer func([]byte) ([]byte, error)) error {
	lines := bufio.NewReader(in)
	for ctx.Err() == nil {
		line, err := lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("requests: %w", err)
		}
		if len(bytes.TrimSpace(line)) > 0 {
			answer, err := answer(line)
			if err == nil {
				_, err = out.Write(answer)
			}
			if err != nil {
				return fmt.Errorf("response: %w", err)
			}
		}
		if err != nil {
			return nil
		}
	}
	return ctx.Err()
}

// answer reads the file of one request.
func answer(ctx context.Context, line []byte, program string, read Reader) Response {
	begun := time.Now()
	resetPeak()
	out := Response{Program: program}
	var req Request
	if err := json.Unmarshal(line, &req); err != nil || req.path() == "" {
		out.Error = &Failure{BadRequest, "expected one JSON object with a path"}
		return out
	}
	out.Path, out.PathBase64, out.Tag = req.Path, req.PathBase64, req.Tag
	out = respond(ctx, req, out, read)
	out.Seconds, out.Peak = time.Since(begun).Seconds(), peak()
	return out
}

// respond fills the response to a request that is understood.
func respond(ctx context.Context, req Request, out Response, read Reader) Response {
	data, err := req.data()
	if errors.Is(err, errScheme) {
		out.Error = &Failure{BadRequest, err.Error()}
		return out
	}
	if err != nil {
		out.Error = &Failure{Unreadable, bare(err)}
		return out
	}
	// One content may have many names: the result must not depend on which of
	// them was met first.
	d, err := read(ctx, anyName, data, req.Options)
	if err != nil {
		out.Error = &Failure{reasonOf(err), strings.Join(strings.Fields(err.Error()), " ")}
	}
	if d != nil {
		out.SHA256 = d.Source.SHA256
		d.Source.File = out.SHA256 + ".pdf"
	} else {
		out.SHA256 = fmt.Sprintf("%x", sha256.Sum256(data))
	}
	if req.SHA256 != "" && req.SHA256 != out.SHA256 {
		out.Error = &Failure{Changed, "the file changed while it was read"}
		return out
	}
	if d == nil {
		return out
	}
	out.Year = d.Document.Year
	out.Counts = Counts{d.Source.Pages, len(d.Tables), len(d.Facts), len(d.Findings)}
	if req.Result == "" && !req.Options.Sheets {
		var b bytes.Buffer
		if err := export.JSON(&b, d); err != nil {
			out.Error = &Failure{Internal, err.Error()}
		} else {
			out.Records = b.Bytes() // the encoder of the response joins its lines
		}
		return out
	}
	all := export.WithDocument(d)
	for i := range all { // they are gone through several times
		all[i].Rows = slices.Values(slices.Collect(all[i].Rows))
	}
	if err := sound(all); err != nil {
		out.Error = &Failure{unsound(err), err.Error()}
		return out
	}
	if req.Result == "" {
		out.Sheets = plain(all, out.SHA256)
		return out
	}
	summary := out
	summary.Path, summary.PathBase64 = "", nil
	if err := stage(req.Result, func(w io.Writer) error { return writeResult(w, summary, all) }); err != nil {
		out.Error = &Failure{Unwritten, bare(err)}
	}
	return out
}

// errScheme is the error of a URI that the system cannot open.
var errScheme = errors.New("a URI of this scheme needs the content in the request")

// scheme is the beginning of a URI (RFC 3986, 3.1) that is no path: a path may
// begin with one too, but hardly with its slashes.
var scheme = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]+):/`)

// data returns the bytes of the file of a request.
func (r *Request) data() ([]byte, error) {
	path := r.path()
	switch m := scheme.FindStringSubmatch(path); {
	case r.Content != nil:
		return r.Content, nil
	case m == nil:
		return readRegular(path)
	case !strings.EqualFold(m[1], "file"):
		return nil, errScheme
	}
	u, err := url.Parse(path)
	if err != nil {
		return nil, err
	}
	return readRegular(u.Path)
}

func readRegular(path string) ([]byte, error) {
	f, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// bare drops the paths from an error of the system: names of temporary files
// differ from run to run.
func bare(err error) string {
	var p *os.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return p.Err.Error()
	case errors.As(err, &l):
		return l.Err.Error()
	}
	return err.Error()
}
