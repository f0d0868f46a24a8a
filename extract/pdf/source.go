package pdf

import "io"

// A source is a file as the object library is given it: the bytes as they
// came, with a header put in front and objects put behind when it was rebuilt.
// The bytes of a large file are so never copied.
type source struct{ head, body, tail []byte }

// size returns the length of the file.
func (s *source) size() int { return len(s.head) + len(s.body) + len(s.tail) }

// from returns the bytes from an offset to the end of the part that holds it;
// no object lies in two parts. It is nil outside.
func (s *source) from(offset int) []byte {
	for _, part := range [][]byte{s.head, s.body, s.tail} {
		if offset >= 0 && offset < len(part) {
			return part[offset:]
		}
		offset -= len(part)
	}
	return nil
}

// ReadAt implements io.ReaderAt.
func (s *source) ReadAt(p []byte, offset int64) (n int, err error) {
	for n < len(p) {
		rest := s.from(int(offset) + n)
		if len(rest) == 0 {
			return n, io.EOF
		}
		n += copy(p[n:], rest)
	}
	return n, nil
}
