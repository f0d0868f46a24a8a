package export_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"os"

	"gongkai/export"
	"gongkai/extract"
	"gongkai/normalize"
)

// A document as Markdown, its tables in place.
func ExampleMarkdown() {
	doc, err := extract.ReadFile(context.Background(), "../fixtures/seed-docx-lo.pdf", extract.Options{Pages: extract.PageSet{{First: 26, Last: 26}}})
	if err != nil {
		log.Fatal(err)
	}
	if err := export.Markdown(os.Stdout, doc); err != nil {
		log.Fatal(err)
	}
	// Output:
	// 单位价值50万元以上大型设备0台，单位价值100万元以上大型设备0台。
	//
	// 2024年部门预算未安排购置车辆经费，安排购置50万元以上大型设备0台，单位价值100万元以上大型设备0台。
	//
	// ### (四) 预算绩效情况
	//
	// 2024年，本部门预算绩效管理整体预算绩效目标1个，涉及金额2,317.88万元；当年财政拨款项目10个，涉及预算金额344.50万元；当年非财政拨款项目2个，涉及预算金额610.00万元。具体情况见下表（按项目分别填报）：
}

// The files of a disclosure in the formats of one's choice.
func ExampleParseFormats() {
	doc, err := extract.ReadFile(context.Background(), "../fixtures/js-021-rl-cid.pdf", extract.Options{Pages: extract.PageSet{{First: 1, Last: 8}}})
	if err != nil {
		log.Fatal(err)
	}
	formats, err := export.ParseFormats("xlsx,json", export.Formats(export.Options{}))
	if err != nil {
		log.Fatal(err)
	}
	d := normalize.Normalize(doc)
	for _, f := range formats {
		for _, o := range f.Outputs("budget", d) {
			var content bytes.Buffer
			if err := o.Write(&content); err != nil {
				log.Fatal(err)
			}
			fmt.Println(o.Path, content.Len() > 0)
		}
	}
	// Output:
	// budget.xlsx true
	// budget.json true
}

// What JSON writes, read back: the same facts, as exact decimals.
func ExampleReadJSON() {
	doc, err := extract.ReadFile(context.Background(), "../fixtures/js-021-rl-cid.pdf", extract.Options{Pages: extract.PageSet{{First: 1, Last: 8}}})
	if err != nil {
		log.Fatal(err)
	}
	var file bytes.Buffer
	if err := export.JSON(&file, normalize.Normalize(doc)); err != nil {
		log.Fatal(err)
	}
	d, err := export.ReadJSON(&file)
	if err != nil {
		log.Fatal(err)
	}
	f := d.Facts[0]
	fmt.Println(f.Name, f.Amount, f.Unit, "page", f.At.Page)
	// Output:
	// 一般公共预算财政拨款收入 2423.28 万元 page 3
}
