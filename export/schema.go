package export

import _ "embed"

// Schema is the JSON Schema (2020-12) of what JSON writes.
//
//go:embed schema/document.schema.json
var Schema []byte

// LineSchema is the JSON Schema (2020-12) of a line of what JSONLines writes; it
// refers to Schema.
//
//go:embed schema/line.schema.json
var LineSchema []byte
