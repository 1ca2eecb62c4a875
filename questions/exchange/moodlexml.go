package exchange

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"discern/questions"
)

// Moodle XML is a list of questions under <quiz>. A pack is a category whose
// description holds the guide, then a choice question for each passage: its
// choices in the order fact, inference, opinion, the rationale as feedback to
// the right one, the guide as feedback to the others. Disputed passages stand
// in a category of their own inside the first. The pack and the passages as
// JSON are comments, which Moodle passes over.

func writeMoodleXML(out io.Writer, p *questions.Pack) error {
	parts, err := piecesOf(p)
	if err != nil {
		return err
	}
	w := newXMLWriter()
	w.start("quiz")
	w.comment(packMark + parts.head)
	disputed := false
	moodleCategory(w, p, false)
	for i, it := range p.Items {
		if now := it.Status == questions.Disputed; now != disputed {
			disputed = now
			moodleCategory(w, p, disputed)
		}
		moodleQuestion(w, p, it, parts.passages[i])
	}
	w.end()
	_, err = out.Write(w.b.Bytes())
	return err
}

func moodleCategory(w *xmlWriter, p *questions.Pack, disputed bool) {
	w.start("question", "type", "category")
	w.start("category")
	w.words("text", categoryPath(p, disputed))
	w.end()
	if !disputed {
		w.start("info", "format", "html")
		lines := []string{p.About}
		for i, l := range questions.Labels {
			lines = append(lines, phrasesFor(p.Language).kinds[i]+": "+p.Guide.For(l))
		}
		w.html("text", paragraphs(append(lines, p.Guide.Mixed)...))
		w.end()
		w.words("idnumber", p.Slug)
	}
	w.end()
}

// categoryPath names a category in the way of Moodle, where a slash inside a
// name is written twice.
func categoryPath(p *questions.Pack, disputed bool) string {
	path := "$course$/top/" + strings.ReplaceAll(p.Title, "/", "//")
	if disputed {
		path += "/" + phrasesFor(p.Language).disputed
	}
	return path
}

func moodleQuestion(w *xmlWriter, p *questions.Pack, it questions.Item, carried string) {
	say := phrasesFor(p.Language)
	w.start("question", "type", "multichoice")
	w.comment(passageMark + carried)
	w.start("name")
	w.words("text", questionTitle(it))
	w.end()
	moodleText(w, "questiontext", it.Text, say.prompt)
	moodleText(w, "generalfeedback", generalFeedback(p, it)...)
	w.words("defaultgrade", "1")
	w.words("penalty", "0")
	w.words("hidden", "0")
	w.words("idnumber", it.ID)
	w.words("single", "true")
	w.words("shuffleanswers", "0")
	w.words("answernumbering", "none")
	for i, l := range questions.Labels {
		fraction := "0"
		if l == it.Label {
			fraction = "100"
		}
		w.start("answer", "fraction", fraction, "format", "html")
		w.html("text", paragraphs(say.kinds[i]))
		moodleText(w, "feedback", choiceFeedback(p, it, l))
		w.end()
	}
	w.start("tags")
	for _, tag := range tagsOf(p, it) {
		w.start("tag")
		w.words("text", tag)
		w.end()
	}
	w.end()
	w.end()
}

func moodleText(w *xmlWriter, name string, lines ...string) {
	w.start(name, "format", "html")
	w.html("text", paragraphs(lines...))
	w.end()
}

// questionTitle is the name of a question in lists.
func questionTitle(it questions.Item) string {
	return fmt.Sprintf("%d. %s", it.Number, shorten(squeeze(it.Text), 60))
}

// choiceFeedback is the rationale for the right choice, and what the guide says
// about the kind for another.
func choiceFeedback(p *questions.Pack, it questions.Item, l questions.Label) string {
	if l == it.Label {
		return it.Rationale
	}
	return p.Guide.For(l)
}

// generalFeedback is what everybody is told, whatever the answer.
func generalFeedback(p *questions.Pack, it questions.Item) []string {
	lines := []string{phrasesFor(p.Language).kinds[it.Label.Index()] + ": " + p.Guide.For(it.Label)}
	if it.Later != nil {
		lines = append(lines, it.Later.Note+" ("+it.Later.Source+")")
	}
	return lines
}

