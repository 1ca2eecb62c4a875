package exchange

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"

	"discern/questions"
)

// A QTI package is a zip file: imsmanifest.xml, an item for each passage, and
// the whole pack as discern.json, which the manifest names as a resource that
// every item depends on. Version 3.0 says the same as 2.2 in other words:
// names are in small letters with hyphens, and its own elements begin with
// "qti-".

// dialect is a version of QTI.
type dialect struct {
	prefixed                bool // whether names are those of version 3.0
	item, itemXSD           string
	manifest, manifestXSD   string
	metadata, metadataXSD   string
	lomXSD                  string
	schema, schemaVersion   string
	resource, matchTemplate string
}

const (
	lomSpace = "http://ltsc.ieee.org/xsd/LOM"
	xsiSpace = "http://www.w3.org/2001/XMLSchema-instance"
	packFile = "discern.json"
)

// element and attribute give a name of version 2.2 in d.
func (d dialect) element(name string) string {
	if !d.prefixed {
		return name
	}
	return "qti-" + hyphens(name)
}

func (d dialect) attribute(name string) string {
	if !d.prefixed {
		return name
	}
	return hyphens(name)
}

func hyphens(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// camel is the way back from hyphens, without the "qti-" of elements.
func camel(name string) string {
	name = strings.TrimPrefix(name, "qti-")
	var b strings.Builder
	up := false
	for _, r := range name {
		switch {
		case r == '-':
			up = true
		case up:
			b.WriteRune(unicode.ToUpper(r))
			up = false
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func writeQTI(out io.Writer, p *questions.Pack, d dialect) error {
	var whole bytes.Buffer
	if err := p.Write(&whole); err != nil {
		return err
	}
	z := zip.NewWriter(out)
	pack := packer{z}
	if err := pack.add("imsmanifest.xml", qtiManifest(p, d)); err != nil {
		return err
	}
	if err := pack.add(packFile, whole.Bytes()); err != nil {
		return err
	}
	for _, it := range p.Items {
		if err := pack.add(itemFile(it), qtiItem(p, it, d)); err != nil {
			return err
		}
	}
	return z.Close()
}

func itemFile(it questions.Item) string { return fmt.Sprintf("items/passage-%d.xml", it.Number) }

// itemName is the identifier of an item; it must begin with a letter.
func itemName(it questions.Item) string { return "passage-" + it.ID }

func qtiManifest(p *questions.Pack, d dialect) []byte {
	w := newXMLWriter()
	w.start("manifest", "xmlns", d.manifest, "xmlns:lom", lomSpace, "xmlns:qmd", d.metadata,
		"xmlns:xsi", xsiSpace, "xsi:schemaLocation", strings.Join([]string{
			d.manifest, d.manifestXSD, lomSpace, d.lomXSD, d.metadata, d.metadataXSD}, " "),
		"identifier", "pack-"+p.ID)
	w.start("metadata")
	w.words("schema", d.schema)
	w.words("schemaversion", d.schemaVersion)
	qtiLOM(w, p, p.ID, p.Title, p.About, []string{"pack:" + p.Slug, fmt.Sprintf("version:%d", p.Version)})
	w.end()
	w.empty("organizations")
	w.start("resources")
	for _, it := range p.Items {
		w.start("resource", "identifier", itemName(it), "type", d.resource, "href", itemFile(it))
		w.start("metadata")
		w.start("qmd:qtiMetadata")
		w.words("qmd:timeDependent", "false")
		w.words("qmd:composite", "false")
		w.words("qmd:interactionType", "choiceInteraction")
		w.words("qmd:feedbackType", "nonadaptive")
		w.words("qmd:solutionAvailable", "true")
		w.words("qmd:scoringMode", "responseprocessing")
		w.words("qmd:toolName", "Discern")
		w.end()
		qtiLOM(w, p, it.ID, qtiTitle(p, it), "", tagsOf(p, it))
		w.end()
		w.empty("file", "href", itemFile(it))
		w.empty("dependency", "identifierref", "discern")
		w.end()
	}
	w.start("resource", "identifier", "discern", "type", "webcontent", "href", packFile)
	w.empty("file", "href", packFile)
	w.end()
	w.end()
	w.end()
	return w.b.Bytes()
}

// qtiLOM writes the general part of IEEE learning object metadata.
func qtiLOM(w *xmlWriter, p *questions.Pack, id, title, about string, keywords []string) {
	say := func(name, text string) {
		w.start(name)
		w.words("lom:string", text, "language", p.Language)
		w.end()
	}
	w.start("lom:lom")
	w.start("lom:general")
	w.start("lom:identifier")
	w.words("lom:catalog", "discern")
	w.words("lom:entry", id)
	w.end()
	say("lom:title", title)
	w.words("lom:language", p.Language)
	if about != "" {
		say("lom:description", about)
	}
	for _, k := range keywords {
		w.start("lom:keyword")
		w.words("lom:string", k)
		w.end()
	}
	w.end()
	w.end()
}

// qtiTitle is the name of an item; one that must not be scored says so, because
// QTI has no field for it.
func qtiTitle(p *questions.Pack, it questions.Item) string {
	if it.Status == questions.Disputed {
		return questionTitle(it) + " [" + phrasesFor(p.Language).disputed + "]"
	}
	return questionTitle(it)
}

// itemWriter writes one item in a dialect; names are given as in version 2.2.
type itemWriter struct {
	*xmlWriter
	d dialect
}

func (w itemWriter) attrs(list []string) []string {
	for i := 0; i < len(list); i += 2 {
		if !strings.Contains(list[i], ":") {
			list[i] = w.d.attribute(list[i])
		}
	}
	return list
}

func (w itemWriter) start(name string, attrs ...string) {
	w.xmlWriter.start(w.d.element(name), w.attrs(attrs)...)
}

func (w itemWriter) empty(name string, attrs ...string) {
	w.xmlWriter.empty(w.d.element(name), w.attrs(attrs)...)
}

func (w itemWriter) words(name, text string, attrs ...string) {
	w.xmlWriter.words(w.d.element(name), text, w.attrs(attrs)...)
}

func qtiItem(p *questions.Pack, it questions.Item, d dialect) []byte {
	w := itemWriter{newXMLWriter(), d}
	say := phrasesFor(p.Language)
	w.start("assessmentItem", "xmlns", d.item, "xmlns:xsi", xsiSpace,
		"xsi:schemaLocation", d.item+" "+d.itemXSD,
		"identifier", itemName(it), "title", qtiTitle(p, it), "xml:lang", p.Language,
		"adaptive", "false", "timeDependent", "false")
	w.start("responseDeclaration", "identifier", "RESPONSE", "cardinality", "single", "baseType", "identifier")
	w.start("correctResponse")
	w.words("value", string(it.Label))
	w.end()
	w.end()
	w.start("outcomeDeclaration", "identifier", "SCORE", "cardinality", "single", "baseType", "float")
	w.start("defaultValue")
	w.words("value", "0")
	w.end()
	w.end()
	w.empty("outcomeDeclaration", "identifier", "FEEDBACK", "cardinality", "single", "baseType", "identifier")
	w.start("itemBody")
	w.xmlWriter.words("p", it.Text)
	w.start("choiceInteraction", "responseIdentifier", "RESPONSE", "shuffle", "false", "maxChoices", "1")
	w.words("prompt", say.prompt)
	for i, l := range questions.Labels {
		w.words("simpleChoice", say.kinds[i], "identifier", string(l))
	}
	w.end()
	w.end()
	w.processing()
	for _, l := range questions.Labels {
		w.feedback(l, choiceFeedback(p, it, l))
	}
	w.end()
	return w.b.Bytes()
}

// processing scores the answer as the standard template does, which it names
// for tools that know only templates, and shows the feedback to the choice.
func (w itemWriter) processing() {
	set := func(name, value string) {
		w.start("setOutcomeValue", "identifier", name)
		w.words("baseValue", value, "baseType", "float")
		w.end()
	}
	w.start("responseProcessing", "template", w.d.matchTemplate)
	w.start("responseCondition")
	w.start("responseIf")
	w.start("match")
	w.empty("variable", "identifier", "RESPONSE")
	w.empty("correct", "identifier", "RESPONSE")
	w.end()
	set("SCORE", "1")
	w.end()
	w.start("responseElse")
	set("SCORE", "0")
	w.end()
	w.end()
	w.start("setOutcomeValue", "identifier", "FEEDBACK")
	w.empty("variable", "identifier", "RESPONSE")
	w.end()
	w.end()
}

func (w itemWriter) feedback(l questions.Label, text string) {
	if text == "" {
		return
	}
	w.start("modalFeedback", "outcomeIdentifier", "FEEDBACK", "identifier", string(l), "showHide", "show")
	if w.d.prefixed {
		w.start("contentBody")
	}
	w.xmlWriter.words("p", text)
	if w.d.prefixed {
		w.end()
	}
	w.end()
}
