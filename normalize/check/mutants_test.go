package check_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"gongkai/extract"
	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/check"
	"gongkai/normalize/records"
)

func key(f trace.Finding) string {
	return f.Rule + "|" + f.Text + "|" + f.Table + "|" + f.Diff + "|" + f.Where
}

func TestExplore(t *testing.T) {
	files, _ := filepath.Glob(os.Getenv("GONGKAI_MUT"))
	type score struct{ found, all int }
	total := map[string]*score{}
	for _, file := range files {
		doc, err := extract.ReadFile(context.Background(), file, extract.Options{})
		if err != nil {
			continue
		}
		d := normalize.Normalize(doc)
		records.Read(d, records.Options{})
		base := map[string]bool{}
		for _, f := range check.Run(d) {
			base[key(f)] = true
		}
		missed := map[string][]string{}
		for i := range d.Facts {
			f := &d.Facts[i]
			old := *f
			delta := decimal.New(7, f.Amount.Exponent()+1)
			f.Amount = normalize.Decimal{Decimal: f.Amount.Add(delta)}
			f.AmountRaw = f.Amount.String()
			if old.AmountYuan != nil {
				f.AmountYuan = &normalize.Decimal{Decimal: old.AmountYuan.Add(delta.Mul(factor(old)))}
			}
			found := false
			for _, x := range check.Run(d) {
				if x.Status == trace.Hold || base[key(x)] {
					continue
				}
				found = true
			}
			k := old.Kind + " " + old.Measure
			if total[k] == nil {
				total[k] = &score{}
			}
			total[k].all++
			if found {
				total[k].found++
			} else {
				missed[k] = append(missed[k], fmt.Sprintf("%s r%d %s%s %s %s", old.Table, old.Row, old.Code, old.Name, strings.Join(old.MeasurePath, ">"), old.AmountRaw))
			}
			*f = old
		}
		if os.Getenv("GONGKAI_MUT_V") != "" {
			fmt.Println("==", filepath.Base(file))
			for k, m := range missed {
				for _, s := range m {
					fmt.Println("  ", k, ":", s)
				}
			}
		}
	}
	var keys []string
	for k := range total {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	f, a := 0, 0
	for _, k := range keys {
		f += total[k].found
		a += total[k].all
		if total[k].found < total[k].all {
			fmt.Printf("%-50s %d of %d\n", k, total[k].found, total[k].all)
		}
	}
	fmt.Println(f, "of", a)
}

func TestExploreText(t *testing.T) {
	files, _ := filepath.Glob(os.Getenv("GONGKAI_MUT"))
	found, all := 0, 0
	for _, file := range files {
		doc, err := extract.ReadFile(context.Background(), file, extract.Options{})
		if err != nil {
			continue
		}
		d := normalize.Normalize(doc)
		records.Read(d, records.Options{})
		base := map[string]bool{}
		for _, f := range check.Run(d) {
			base[key(f)] = true
		}
		fmt.Println("==", filepath.Base(file))
		run := func(what string, n *normalize.NarrativeFact) {
			all++
			for _, x := range check.Run(d) {
				if x.Status != trace.Hold && !base[key(x)] {
					found++
					return
				}
			}
			fmt.Println("  ", what, n.Scope, "|", n.Subject, n.Amount, n.Delta, n.DeltaPct, n.Share, n.Fact)
		}
		for i := range d.Narrative {
			n := &d.Narrative[i]
			if n.Amount == nil || n.Limit {
				continue
			}
			old := *n
			n.Amount = &normalize.Decimal{Decimal: n.Amount.Add(decimal.New(7, n.Amount.Exponent()+1))}
			run("amount", n)
			*n = old
		}
	}
	fmt.Println(found, "of", all)
}

func factor(f normalize.Fact) decimal.Decimal {
	if f.Amount.IsZero() {
		switch f.Unit {
		case "万元":
			return decimal.New(1, 4)
		}
		return decimal.New(1, 0)
	}
	return f.AmountYuan.DivRound(f.Amount.Decimal, 0)
}
