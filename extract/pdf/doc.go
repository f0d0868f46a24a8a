// Package pdf reads PDF bytes into pages of glyphs, rulings, fills and images.
//
// In: the bytes of a file. Out: page.Page values in display coordinates
// (points, origin top left, y down). It is the only package that knows a PDF
// library: github.com/ledongthuc/pdf gives the objects, pdfcpu rewrites in
// memory what that cannot open (hybrid cross-references, object streams,
// encryption, damage); content streams, fonts and paths are interpreted here.
//
// Errors are *Error values that wrap a sentinel of this package. Nothing
// panics out of it.
package pdf
