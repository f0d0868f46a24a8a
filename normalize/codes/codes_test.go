package codes

import (
	"testing"
	"testing/fstest"
)

func TestStatus(t *testing.T) {
	l, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		code, name string
		want       Status
	}{
		"listed":              {"2080101", "行政运行", Known},
		"other brackets":      {"30213", "维修(护)费", Known},
		"former name":         {"20805", "行政事业单位离退休", Known},
		"misnumbered":         {"30202", "咨询费", NameMismatch},
		"not listed":          {"2099999", "其他", Unknown},
		"no code":             {"", "合计", Absent},
		"no such first digit": {"901", "合计", Unknown},
	} {
		if got := l.Status(2024, c.code, c.name); got != c.want {
			t.Errorf("%s: %s %s is %s, want %s", name, c.code, c.name, got, c.want)
		}
	}
}

func TestLookupTakesTheNearestYear(t *testing.T) {
	head := "code\tname\tlevel\tparent\tfrom_year\tto_year\tsource\n"
	l, err := Load(fstest.MapFS{
		"functional.tsv":          {Data: []byte(head + "201\told\t类\t\t2010\t2018\ts\n201\tnew\t类\t\t2019\t2024\ts\n")},
		"economic_department.tsv": {Data: []byte(head)},
		"economic_government.tsv": {Data: []byte(head)},
		"revenue.tsv":             {Data: []byte(head)},
		"systems.tsv":             {Data: []byte("system\tsince_year\tsource\nfunctional\t2019\t\n")},
		"changes.tsv":             {Data: []byte("code\told_name\tnew_name\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for year, want := range map[int]string{2012: "old", 2018: "old", 2019: "new", 2030: "new", 2000: "old"} {
		if e, ok := l.Lookup(Functional, year, "201"); !ok || e.Name != want {
			t.Errorf("%d: %+v, want %s", year, e, want)
		}
	}
	if _, ok := l.Lookup(Functional, 2020, "202"); ok {
		t.Error("202 is in no list")
	}
	if got := l.Status(2017, "201", "other"); got != Unknown {
		t.Errorf("a name of 2017 is %s, want unknown: the list begins in 2019", got)
	}
	if got := l.Status(2020, "201", "other"); got != NameMismatch {
		t.Errorf("a name of 2020 is %s", got)
	}
}

func TestLoadNamesFileAndLine(t *testing.T) {
	head := "code\tname\tlevel\tparent\tfrom_year\tto_year\tsource\n"
	_, err := Load(fstest.MapFS{"revenue.tsv": {Data: []byte(head + "101\t税收收入\t类\t\t2019x\t\ts\n")}})
	if err == nil || err.Error() != `revenue.tsv:2: strconv.Atoi: parsing "2019x": invalid syntax` {
		t.Fatal(err)
	}
}

func TestFormer(t *testing.T) {
	list, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		year int
		name string
		want string
	}{
		{2024, "医疗卫生与计划生育支出", "卫生健康支出"}, {2017, "医疗卫生与计划生育支出", ""}, {0, "医疗卫生与计划生育支出", ""}, {2024, "卫生健康支出", ""}, {2024, "办公费", ""},
	} {
		if e, ok := list.Former(c.year, c.name); e.Name != c.want && ok || ok != (c.want != "") {
			t.Errorf("%d %s: got %q %v, want %q", c.year, c.name, e.Name, ok, c.want)
		}
	}
}
