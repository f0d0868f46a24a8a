package export

import (
	"bufio"
	"fmt"
	"html"
	"io"

	"gongkai/extract"
)

// pageStyle makes the tables of an HTML page look like print.
const pageStyle = `body{font-family:system-ui,sans-serif}
table{border-collapse:collapse;margin:2em 0}
caption{font-weight:bold;padding:.5em;text-align:left}
th,td{border:1px solid #888;padding:.2em .5em;vertical-align:top;text-align:left}
th{background:#eee;text-align:center}`

// HTML writes tables as one page of HTML 5, cells with their spans, headers
// as such, captions and notes with their tables.
func HTML(w io.Writer, title string, tables []*extract.Table) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n<style>\n%s\n</style>\n</head>\n<body>\n",
		html.EscapeString(title), pageStyle)
	for _, t := range tables {
		fmt.Fprint(out, tableHTML(t, captionLines(t)))
		for _, n := range t.NoteTexts() {
			fmt.Fprintf(out, "<p>%s</p>\n", html.EscapeString(n))
		}
	}
	fmt.Fprint(out, "</body>\n</html>\n")
	return out.Flush()
}
