package check_test

import (
	"context"
	"fmt"
	"log"

	"gongkai/extract"
	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/check"
)

// The accounting identities of a disclosure: what holds and what does not. No
// value is changed.
func ExampleRun() {
	doc, err := extract.ReadFile(context.Background(), "../../fixtures/seed-docx-lo.pdf", extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	holds := 0
	for _, f := range check.Run(normalize.Normalize(doc)) {
		switch {
		case f.Status == trace.Hold:
			holds++
		case f.Rule == "text.number":
			fmt.Printf("page %d: %s\n", f.At[0].Page, f.Message)
		}
	}
	fmt.Println("some identities hold:", holds > 0)
	// Output:
	// page 23: the points or separators of an amount are malformed: 1.5.0
	// some identities hold: true
}
