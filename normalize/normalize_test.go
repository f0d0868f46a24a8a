package normalize

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"gongkai/extract"
	"gongkai/normalize/kinds"
)

// accounted checks that nothing printed in an amount column is dropped in
// silence: every such cell became a fact, a finding, or is told to hold a dash.
func accounted(t *testing.T, d *Disclosure) {
	t.Helper()
	cat, err := kinds.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, tb := range d.Tables {
		cells, facts, reported := 0, 0, 0
		for _, c := range tb.Cells {
			if c.Role == "amount" {
				cells++
			}
		}
		for _, f := range d.Facts {
			if f.Table == tb.ID {
				facts++
			}
		}
		kind, known := cat.Kind(tb.Kind)
		if !known && facts == 0 || known && !kind.HasFacts() {
			continue // given as a table only
		}
		for _, f := range d.Findings {
			if f.Table != tb.ID {
				continue
			}
			switch f.Rule {
			case ruleUnread:
				reported++
			case ruleNothing:
				reported += len(f.At)
			}
		}
		if facts+reported != cells {
			t.Errorf("%s of kind %q: %d amount cells, but %d facts and %d reported", tb.ID, tb.Kind, cells, facts, reported)
		}
	}
}

func TestNothingIsDroppedInSilence(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		input, _, _ := strings.Cut(string(data), resultMark)
		accounted(t, Normalize(drawn(t, input)))
	}
}

// FuzzNormalize reads drawn tables of any content: no panic, nothing dropped.
func FuzzNormalize(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		input, _, _ := strings.Cut(string(data), resultMark)
		f.Add(input)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || !rectangular(text) {
			return
		}
		accounted(t, Normalize(drawn(t, text)))
	})
}

// rectangular tells whether all rows of a drawing have as many cells.
func rectangular(text string) bool {
	n := -1
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "> ") || strings.HasPrefix(line, "_ ") || strings.TrimSpace(line) == "" {
			continue
		}
		k := strings.Count(line, "|")
		if n >= 0 && k != n {
			return false
		}
		n = k
	}
	return true
}

func TestNormalizeWithoutTables(t *testing.T) {
	d := Normalize(&extract.Document{Blocks: []extract.Block{
		{Paragraph: &extract.Paragraph{Text: "青山县水利局", Role: extract.Cover}},
		{Paragraph: &extract.Paragraph{Text: "2024年度部门决算", Role: extract.Cover}},
		{Heading: &extract.Heading{Level: 1, Text: "第一部分 概况"}},
		{Paragraph: &extract.Paragraph{Text: "本部门主要职能。"}},
	}})
	if d.Document.Kind != "final" || d.Document.Year != 2024 || d.Entity.Name != "青山县水利局" {
		t.Errorf("got %+v %+v", d.Document, d.Entity)
	}
	if len(d.Sections) != 1 || len(d.Sections[0].Paragraphs) != 1 || d.Tables == nil || d.Facts == nil {
		t.Errorf("got %+v", d)
	}
}

func BenchmarkNormalize(b *testing.B) {
	data, err := os.ReadFile("testdata/coded_three_columns.txt")
	if err != nil {
		b.Fatal(err)
	}
	input, _, _ := strings.Cut(string(data), resultMark)
	row := "213 | 03 | 01 | 行政运行 | 1,140.50 | 1,130.50 | 1,130.50 | 10.00\n"
	doc := drawn(b, strings.TrimRight(input, "\n")+"\n"+strings.Repeat(row, 30))
	Normalize(doc)
	for b.Loop() {
		Normalize(doc)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
