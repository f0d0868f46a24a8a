package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"gongkai/normalize"
)

// ErrVersion is the error of a JSON file that another version of the contract
// describes, or that was not written by this program.
var ErrVersion = errors.New("not written by this version of gongkai")

// ReadJSON reads what JSON wrote. A file of another schema version gives
// ErrVersion, one that is no such JSON the error of encoding/json with its
// offset.
func ReadJSON(r io.Reader) (*normalize.Disclosure, error) {
	var d normalize.Disclosure
	if err := json.NewDecoder(r).Decode(&d); err != nil {
		return nil, readError(err)
	}
	if d.SchemaVersion != normalize.SchemaVersion {
		return nil, fmt.Errorf("%w: schema version %q", ErrVersion, d.SchemaVersion)
	}
	return &d, nil
}

// ReadHead reads the source, the body and the kind and year of a document from
// what JSON wrote, and no more of the file than it needs. Errors are those of
// ReadJSON.
func ReadHead(r io.Reader) (*normalize.Disclosure, error) {
	var d normalize.Disclosure
	dec := json.NewDecoder(r)
	if t, err := dec.Token(); err != nil {
		return nil, readError(err)
	} else if t != json.Delim('{') {
		return nil, fmt.Errorf("%w: no JSON object", ErrVersion)
	}
	fields := map[string]any{"schema_version": &d.SchemaVersion, "source": &d.Source, "entity": &d.Entity, "document": &d.Document}
	for len(fields) > 0 && dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, readError(err)
		}
		key, _ := name.(string)
		var into any = new(json.RawMessage)
		if field, wanted := fields[key]; wanted {
			into = field
		}
		if err := dec.Decode(into); err != nil {
			return nil, readError(err)
		}
		delete(fields, key)
	}
	if d.SchemaVersion != normalize.SchemaVersion {
		return nil, fmt.Errorf("%w: schema version %q", ErrVersion, d.SchemaVersion)
	}
	return &d, nil
}

// readError adds to an error of encoding/json where in the file it is.
func readError(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("json at byte %d: %w", syntax.Offset, err)
	case errors.As(err, &kind):
		return fmt.Errorf("json at byte %d: %w", kind.Offset, err)
	}
	return fmt.Errorf("json: %w", err)
}
