package records

import (
	"strings"
	"testing"
	"time"

	"gongkai/normalize"
)

// TestLongParagraphsTakeTheirTime reads paragraphs far longer than any that was
// seen: the time must not grow with the square of their length. The limit is
// ten times what a slow machine needs.
func TestLongParagraphsTakeTheirTime(t *testing.T) {
	const limit = 20 * time.Second
	for name, s := range map[string]string{
		"sentences":  strings.Repeat("甲支出1.00万元，比上年增加1万元，增长5%；", 1000),
		"one clause": strings.Repeat("1万元", 5000),
		"reasons":    strings.Repeat("主要原因是甲1万元。", 1500),
		"brackets":   strings.Repeat("（", 20000) + "1万元",
		"commas":     strings.Repeat("，", 50000) + "1万元",
		"digits":     strings.Repeat("1", 100000) + "万元",
		"items":      strings.Repeat("车辆1辆（其他1辆），价值1万元；", 1000),
	} {
		for _, title := range []string{"情况说明", "国有资产采购机构名词解释结转"} {
			d := &normalize.Disclosure{Sections: []normalize.Section{{Level: 1, Title: title, Paragraphs: []normalize.Paragraph{{Text: s}}}}}
			start := time.Now()
			Read(d, Options{})
			if took := time.Since(start); took > limit {
				t.Errorf("%s under %s: %s", name, title, took)
			}
			t.Log(name, title, len(d.Narrative), time.Since(start))
		}
	}
}
