package codes

import (
	"strings"
	"testing"
)

func TestObserved(t *testing.T) {
	list, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	var o Observed
	for _, x := range []struct {
		code, name, document string
		year                 int
	}{
		{"2080101", "行政运行", "a.pdf", 2024}, {"2080101", "行政 运行", "b.pdf", 2023}, {"2080101", "行政运作", "c.pdf", 2024},
		{"208", "社会保障和就业支出", "a.pdf", 2024}, {"208", "社会保障和就业支出", "a.pdf", 2024}, {"2999999", "没有的科目", "a.pdf", 0}, {"", "合计", "a.pdf", 2024}, {"208", "", "a.pdf", 2024},
	} {
		o.Add(SystemOf(x.code), x.code, x.name, x.document, x.year)
	}
	c := o.Conflicts()
	if len(c) != 1 || c[0].Code != "2080101" || c[0].Names[0] != "行政运行" || c[0].Names[1] != "行政运作" {
		t.Errorf("conflicts %+v", c)
	}
	var b strings.Builder
	if err := o.WriteTSV(&b, list); err != nil {
		t.Fatal(err)
	}
	want := "system\tcode\tname\tdocuments\tyears\tstatus\tconflict\n" +
		"functional\t208\t社会保障和就业支出\t1\t2024\tknown\t\n" +
		"functional\t2080101\t行政运行\t2\t2023 2024\tknown\tyes\n" +
		"functional\t2080101\t行政运作\t1\t2024\tname_mismatch\tyes\n" +
		"functional\t2999999\t没有的科目\t1\t\tunknown\t\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
