package kinds

import (
	"testing"
)

func catalogue(t testing.TB) *Catalogue {
	t.Helper()
	c, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryTitleMatchesItsOwnKind(t *testing.T) {
	c := catalogue(t)
	if len(c.Titles()) < 100 {
		t.Fatalf("only %d titles", len(c.Titles()))
	}
	for _, title := range c.Titles() {
		for _, printed := range []string{title.Text, "2024年" + title.Text, "2024年度" + title.Text, "表 3  " + title.Text, "公开05表 " + title.Text, "三、" + title.Text, "上海市普陀区财政局" + title.Text, "2017年江苏省高级人民法院部门" + title.Text} {
			got := c.MatchTitle(printed, "上海市普陀区财政局")
			if got == nil || got.Kind != title.Kind {
				t.Errorf("%q: got %+v, want kind %s", printed, got, title.Kind)
			}
		}
	}
}
