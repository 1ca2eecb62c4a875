package exchange

import (
	"errors"
	"path"
	"strings"

	"discern/questions"
)

// readQTI reads a package of version 2 or 3: the two differ only in names,
// which camel makes the same.
func readQTI(data []byte) (*Report, error) {
	a, err := openArchive(data)
	if err != nil {
		return nil, err
	}
	manifest, err := readXMLFile(a, a.manifest)
	if err != nil {
		return nil, asRefusal(err, "the manifest of the package")
	}
	c := newCollector()
	general := manifest.child("metadata").child("lom").child("general")
	c.title = general.child("title").child("string").value()
	carried := carriedPack(c, a)
	var seen []string
	for _, res := range manifest.child("resources").children("resource") {
		id, err := qtiResource(c, a, res, carried)
		if err != nil {
			return nil, err
		}
		seen = append(seen, id)
	}
	for _, id := range seen {
		delete(carried, id)
	}
	if len(carried) > 0 {
		c.note("the whole file", "passages that stand only in Discern's own data, not among the items, were left out: %d",
			len(carried))
	}
	return c.finish(data), nil
}

// asRefusal makes every error of a file one that can be shown.
func asRefusal(err error, what string) error {
	if refusal, ok := errors.AsType[*Refusal](err); ok {
		return refusal
	}
	return refuse("%s cannot be read: it is broken or missing", what)
}

func readXMLFile(a *archive, name string) (*node, error) {
	b, err := a.read(name)
	if err != nil {
		return nil, err
	}
	text, err := decodeText(b)
	if err != nil {
		return nil, err
	}
	x := newXMLReader(text)
	x.names = camel
	return x.document()
}

// carriedPack reads the pack that stands beside the items, by passage.
func carriedPack(c *collector, a *archive) map[string]*questions.Item {
	b, err := a.read(path.Join(path.Dir(a.manifest), packFile))
	if errors.Is(err, errMissing) {
		return nil
	}
	var p *questions.Pack
	if err == nil {
		p, err = questions.Decode(strings.NewReader(string(b)))
	}
	if err != nil || p.Format != questions.Format {
		c.note(packFile, "Discern's own data cannot be read and were passed over")
		return nil
	}
	items := map[string]*questions.Item{}
	for i := range p.Items {
		items[p.Items[i].ID] = &p.Items[i]
	}
	p.Items = nil
	c.head = p
	return items
}

// qtiResource reads one entry of the manifest, if it is an item, and returns
// the id of its passage. An error means that the whole package is refused.
func qtiResource(c *collector, a *archive, res *node, carried map[string]*questions.Item) (string, error) {
	kind := res.attr("type")
	if !strings.HasPrefix(kind, "imsqti_") && !strings.HasPrefix(kind, "imsapip_") {
		return "", nil // pictures and the like, and discern.json
	}
	href := res.attr("href")
	if href == "" {
		href = res.child("file").attr("href")
	}
	place := c.place(path.Base(href))
	if !strings.Contains(kind, "item_xmlv") {
		c.skip(place, "it is of the type “%s”; only items of QTI 2 and 3 can be used", shorten(squeeze(kind), 40))
		return "", nil
	}
	root, err := readXMLFile(a, path.Join(path.Dir(a.manifest), href))
	if err != nil {
		if refusal, ok := errors.AsType[*Refusal](err); ok {
			return "", refusal
		}
		c.skip(place, "its file is broken or missing")
		return "", nil
	}
	q := question{place: place}
	for _, keyword := range res.child("metadata").child("lom").child("general").children("keyword") {
		q.tags = append(q.tags, keyword.child("string").value())
	}
	q.id = strings.TrimPrefix(root.attr("identifier"), "passage-")
	if reason := qtiQuestion(&q, root); reason != "" {
		c.skip(place, "%s", reason)
		return q.id, nil
	}
	if c.language == "" {
		c.language = root.attr("lang")
	}
	c.addCarried(q, carried[q.id])
	return q.id, nil
}

// qtiQuestion reads an item, or says why it cannot be used.
func qtiQuestion(q *question, root *node) string {
	body := root.child("itemBody")
	interactions := qtiInteractions(body)
	switch {
	case root.name != "assessmentItem" || body.name == "":
		return "its file is not an item with a body"
	case len(interactions) == 0:
		return "it asks nothing"
	case len(interactions) > 1:
		return "it asks more than one question"
	case interactions[0].name != "choiceInteraction":
		return "it is of the type “" + shorten(interactions[0].name, 40) + "”; only choice questions can be used"
	}
	choices := interactions[0]
	if n := choices.attr("maxChoices"); n != "" && n != "1" {
		return "it lets one give several answers"
	}
	if reason := tooMany(len(choices.all("simpleChoice"))); reason != "" {
		return reason
	}
	q.text = new(reading)
	readNode(q.text, body)
	q.text.end()
	qtiChoices(q, root, choices)
	return ""
}

// qtiChoices reads the choices of an item, which of them is right and what is
// said to each. Feedback that belongs to no choice is for every answer.
func qtiChoices(q *question, root, interaction *node) {
	right := map[string]bool{}
	for _, r := range root.children("responseDeclaration") {
		if r.attr("identifier") != interaction.attr("responseIdentifier") {
			continue
		}
		for _, v := range r.child("correctResponse").children("value") {
			right[squeeze(v.value())] = true
		}
	}
	feedback := map[string]string{}
	for _, f := range root.children("modalFeedback") {
		feedback[f.attr("identifier")] += " " + nodeWords(f)
	}
	for _, n := range interaction.all("simpleChoice") {
		id := n.attr("identifier")
		ch := choice{words: nodeWords(n), right: right[id], feedback: squeeze(feedback[id])}
		for _, f := range n.all("feedbackInline") {
			ch.feedback = squeeze(ch.feedback + " " + nodeWords(f))
		}
		delete(feedback, id)
		q.choices = append(q.choices, ch)
	}
	if len(feedback) == 1 {
		for _, text := range feedback {
			q.general = squeeze(text)
		}
	}
}

// qtiInteractions finds all questions in the body of an item.
func qtiInteractions(n *node) []*node {
	var list []*node
	for _, kid := range n.kids {
		if strings.HasSuffix(kid.name, "Interaction") {
			list = append(list, kid)
		} else {
			list = append(list, qtiInteractions(kid)...)
		}
	}
	return list
}

func nodeWords(n *node) string {
	r := new(reading)
	readNode(r, n)
	r.end()
	return r.words()
}

// readNode reads the words below n, but for choices and feedback inside it.
func readNode(r *reading, n *node) {
	for _, kid := range n.kids {
		switch {
		case kid.comment:
		case kid.name == "":
			r.current.WriteString(kid.text)
		case kid.name == "simpleChoice", kid.name == "feedbackInline", kid.name == "feedbackBlock",
			kid.name == "rubricBlock":
		case r.element(kid.name):
			readNode(r, kid)
			if blocks[kid.name] {
				r.end()
			}
		}
	}
}
