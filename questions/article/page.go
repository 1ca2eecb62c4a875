package article

import (
	"strings"

	"golang.org/x/net/html"
)

// The bounds of a web page, far above those of any article.
const (
	maxElements = 20_000
	maxDepth    = 100      // elements, one in another
	maxTag      = 64 << 10 // bytes
)

// kind says what becomes of an element before a tree is made of a page.
type kind int

// Of an element that is not named below only the text stays. That takes out
// bold and italic, which a tree may hold many times for each time they stand in
// the file: a small page of them could become a tree of millions of nodes.
const (
	unwrap kind = iota
	drop        // the element goes with all that is in it
	keep        // it stays, in the line of text
	block       // it stays, and its text is a paragraph
)

var elements = map[string]kind{
	"script": drop, "style": drop, "noscript": drop, "template": drop, "iframe": drop, "noembed": drop,
	"noframes": drop, "xmp": drop, "plaintext": drop, "textarea": drop, "select": drop, "button": drop,
	"object": drop, "svg": drop, "math": drop, "canvas": drop, "audio": drop, "video": drop,

	"html": keep, "head": keep, "title": keep, "meta": keep, "body": keep, "a": keep, "br": keep,
	"thead": keep, "tbody": keep, "tfoot": keep, "td": keep, "th": keep,

	"article": block, "section": block, "main": block, "header": block, "footer": block, "nav": block,
	"aside": block, "div": block, "p": block, "h1": block, "h2": block, "h3": block, "h4": block, "h5": block,
	"h6": block, "ul": block, "ol": block, "li": block, "dl": block, "dt": block, "dd": block,
	"blockquote": block, "pre": block, "figure": block, "figcaption": block, "address": block, "hr": block,
	"form": block, "table": block, "caption": block, "tr": block,
}

// attributes are those by which the main article of a page is found.
var attributes = map[string]bool{
	"class": true, "id": true, "role": true, "name": true, "property": true, "itemprop": true, "content": true,
	"href": true, "rel": true, "lang": true, "style": true, "hidden": true, "aria-hidden": true,
}

// plainPage returns a page with nothing but the elements and attributes that
// matter, or an error if it is made in a way that no page of an article is.
func plainPage(text string) (string, error) {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	count, isPage := 0, !strings.HasPrefix(strings.TrimSpace(text), "<?xml")
	dropping, depth := "", 0 // the element that is being dropped, and how often it is open
	for {
		next := z.Next()
		if next == html.ErrorToken {
			break
		}
		if err := inspectToken(next, z.Raw()); err != nil {
			return "", err
		}
		token := z.Token()
		kind := elements[token.Data]
		switch {
		case next == html.DoctypeToken || next == html.CommentToken:
		case dropping != "":
			depth += opened(token, dropping)
			if depth == 0 {
				dropping = ""
			}
		case next == html.TextToken:
			out.WriteString(html.EscapeString(token.Data))
		case kind == drop && next == html.StartTagToken:
			dropping, depth = token.Data, 1
		case kind >= keep:
			isPage = isPage || token.Data == "html"
			if next != html.EndTagToken {
				count++
			}
			if count > maxElements {
				return "", refuse("has too many elements for a web page with an article")
			}
			token.Attr = telling(token.Attr)
			out.WriteString(token.String())
		}
	}
	if !isPage {
		return "", refuse("is XML; it must be a web page, a Word document or a text")
	}
	return out.String(), nil
}

// inspectToken refuses what would take much to read and says nothing.
func inspectToken(kind html.TokenType, raw []byte) error {
	if kind != html.TextToken && kind != html.CommentToken && len(raw) > maxTag {
		return refuse("has a tag of more than %d KiB", maxTag>>10)
	}
	if kind != html.TextToken && strings.Contains(strings.ToUpper(string(raw)), "<!ENTITY") {
		return refuse("defines entities of its own, which no web page does")
	}
	return nil
}

// opened returns by how much a token changes how often an element is open.
func opened(t html.Token, name string) int {
	switch {
	case t.Data != name:
		return 0
	case t.Type == html.StartTagToken:
		return 1
	case t.Type == html.EndTagToken:
		return -1
	}
	return 0
}

// telling returns the attributes by which an article is found.
func telling(attrs []html.Attribute) []html.Attribute {
	var kept []html.Attribute
	for _, a := range attrs {
		if attributes[a.Key] {
			kept = append(kept, a)
		}
	}
	return kept
}

// isDeep reports whether elements are nested deeper below n than levels.
func isDeep(n *html.Node, levels int) bool {
	if levels < 0 {
		return true
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if isDeep(child, levels-1) {
			return true
		}
	}
	return false
}
