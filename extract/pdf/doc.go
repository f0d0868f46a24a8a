// Package pdf reads PDF bytes into pages of glyphs, rulings, fills and images.
//
// In: the bytes of a file. Out: page.Page values in display coordinates
// (points, origin top left, y down), with findings for pages that have no text
// or none with a meaning, and for what is missing. Annotations and form fields
// come as a flagged layer of their own, optional content that is off is
// flagged, and the tables of a tagged file come with the pages they stand on.
//
// It is the only package that knows a PDF library. github.com/ledongthuc/pdf
// gives the objects. It loops and fails on much that is published, so it is
// given a file as it is only when that file is sound; otherwise a file rebuilt
// from the objects found in its bytes, decrypted where they are encrypted.
// Content streams, fonts, filters and paths are read here.
//
// # Security considerations
//
// Files may be hostile. What one may cost is bounded by Limits; hitting a
// limit ends the page or the file with an error wrapping ErrLimit. Errors are
// *Error values that wrap a sentinel of this package. Nothing panics out of it.
package pdf