var moodleNext = regexp.MustCompile(`<question[\s>]`)

// readMoodleXML reads question by question. Where the XML is broken inside one,
// it goes on at the next.
func readMoodleXML(c *collector, text string) error {
	if !strings.Contains(text, "<quiz") {
		return refuse("the file has no <quiz>: it is not Moodle XML")
	}
	const outer = "<quiz>" // so that the end of the list finds its beginning
	for broken := 0; ; broken++ {
		x := newXMLReader(text)
		err := moodleQuestions(c, x)
		if err == nil {
			return nil
		}
		if refusal, ok := errors.AsType[*Refusal](err); ok {
			return refusal
		}
		rest := text[min(max(int(x.d.InputOffset()), len(outer)+1), len(text)):]
		next := moodleNext.FindStringIndex(rest)
		switch {
		case next == nil:
			c.skip("the end of the file", "the XML is broken or cut off here")
			return nil
		case broken == maxBroken:
			c.skip("the rest of the file", "the XML is broken in more than %d places", maxBroken)
			return nil
		}
		c.skip(c.place(""), "the XML is broken in it; what follows was read from the next question on")
		text = outer + rest[next[0]:]
	}
}

// moodleQuestions reads until the end of the text, or the first broken place.
func moodleQuestions(c *collector, x *xmlReader) error {
	for {
		token, err := x.token()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		switch t := token.(type) {
		case xml.Comment:
			if raw, ok := strings.CutPrefix(strings.TrimSpace(string(t)), packMark); ok && c.head == nil {
				c.readHead(raw)
			}
		case xml.StartElement:
			if t.Name.Local != "question" {
				continue
			}
			n, err := x.tree(t)
			if err != nil {
				return err
			}
			moodleRead(c, n)
		}
	}
}

func moodleRead(c *collector, n *node) {
	kind := n.attr("type")
	if kind == "category" {
		if c.title == "" {
			c.title = categoryName(n.child("category").child("text").value())
		}
		return
	}
	q := question{place: c.place(n.child("name").child("text").value())}
	if kind != "multichoice" {
		c.skip(q.place, "it is of the type “%s”; only choice questions can be used", shorten(squeeze(kind), 40))
		return
	}
	if single := squeeze(n.child("single").value()); single == "false" || single == "0" {
		c.skip(q.place, "it lets one give several answers")
		return
	}
	answers := n.children("answer")
	if reason := tooMany(len(answers)); reason != "" {
		c.skip(q.place, "%s", reason)
		return
	}
	q.text = moodleWords(n.child("questiontext"), "")
	q.text.images += len(n.children("image_base64"))
	q.general = moodleWords(n.child("generalfeedback"), n.child("questiontext").attr("format")).words()
	q.id = squeeze(n.child("idnumber").value())
	q.carried = n.carried(passageMark)
	for _, tag := range n.child("tags").children("tag") {
		q.tags = append(q.tags, tag.child("text").value())
	}
	for _, a := range answers {
		share, err := strconv.ParseFloat(a.attr("fraction"), 64)
		if err != nil || math.IsNaN(share) || math.Abs(share) > 100 {
			c.skip(q.place, "the mark “%s” of a choice is not a percentage", shorten(squeeze(a.attr("fraction")), 20))
			return
		}
		q.choices = append(q.choices, choice{
			words:    moodleWords(a, "").words(),
			right:    share > 99.99,
			feedback: moodleWords(a.child("feedback"), "").words(),
		})
	}
	c.add(q)
}

// moodleWords reads the <text> of n in the format that n names, or else the
// given one, or else HTML.
func moodleWords(n *node, format string) *reading {
	if own := n.attr("format"); own != "" {
		format = own
	}
	text := n.child("text").value()
	if format == "plain_text" || format == "markdown" {
		return readPlain(text)
	}
	return readHTML(text)
}

// categoryName is the last name in a path of categories.
func categoryName(path string) string {
	const slash = "\x00"
	path = strings.ReplaceAll(squeeze(path), "//", slash)
	name := path[strings.LastIndex(path, "/")+1:]
	return strings.ReplaceAll(name, slash, "/")
}
