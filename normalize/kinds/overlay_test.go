package kinds

import (
	"errors"
	"testing"
)

func TestWith(t *testing.T) {
	const file = "name: 某省\ndoc: budget\nseen: [某省2030年部门预算]\ntitles:\n  income: [部门进账一览表]\n"
	c, err := With("moon.yaml", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if m := c.MatchTitle("部门进账一览表"); m == nil || m.Kind != "income" || m.Layout != "moon" {
		t.Errorf("the title of the added file matches %+v", m)
	}
	if m := catalogue(t).MatchTitle("部门进账一览表"); m != nil {
		t.Errorf("the embedded files know the title, too: %+v", m)
	}
	if c.MatchTitle("部门收入总表") == nil {
		t.Error("the embedded titles are gone")
	}
	for name, bad := range map[string]string{
		"unknown kind":    "name: 某省\ndoc: budget\nseen: [甲]\ntitles:\n  incomes: [部门进账一览表]\n",
		"unknown key":     "name: 某省\ndoc: budget\nseen: [甲]\ntitel: {}\n",
		"seen nowhere":    "name: 某省\ndoc: budget\n",
		"title of two":    "name: 某省\ndoc: budget\nseen: [甲]\ntitles:\n  income: [部门支出总表]\n",
		"not even a list": "[",
	} {
		var data *DataError
		if _, err := With("moon.yaml", []byte(bad)); !errors.As(err, &data) {
			t.Errorf("%s: got %v, want a DataError", name, err)
		}
	}
}
