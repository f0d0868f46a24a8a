package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"gongkai/normalize"
)

func TestReadJSONGivesBackWhatWasWritten(t *testing.T) {
	want := sample(t)
	text := written(t, want)
	got, err := ReadJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if again := written(t, got); !bytes.Equal(again, text) {
		t.Error("written again it differs")
	}
	for i := range want.Facts {
		a, b := &want.Facts[i], &got.Facts[i]
		if a.Amount.String() != b.Amount.String() || a.At != b.At || a.Code != b.Code {
			t.Errorf("fact %s: got %+v, want %+v", a.ID, b, a)
		}
	}
	head, err := ReadHead(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if head.Source != want.Source || head.Entity != want.Entity || !reflect.DeepEqual(head.Document, want.Document) || head.Tables != nil {
		t.Errorf("head: got %+v", head)
	}
}

// TestReadHeadStopsEarly holds that whose a document is can be told without
// its tables, wherever its fields stand.
func TestReadHeadStopsEarly(t *testing.T) {
	for name, text := range map[string]string{
		"as written":       `{"schema_version":"1","source":{"file":"a.pdf"},"entity":{"name":"甲"},"document":{"fiscal_year":2024},"tables":[{` + "\x00",
		"in another order": `{"tables":[{"id":"T1"}],"document":{"fiscal_year":2024},"entity":{"name":"甲"},"source":{"file":"a.pdf"},"schema_version":"1"}`,
	} {
		t.Run(name, func(t *testing.T) {
			d, err := ReadHead(strings.NewReader(text))
			if err != nil || d.Entity.Name != "甲" || d.Document.Year != 2024 || d.Source.File != "a.pdf" {
				t.Errorf("got %+v, %v", d, err)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	var syntax *json.SyntaxError
	for name, c := range map[string]struct {
		text string
		want func(error) bool
	}{
		"other version":  {`{"schema_version":"0"}`, func(err error) bool { return errors.Is(err, ErrVersion) }},
		"no version":     {`{}`, func(err error) bool { return errors.Is(err, ErrVersion) }},
		"not JSON":       {`{"schema_version":`, func(err error) bool { return err != nil }},
		"broken":         {`{"schema_version" "1"}`, func(err error) bool { return errors.As(err, &syntax) && strings.Contains(err.Error(), "at byte ") }},
		"wrong type":     {`{"schema_version":1}`, func(err error) bool { return strings.Contains(err.Error(), "at byte ") }},
		"empty":          {``, func(err error) bool { return err != nil }},
		"amount in text": {`{"schema_version":"1","facts":[{"amount":"x"}]}`, func(err error) bool { return err != nil }},
	} {
		t.Run(name, func(t *testing.T) {
			if d, err := ReadJSON(strings.NewReader(c.text)); !c.want(err) {
				t.Errorf("got %+v, %v", d, err)
			}
			if name == "amount in text" {
				return // beyond the head
			}
			if d, err := ReadHead(strings.NewReader(c.text)); !c.want(err) {
				t.Errorf("head: got %+v, %v", d, err)
			}
		})
	}
}

// FuzzReadJSON holds that any text is read or refused, and that what is read is
// of this version and can be written.
func FuzzReadJSON(f *testing.F) {
	for _, s := range []string{`{"schema_version":"1"}`, `{"schema_version":"1","facts":[{"amount":"1.50","locator":{"page":3,"bbox":[1,2,3,4]}}]}`, `[]`, `{"schema_version":"1","tables":null}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = ReadHead(bytes.NewReader(data))
		d, err := ReadJSON(bytes.NewReader(data))
		if err != nil {
			return
		}
		if d.SchemaVersion != normalize.SchemaVersion {
			t.Errorf("version %q", d.SchemaVersion)
		}
		if err := JSON(new(bytes.Buffer), d); err != nil {
			t.Error(err)
		}
	})
}
