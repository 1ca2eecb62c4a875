package exchange

import (
	"io"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

// escapeText makes words into HTML. Quotation marks need no escape in a text,
// and numeric references would collide with the # of GIFT.
var escapeText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace

// paragraphs makes each line that is not empty a paragraph of HTML.
func paragraphs(lines ...string) string {
	var b strings.Builder
	for _, line := range lines {
		if line != "" {
			b.WriteString("<p>" + escapeText(line) + "</p>")
		}
	}
	return b.String()
}

// reading collects the lines of a marked-up text, and counts what is no text.
type reading struct {
	lines   []string
	current strings.Builder
	images  int
}

func (r *reading) end() {
	if line := squeeze(r.current.String()); line != "" {
		r.lines = append(r.lines, line)
	}
	r.current.Reset()
}

// element takes note of an element by its name in HTML. It reports whether the
// element's content is to be read.
func (r *reading) element(name string) bool {
	switch name {
	case "script", "style", "head", "template":
		return false
	case "img", "image", "object", "svg", "video", "audio", "iframe", "embed", "canvas":
		r.images++
	}
	if blocks[name] {
		r.end()
	}
	return true
}

var blocks = map[string]bool{
	"p": true, "div": true, "br": true, "hr": true, "li": true, "ul": true, "ol": true,
	"dl": true, "dt": true, "dd": true, "table": true, "tr": true, "td": true, "th": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "pre": true,
	"blockquote": true, "section": true, "article": true, "header": true, "footer": true,
	"figure": true, "figcaption": true, "caption": true, "prompt": true,
}

// readHTML reads the words of HTML, which may be broken: entities are decoded,
// elements dropped, and a block is a line of its own.
func readHTML(s string) *reading {
	r := new(reading)
	if !strings.ContainsAny(s, "<&") {
		r.current.WriteString(s)
		r.end()
		return r
	}
	z := html.NewTokenizer(strings.NewReader(s))
	unread := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				r.current.Reset()
			}
			r.end()
			return r
		case html.TextToken:
			if !unread {
				r.current.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			unread = !r.element(string(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			unread = false
			if blocks[string(name)] {
				r.end()
			}
		}
	}
}

// readPlain reads words without markup, a line a line.
func readPlain(s string) *reading {
	r := new(reading)
	for line := range strings.Lines(s) {
		r.current.WriteString(line)
		r.end()
	}
	return r
}

// words joins all lines.
func (r *reading) words() string { return strings.Join(r.lines, " ") }

// passage joins the lines but for the question that a writer here puts under
// the passage.
func (r *reading) passage() string {
	if n := len(r.lines); n > 1 && isPrompt(r.lines[n-1]) {
		return strings.Join(r.lines[:n-1], " ")
	}
	return r.words()
}

// squeeze makes white space and control characters single spaces, and trims.
// A no-break space inside is left alone: French needs it.
func squeeze(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		if r == ' ' || unicode.IsControl(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return strings.TrimFunc(b.String(), func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
}

// clean takes out only what no text of a pack may hold.
func clean(s string) string {
	if strings.IndexFunc(s, unicode.IsControl) < 0 {
		return s
	}
	return squeeze(s)
}

// sameWords reports whether two texts show the same words, however tools on the
// way treated white space, composed characters and what XML cannot hold.
func sameWords(a, b string) bool { return shown(a) == shown(b) }

func shown(s string) string {
	return norm.NFC.String(strings.Join(strings.Fields(squeeze(xmlText(s))), " "))
}

// shorten cuts a text for a title or a report, at a character.
func shorten(s string, limit int) string {
	n := 0
	for i := range s {
		if n == limit {
			return strings.TrimSpace(s[:i]) + "…"
		}
		n++
	}
	return s
}
