package normalize_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"gongkai/extract"
	"gongkai/normalize"
)

// A disclosure: tables by kind, and a fact for every printed amount.
func ExampleNormalize() {
	doc, err := extract.ReadFile(context.Background(), "../fixtures/seed-docx-lo.pdf", extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	d := normalize.Normalize(doc)
	fmt.Println(d.Entity.Name, d.Document.Kind, d.Document.Year)
	for _, f := range d.Facts {
		if f.Kind == "expenditure" && f.Code == "2080101" {
			fmt.Printf("%s %s, %s: %s %s (page %d)\n", f.Code, f.Name, strings.Join(f.MeasurePath, "/"), f.Amount, f.Unit, f.At.Page)
		}
	}
	// Output:
	// 昌吉回族自治州人力资源和社会保障局 budget 2024
	// 2080101 行政运行, 支出预算/合计: 867.27 万元 (page 7)
	// 2080101 行政运行, 支出预算/基本支出: 867.27 万元 (page 7)
}
