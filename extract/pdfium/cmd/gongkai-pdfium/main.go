// Command gongkai-pdfium is gongkai with PDFium as its second engine: it reads
// files that the default program cannot read, compares both readings with
// --cross-check, and draws pages.
package main

import (
	"gongkai/cmd/cli"
	"gongkai/extract/pdfium"
)

func main() { cli.Main(cli.WithEngine(&pdfium.Engine{})) }
