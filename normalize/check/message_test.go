package check

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gongkai/extract/trace"
)

func TestMessage(t *testing.T) {
	at := []trace.Locator{{Page: 3}, {Page: 5}}
	for _, c := range []struct {
		name   string
		f      trace.Finding
		zh, en string
	}{
		{"identity", trace.Finding{Rule: "sum.children", Status: trace.Fail, Table: "T2", Left: "5.00", Right: "4.00", Diff: "1.00", At: at,
			Values: values{"row": "208 社会保障", "column": "合计", "parts": "2"}},
			"上级科目应等于下级科目之和：T2 208 社会保障，合计，下级2项；左边 5.00，右边 4.00，相差 1.00",
			"a subject should be the sum of those beneath it: T2, 208 社会保障, 合计, 2 codes beneath it; 5.00 against 4.00, difference 1.00"},
		{"one wrong figure", trace.Finding{Rule: "procurement.parts", Status: trace.Fail,
			Values: values{"culprit": "9", "culprit_page": "3", "culprit_row": "208", "explained": "2"}},
			"政府采购总额不等于货物、工程、服务之和：第3页 9（208）一处有误即可解释此处和另外 2 处",
			"procurement is not the sum of goods, works and services: 9 on page 3 (208) alone would explain this and 2 more"},
		{"holds", trace.Finding{Rule: "text.percent", Status: trace.Hold, Values: values{"held": "4"}},
			"增减百分比与金额不符：相符 4 处", "the percentage does not follow from the amounts: holds exactly 4 times"},
		{"two tables", trace.Finding{Rule: "cross.balance", Status: trace.Fail, Table: "T1", At: at,
			Values: values{"row": "收入总计", "table2": "T1", "row2": "支出总计"}},
			"收支总表收入总计应等于支出总计：T1第3页收入总计，T1第5页支出总计", "total income should equal total expenditure: T1 page 3 收入总计, T1 page 5 支出总计"},
		{"reading", trace.Finding{Rule: "fact.unread", Message: "T1 row 2: no number", Text: "1.2.3"},
			"金额栏中的内容读不成金额，未列为数据：“1.2.3”", "T1 row 2: no number"},
		{"two readings", trace.Finding{Rule: "layout.reading_chosen", Message: "m", Text: "8", At: at,
			Values: values{"chosen": "甲 | 8 | ", "other": "甲 |  | 8", "held": "3", "other_held": "2"}},
			"版面有两种读法，按加总关系成立较多的一种读取：读作“甲 | 8 | ”（3 处成立），不读作“甲 |  | 8”（2 处成立）", "m"},
		{"a value is missing", trace.Finding{Rule: "code.other_table", Text: "x"}, "同名科目在其他表中编码不同：“x”，其他表中编码为 ?；公布的编码照录",
			"other tables give the name another code: x has the code ? there; the published code is kept"},
		{"no rule", trace.Finding{Rule: "nowhere", Message: "m"}, "m", "m"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Message(&c.f, Chinese); got != c.zh {
				t.Errorf("got  %s\nwant %s", got, c.zh)
			}
			if got := Message(&c.f, English); got != c.en {
				t.Errorf("got  %s\nwant %s", got, c.en)
			}
		})
	}
}

// TestMessagesAreOfRules holds the messages to the catalogue.
func TestMessagesAreOfRules(t *testing.T) {
	rules, err := rulesByID()
	if err != nil {
		t.Fatal(err)
	}
	words, err := loadMessages()
	if err != nil {
		t.Fatal(err)
	}
	place := regexp.MustCompile(`\{[a-z0-9_]*\}`)
	for id, s := range words.Seen {
		if rules[id].ID == "" {
			t.Errorf("messages.yaml: %s is no rule", id)
		}
		if s.Chinese == "" || s.English == "" || strings.ContainsAny(place.ReplaceAllString(s.Chinese+s.English, ""), "{}") {
			t.Errorf("messages.yaml: %s lacks a language or has an open place", id)
		}
	}
}

// TestReadingRulesAreKnown looks up every rule that the packages which read
// documents name in their source: each needs its Chinese sentence.
func TestReadingRulesAreKnown(t *testing.T) {
	rules, err := rulesByID()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, root := range []string{"../../extract", ".."} {
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			for _, id := range ruleLiterals(t, path) {
				n++
				if rules[id].Chinese == "" {
					t.Errorf("%s: the rule %s is not in the catalogue", path, id)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 20 {
		t.Errorf("only %d rules found in the sources", n)
	}
}

// ruleLiterals returns the texts that a source file gives to fields named Rule,
// to constants named after rules, and to the functions report and add.
func ruleLiterals(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	keep := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && ruleID.MatchString(s) {
				out = append(out, s)
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Rule" {
				keep(n.Value)
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if strings.HasPrefix(strings.ToLower(name.Name), "rule") && i < len(n.Values) {
					keep(n.Values[i])
				}
			}
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "report" || f.Name == "add") && len(n.Args) > 1 {
				keep(n.Args[0])
			}
		}
		return true
	})
	return out
}

// ruleID is how the ids of rules are written.
var ruleID = regexp.MustCompile(`^[a-z]+[._][a-z_]+$`)
