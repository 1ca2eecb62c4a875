package tests

import (
	"strings"

	"golang.org/x/net/html"
)

// find returns the elements of a kind below a node, in the order of the page.
func find(node *html.Node, tag string) []*html.Node {
	var found []*html.Node
	for n := range node.Descendants() {
		if n.Type == html.ElementNode && n.Data == tag {
			found = append(found, n)
		}
	}
	return found
}

// byID returns the element with an id, or nil.
func byID(node *html.Node, id string) *html.Node {
	for n := range node.Descendants() {
		if n.Type == html.ElementNode && attr(n, "id") == id {
			return n
		}
	}
	return nil
}

func attribute(node *html.Node, name string) (string, bool) {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func attr(node *html.Node, name string) string {
	value, _ := attribute(node, name)
	return value
}

// text is the text below a node, with white space folded.
func text(node *html.Node) string {
	var b strings.Builder
	for n := range node.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// byName returns the first field of the page with a name; it must be there.
func byName(p page, name string) *html.Node {
	for _, input := range find(p.root, "input") {
		if attr(input, "name") == name {
			return input
		}
	}
	return &html.Node{}
}
