package exchange

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// node is an element of an XML document, or a text or a comment in one: then
// name is "" and text holds it.
type node struct {
	name    string
	attrs   []xml.Attr
	text    string
	comment bool
	kids    []*node
}

// attr returns the value of an attribute, or "".
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child returns the first child element of that name, or an empty one.
func (n *node) child(name string) *node {
	for _, kid := range n.kids {
		if kid.name == name {
			return kid
		}
	}
	return new(node)
}

// children returns all child elements of that name.
func (n *node) children(name string) []*node {
	var list []*node
	for _, kid := range n.kids {
		if kid.name == name {
			list = append(list, kid)
		}
	}
	return list
}

// all returns every element of that name below n, in the order of the document.
func (n *node) all(name string) []*node {
	var list []*node
	for _, kid := range n.kids {
		if kid.name == name {
			list = append(list, kid)
		}
		list = append(list, kid.all(name)...)
	}
	return list
}

// value joins the texts directly below n.
func (n *node) value() string {
	var b strings.Builder
	for _, kid := range n.kids {
		if kid.name == "" && !kid.comment {
			b.WriteString(kid.text)
		}
	}
	return b.String()
}

// carried returns the JSON in a comment directly below n that begins with mark.
func (n *node) carried(mark string) string {
	for _, kid := range n.kids {
		if raw, ok := strings.CutPrefix(strings.TrimSpace(kid.text), mark); ok && kid.comment {
			return raw
		}
	}
	return ""
}

// xmlReader reads XML of strangers: without a document type, and so without
// entities of its own, and within bounds of depth and size.
type xmlReader struct {
	d     *xml.Decoder
	depth int
	names func(string) string // of elements and attributes; nil leaves them
}

func newXMLReader(text string) *xmlReader {
	x := &xmlReader{d: xml.NewDecoder(strings.NewReader(text))}
	x.d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		switch strings.ToLower(label) {
		case "utf-8", "utf8", "utf-16", "us-ascii", "ascii":
			return in, nil // decodeText has seen to it
		}
		return nil, refuse("the file says that it is in %q; save it as UTF-8 and try again", shorten(label, 20))
	}
	return x
}

// token returns the next token. Its errors are io.EOF, a *Refusal for what is
// never read, or else those of broken XML.
func (x *xmlReader) token() (xml.Token, error) {
	token, err := x.d.Token()
	if err != nil {
		if refusal, ok := errors.AsType[*Refusal](err); ok {
			return nil, refusal
		}
		return nil, err
	}
	switch token.(type) {
	case xml.Directive:
		return nil, refuse("the file has a document type (<!DOCTYPE …>), which is never read; take it out")
	case xml.StartElement:
		if x.depth++; x.depth > maxDepth {
			return nil, refuse("elements are nested more than %d deep", maxDepth)
		}
	case xml.EndElement:
		x.depth--
	}
	return token, nil
}

// tree reads the element that begins with start, to its end.
func (x *xmlReader) tree(start xml.StartElement) (*node, error) {
	root := x.element(start)
	open := []*node{root}
	for n := 1; len(open) > 0; n++ {
		token, err := x.token()
		if err != nil {
			return nil, err
		}
		if n > maxNodes {
			return nil, refuse("an element holds more than %d others", maxNodes)
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			kid := x.element(t)
			top.kids = append(top.kids, kid)
			open = append(open, kid)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.kids = append(top.kids, &node{text: string(t)})
		case xml.Comment:
			top.kids = append(top.kids, &node{text: string(t), comment: true})
		}
	}
	return root, nil
}

func (x *xmlReader) element(start xml.StartElement) *node {
	n := &node{name: start.Name.Local}
	if x.names != nil {
		n.name = x.names(n.name)
	}
	for _, a := range start.Copy().Attr {
		if x.names != nil {
			a.Name.Local = x.names(a.Name.Local)
		}
		n.attrs = append(n.attrs, a)
	}
	return n
}

// document reads a whole document as a tree.
func (x *xmlReader) document() (*node, error) {
	for {
		token, err := x.token()
		if err != nil {
			return nil, err
		}
		if start, ok := token.(xml.StartElement); ok {
			return x.tree(start)
		}
	}
}

// xmlWriter writes XML that is the same every time, an element a line.
type xmlWriter struct {
	b    bytes.Buffer
	open []string
}

func newXMLWriter() *xmlWriter {
	w := new(xmlWriter)
	w.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	return w
}

// tag writes the beginning of an element; attrs are names and values in turn.
func (w *xmlWriter) tag(name, end string, attrs ...string) {
	w.b.WriteString(strings.Repeat(" ", len(w.open)) + "<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		w.b.WriteString(" " + attrs[i] + `="`)
		w.escape(attrs[i+1])
		w.b.WriteByte('"')
	}
	w.b.WriteString(end)
}

func (w *xmlWriter) escape(s string) {
	// A bytes.Buffer takes everything.
	_ = xml.EscapeText(&w.b, []byte(s))
}

func (w *xmlWriter) start(name string, attrs ...string) {
	w.tag(name, ">\n", attrs...)
	w.open = append(w.open, name)
}

func (w *xmlWriter) end() {
	name := w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	w.b.WriteString(strings.Repeat(" ", len(w.open)) + "</" + name + ">\n")
}

func (w *xmlWriter) empty(name string, attrs ...string) { w.tag(name, "/>\n", attrs...) }

// words writes an element that holds only a text.
func (w *xmlWriter) words(name, text string, attrs ...string) {
	w.tag(name, ">", attrs...)
	w.escape(text)
	w.b.WriteString("</" + name + ">\n")
}

// html writes an element that holds HTML as CDATA. escapeText has seen to it
// that no > follows two brackets.
func (w *xmlWriter) html(name, html string) {
	w.tag(name, "><![CDATA["+xmlText(html)+"]]></"+name+">\n")
}

func (w *xmlWriter) comment(s string) {
	w.b.WriteString(strings.Repeat(" ", len(w.open)) + "<!-- " + forComment(s) + " -->\n")
}
