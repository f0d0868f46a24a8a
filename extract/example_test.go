package extract_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"gongkai/extract"
)

// The tables of any PDF: whole over page breaks, every cell with its place.
func Example() {
	doc, err := extract.ReadFile(context.Background(), "../fixtures/sh-005-xlsx-lo.pdf", extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	t := doc.Tables()[1]
	fmt.Printf("%s: %d rows, %d columns, pages %v\n", t.ID, t.Rows, t.Cols, t.Pages())
	for _, c := range t.Cells {
		if c.Row == t.Header() && c.Text != "" { // the first row of the body
			at := c.Parts[0].At
			fmt.Printf("%s (page %d, x %.0f–%.0f, y %.0f–%.0f)\n", c.Text, at.Page, at.Box.X0, at.Box.X1, at.Box.Y0, at.Box.Y1)
		}
	}
	// Output:
	// T2: 26 rows, 9 columns, pages [5 6]
	// 207 (page 5, x 40–79, y 141–168)
	// 文化旅游体育与传媒支出 (page 5, x 134–319, y 141–168)
	// 26,963,115 (page 5, x 319–416, y 141–168)
	// 25,472,406 (page 5, x 416–512, y 141–168)
	// 0 (page 5, x 512–609, y 141–168)
	// 0 (page 5, x 609–705, y 141–168)
	// 1,490,709 (page 5, x 705–802, y 141–168)
}

// Some pages only, and what stands on them.
func ExampleReadFile_pages() {
	pages, err := extract.ParsePages("2-3")
	if err != nil {
		log.Fatal(err)
	}
	doc, err := extract.ReadFile(context.Background(), "../fixtures/seed-docx-lo.pdf", extract.Options{Pages: pages})
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range doc.Pages[:4] {
		fmt.Printf("page %d: %.0f × %.0f points, %d tables\n", p.Number, p.Width, p.Height, len(doc.TablesOn(p.Number)))
	}
	fmt.Println(doc.Findings[0].Message)
	// Output:
	// page 1: 0 × 0 points, 0 tables
	// page 2: 595 × 842 points, 0 tables
	// page 3: 595 × 842 points, 0 tables
	// page 4: 0 × 0 points, 0 tables
	// only pages 2-3 of 40 were read, as asked
}

// The headings of a document with the paragraphs under them.
func ExampleDocument_Outline() {
	doc, err := extract.ReadFile(context.Background(), "../fixtures/seed-docx-lo.pdf", extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	var list func(sections []*extract.Section)
	list = func(sections []*extract.Section) {
		for _, s := range sections {
			if s.Level <= 2 {
				fmt.Printf("%s%s: %d paragraphs\n", strings.Repeat("  ", s.Level-1), s.Title, len(s.Paragraphs))
			}
			list(s.Children)
		}
	}
	list(doc.Outline()[:1])
	// Output:
	// 第一部分 2024年昌吉回族自治州人力资源和社会保障局部门概况: 0 paragraphs
	//   一、 主要职能: 15 paragraphs
	//   二、 机构设置及人员情况: 2 paragraphs
}
