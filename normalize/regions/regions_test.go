package regions

import "testing"

func TestOf(t *testing.T) {
	table, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for body, want := range map[string]string{
		"上海市普陀区财政局":         "310107",
		"昌吉回族自治州人力资源和社会保障局": "652300",
		"米泉市教育局":            "652303",
		"江苏省高级人民法院":         "320000",
		"江苏省南京市鼓楼区民政局":      "320106",
		"普陀区财政局":            "",
		"某某局":               "",
		"":                  "",
	} {
		d, ok := table.Of(body)
		if got := d.Code; got != want || ok != (want != "") {
			t.Errorf("%s: got %q %v, want %q", body, got, ok, want)
		}
	}
}
