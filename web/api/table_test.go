package api

import (
	"mime"
	"strings"
	"testing"
)

func TestAttachment(t *testing.T) {
	for title, want := range map[string]string{
		"8B":                 "8B scores.csv",
		"Größe \"8/9\" 😀":    "Größe -8-9- 😀 scores.csv",
		"a\r\nSet-Cookie: x": "a--Set-Cookie- x scores.csv",
	} {
		header := attachment(title, "scores.csv")
		// The plain name is for those who do not read the other.
		if first, _, both := strings.Cut(header, "; filename*="); !both || first != `attachment; filename="scores.csv"` {
			t.Errorf("%q", header)
		}
		_, starred, _ := strings.Cut(header, `"; `)
		if kind, params, err := mime.ParseMediaType("attachment; " + starred); err != nil || kind != "attachment" || params["filename"] != want {
			t.Errorf("%q names %q, want %q (%v)", header, params["filename"], want, err)
		}
	}
}
