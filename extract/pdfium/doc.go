// Package pdfium reads PDF bytes with PDFium, the PDF engine of Chromium, as a
// second engine beside extract/pdf: where that one gives up, for comparing
// what both read, and for pictures of pages.
//
// In: the bytes of a file. Out: page.Page values in display coordinates
// (points, origin top left, y down) and page pictures as PNG. An Engine is an
// extract.Engine.
//
// The text is that of PDFium's text layer: text printed twice stands once, and
// annotations, form fields and structure are not in it. Optional content that
// is switched off and clipped text are not told apart from print. Text in
// Chinese fonts that are not embedded is incomplete: PDFium substitutes them
// by a font of its own and drops what that has no glyph for, all vertical text
// among it. Such fonts are marked (page.Font.Substituted).
//
// # Security considerations
//
// PDFium is C++ compiled to WebAssembly and runs in wazero, a sandbox in pure
// Go: it sees no files, no environment and no network. Each file has a sandbox
// of its own. What one may cost is bounded by Limits; hitting a limit ends the
// reading of the file with an error wrapping pdf.ErrLimit. Errors are
// *pdf.Error values that wrap a sentinel of package pdf.
package pdfium
