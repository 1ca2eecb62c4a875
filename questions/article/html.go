package article

import (
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// ReadHTML reads the main article of a web page, without its menus, adverts and
// comments; of a page that has no such part, all its text. Its title is the
// page's. Nothing the page points to is fetched and no script is run.
func ReadHTML(b []byte) (Document, error) {
	if err := tooLarge(len(b)); err != nil {
		return Document{}, err
	}
	text, err := decodePage(b)
	if err != nil {
		return Document{}, err
	}
	plain, err := plainPage(text)
	if err != nil {
		return Document{}, err
	}
	page, err := html.Parse(strings.NewReader(plain))
	if err != nil || isDeep(page, maxDepth) {
		return Document{}, refuse("is nested too deeply for a web page")
	}
	whole := textOf(page) // before the search for the article takes the page apart
	title, main := mainArticle(page)
	if d, err := fromText(title, main); err == nil {
		return d, nil
	}
	return fromText(title, whole)
}

// mainArticle returns the title of a page and the text of its main part, which
// is empty if it has none. It changes the page.
func mainArticle(page *html.Node) (title, text string) {
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	found, err := parser.ParseAndMutate(page, nil)
	if err != nil || found.Node == nil {
		return found.Title(), ""
	}
	return found.Title(), textOf(found.Node)
}

// textOf returns the text below n with a blank line round every block, so that
// each becomes a paragraph.
func textOf(n *html.Node) string {
	var out strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		block := n.Type == html.ElementNode && (elements[n.Data] == block || n.Data == "body")
		switch {
		case n.Type == html.TextNode:
			// White space in a page means a space, whatever it is.
			out.WriteString(pageSpace.Replace(n.Data))
		case n.Data == "head" && n.Type == html.ElementNode:
			return
		case n.Data == "br" && n.Type == html.ElementNode:
			out.WriteByte('\n')
		case block:
			out.WriteString("\n\n")
		case n.Data == "td" || n.Data == "th":
			out.WriteByte(' ')
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
		if block {
			out.WriteString("\n\n")
		}
	}
	walk(n)
	return out.String()
}

var pageSpace = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ", "\f", " ")
