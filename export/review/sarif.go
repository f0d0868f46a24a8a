package review

import (
	"io"
	"net/url"
	"path/filepath"

	"gongkai/extract/trace"
	"gongkai/normalize/check"
)

// The version and the schema of the log (OASIS SARIF 2.1.0, errata 01).
const (
	sarifVersion = "2.1.0"
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

// The parts of a log, as far as they are written; section numbers are those of
// the specification.
type (
	sarifLog struct { // 3.13
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct { // 3.14
		Tool       sarifTool       `json:"tool"`
		Language   string          `json:"language"`
		Artifacts  []sarifArtifact `json:"artifacts"`
		Results    []sarifResult   `json:"results"`
		ColumnKind string          `json:"columnKind"`
	}
	sarifTool struct { // 3.18
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct { // 3.19
		Name     string      `json:"name"`
		Version  string      `json:"version"`
		Language string      `json:"language"`
		Rules    []sarifRule `json:"rules"`
	}
	sarifRule struct { // 3.49
		ID      string         `json:"id"`
		Short   sarifMessage   `json:"shortDescription"`
		Default sarifLevel     `json:"defaultConfiguration"`
		More    map[string]any `json:"properties"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifArtifact struct { // 3.24
		Location sarifURI          `json:"location"`
		MimeType string            `json:"mimeType"`
		Hashes   map[string]string `json:"hashes,omitempty"`
	}
	sarifURI struct { // 3.4
		URI   string `json:"uri"`
		Index *int   `json:"index,omitempty"`
	}
	sarifResult struct { // 3.27
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Kind      string          `json:"kind"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations"`
		More      map[string]any  `json:"properties"`
	}
	sarifLocation struct { // 3.28
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
		Message  *sarifMessage  `json:"message,omitempty"`
	}
	sarifPhysical struct { // 3.29
		Artifact sarifURI     `json:"artifactLocation"`
		More     *sarifRegion `json:"properties,omitempty"`
	}
	// A sarifRegion is in the property bag of its place: the regions of the
	// specification are lines and bytes, of which a page of PDF has none.
	sarifRegion struct {
		Page int         `json:"page"`
		Box  *trace.Rect `json:"boundingBox,omitempty"` // x0, y0, x1, y1 in points from the top left corner of the page
	}
	sarifLogical struct { // 3.33
		Name string `json:"name"`
		Kind string `json:"kind"`
	}
)

// sarifLevels are the levels of results that are failures (3.27.10).
var sarifLevels = map[trace.Severity]string{trace.Error: "error", trace.Warning: "warning", trace.Info: "note"}

// SARIF writes the findings of documents as a log of the Static Analysis
// Results Interchange Format, version 2.1.0, which editors and CI systems show.
// Identities that are true are no results and left out.
func SARIF(w io.Writer, docs []Document, l check.Language, version string) error {
	rules, err := check.Rules()
	if err != nil {
		return err
	}
	t := wordsOf(l)
	run := sarifRun{Language: t.Lang, Artifacts: []sarifArtifact{}, Results: []sarifResult{}, ColumnKind: "unicodeCodePoints",
		Tool: sarifTool{sarifDriver{Name: "gongkai", Version: version, Language: t.Lang}}}
	index := map[string]int{}
	for i, r := range rules {
		index[r.ID] = i
		text := r.English
		if l == check.Chinese {
			text = r.Chinese
		}
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{r.ID, sarifMessage{text}, sarifLevel{sarifLevels[r.Severity]},
			map[string]any{"kind": r.Kind, "source": r.Source}})
	}
	for i := range docs {
		d := &docs[i]
		a := sarifArtifact{Location: sarifURI{URI: fileURI(d.File)}, MimeType: "application/pdf"}
		if d.SHA256 != "" {
			a.Hashes = map[string]string{"sha-256": d.SHA256}
		}
		run.Artifacts = append(run.Artifacts, a)
		for _, s := range severities {
			for _, f := range d.of(s) {
				k, known := index[f.Rule]
				if !known {
					k = -1 // 3.27.6: no rule of the list
				}
				run.Results = append(run.Results, sarifResultOf(&f, l, t, k, sarifURI{a.Location.URI, &i}))
			}
		}
	}
	return writeJSON(w, sarifLog{sarifSchema, sarifVersion, []sarifRun{run}})
}

// sarifResultOf makes the result of a finding; rule is the index of its rule.
func sarifResultOf(f *trace.Finding, l check.Language, t *words, rule int, file sarifURI) sarifResult {
	out := sarifResult{RuleID: f.Rule, RuleIndex: rule, Kind: "fail", Level: sarifLevels[f.Severity], Message: sarifMessage{check.Message(f, l)},
		More: map[string]any{"status": f.Status}}
	if out.Level == "note" && f.Status != trace.Fail {
		out.Kind, out.Level = "informational", "none" // 3.27.10: only a failure has a level
	}
	if f.Text != "" {
		out.More["text"] = f.Text
	}
	for _, at := range f.At {
		loc := sarifLocation{Physical: sarifPhysical{Artifact: file}}
		if at.Page > 0 {
			loc.Physical.More = &sarifRegion{Page: at.Page}
			loc.Message = &sarifMessage{place(at, t)}
		}
		if at.Page > 0 && !at.Box.IsZero() {
			loc.Physical.More.Box = &at.Box
		}
		out.Locations = append(out.Locations, loc)
	}
	if len(out.Locations) == 0 {
		out.Locations = []sarifLocation{{Physical: sarifPhysical{Artifact: file}}}
	}
	if f.Table != "" {
		out.Locations[0].Logical = []sarifLogical{{f.Table, "table"}}
	}
	return out
}

// fileURI is the URI of a file as it was named (RFC 3986, RFC 8089).
func fileURI(file string) string {
	u := url.URL{Path: filepath.ToSlash(file)}
	if filepath.IsAbs(file) {
		u.Scheme = "file"
		if u.Path[0] != '/' {
			u.Path = "/" + u.Path
		}
	}
	return u.String()
}
