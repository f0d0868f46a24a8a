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
		d, ok := table.Of(body, 2004)
		if got := d.Code; got != want || ok != (want != "") {
			t.Errorf("%s: got %q %v, want %q", body, got, ok, want)
		}
	}
}

func TestFormerDivisionsEndWithTheirYear(t *testing.T) {
	table, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for year, want := range map[int]string{2000: "652303", 2006: "652303", 2024: "", 0: ""} {
		if d, _ := table.Of("米泉市教育局", year); d.Code != want {
			t.Errorf("%d: got %q, want %q", year, d.Code, want)
		}
	}
}
