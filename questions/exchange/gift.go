package exchange

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"discern/questions"
)

// GIFT is text: a question is a block of lines between empty ones, such as
//
//	::title::[html]<p>passage</p>{
//		=Fact#feedback
//		~Inference#feedback
//		~Opinion#feedback
//		####feedback to all
//	}
//
// A backslash stands before ~ = # { } : and itself where they mean themselves.
// Lines that begin with // are comments: one carries the passage as JSON, and
// one its id and tags in the way of Moodle.

// giftComment keeps Moodle, which looks for ids and tags in every comment, from
// finding some in the texts of a passage.
var giftComment = strings.NewReplacer("[id:", `\u005bid:`, "[tag:", `\u005btag:`).Replace

var giftEscape = strings.NewReplacer(`\`, `\\`, `~`, `\~`, `=`, `\=`, `#`, `\#`,
	`{`, `\{`, `}`, `\}`, `:`, `\:`, "\n", `\n`, "\r", "").Replace

func writeGIFT(out io.Writer, p *questions.Pack) error {
	parts, err := piecesOf(p)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("// " + packMark + giftComment(parts.head) + "\n")
	disputed := false
	giftCategory(&b, p, false)
	for i, it := range p.Items {
		if now := it.Status == questions.Disputed; now != disputed {
			disputed = now
			giftCategory(&b, p, disputed)
		}
		giftQuestion(&b, p, it, parts.passages[i])
	}
	_, err = io.WriteString(out, b.String())
	return err
}

func giftCategory(b *strings.Builder, p *questions.Pack, disputed bool) {
	fmt.Fprintf(b, "$CATEGORY: %s\n\n", categoryPath(p, disputed))
}

func giftQuestion(b *strings.Builder, p *questions.Pack, it questions.Item, carried string) {
	say := phrasesFor(p.Language)
	fmt.Fprintf(b, "// %s%s\n// [id:%s]", passageMark, giftComment(carried), it.ID)
	for _, tag := range tagsOf(p, it) {
		fmt.Fprintf(b, " [tag:%s]", tag)
	}
	fmt.Fprintf(b, "\n::%s::[html]%s{\n", giftEscape(questionTitle(it)),
		giftEscape(paragraphs(it.Text, say.prompt)))
	for i, l := range questions.Labels {
		mark := "~"
		if l == it.Label {
			mark = "="
		}
		b.WriteString("\t" + mark + giftEscape(say.kinds[i]))
		if feedback := paragraphs(choiceFeedback(p, it, l)); feedback != "" {
			b.WriteString("#" + giftEscape(feedback))
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(b, "\t####%s\n}\n\n", giftEscape(paragraphs(generalFeedback(p, it)...)))
}

func readGIFT(c *collector, text string) error {
	if !strings.ContainsAny(text, "{:$") {
		return refuse("the file has no question in it: it is not GIFT")
	}
	var block giftBlock
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		comment, ok := strings.CutPrefix(line, "//")
		switch {
		case ok:
			block.comments = append(block.comments, strings.TrimSpace(comment))
		case line == "":
			block.read(c)
			block = giftBlock{}
		default:
			block.lines = append(block.lines, line)
		}
	}
	block.read(c)
	return nil
}

// giftBlock is the lines of one question, and the comments among them.
type giftBlock struct {
	lines    []string
	comments []string
}

var (
	giftID     = regexp.MustCompile(`\[id:([^\]]*)\]`)
	giftTag    = regexp.MustCompile(`\[tag:([^\]]*)\]`)
	giftFormat = regexp.MustCompile(`^\[(html|moodle|plain|markdown)\]`)
	giftWeight = regexp.MustCompile(`^%([^%]{1,40})%`)
)

func (b giftBlock) read(c *collector) {
	var q question
	for _, comment := range b.comments {
		if raw, ok := strings.CutPrefix(comment, packMark); ok && c.head == nil {
			c.readHead(raw)
		} else if raw, ok := strings.CutPrefix(comment, passageMark); ok {
			q.carried = raw
		} else {
			for _, m := range giftTag.FindAllStringSubmatch(comment, -1) {
				q.tags = append(q.tags, m[1])
			}
			if m := giftID.FindStringSubmatch(comment); m != nil {
				q.id = m[1]
			}
		}
	}
	text := strings.Join(b.lines, "\n")
	if text == "" {
		return
	}
	if path, ok := strings.CutPrefix(text, "$CATEGORY:"); ok {
		if c.title == "" {
			c.title = categoryName(path)
		}
		return
	}
	title := ""
	if rest, ok := strings.CutPrefix(text, "::"); ok {
		if name, after, found := cutGIFT(rest, "::"); found {
			title, text = giftPlain(name), strings.TrimSpace(after)
		}
	}
	q.place = c.place(title)
	giftBody(c, q, text)
}

// giftBody reads what follows the title.
func giftBody(c *collector, q question, text string) {
	stem, rest, opened := cutGIFT(text, "{")
	body, tail, closed := cutGIFT(rest, "}")
	switch {
	case !opened:
		c.skip(q.place, "it has no answers; it is a description")
		return
	case !closed:
		c.skip(q.place, "its answers have no closing brace; an empty line inside them ends a question")
		return
	}
	if tail = strings.TrimSpace(tail); tail != "" {
		stem += " _____ " + tail
	}
	format := "moodle"
	if m := giftFormat.FindStringSubmatch(stem); m != nil {
		format = m[1]
	}
	q.text = giftWords(stem, format)
	if answers, general, found := cutGIFT(body, "####"); found {
		body = answers
		q.general = giftWords(general, format).words()
	}
	if reason := giftOther(body); reason != "" {
		c.skip(q.place, "%s", reason)
		return
	}
	answers := giftAnswers(body)
	if reason := tooMany(len(answers)); reason != "" {
		c.skip(q.place, "%s", reason)
		return
	}
	for _, answer := range answers {
		ch, reason := giftChoice(answer, format)
		if reason != "" {
			c.skip(q.place, "%s", reason)
			return
		}
		q.choices = append(q.choices, ch)
	}
	c.add(q)
}

// giftOther tells the types of questions that are not choices.
func giftOther(body string) string {
	body = strings.TrimSpace(body)
	_, _, wrong := cutGIFT(body, "~")
	_, _, pair := cutGIFT(body, "->")
	_, _, right := cutGIFT(body, "=")
	truth, _, _ := cutGIFT(body, "#")
	switch {
	case body == "":
		return "it is an essay question; only choice questions can be used"
	case strings.HasPrefix(body, "#"):
		return "it asks for a number; only choice questions can be used"
	case wrong:
		return ""
	case pair && right:
		return "it is a matching question; only choice questions can be used"
	case strings.Contains(" T TRUE F FALSE ", " "+strings.TrimSpace(truth)+" "):
		return "it is a true/false question; only choice questions can be used"
	}
	return "it asks for a short answer; only choice questions can be used"
}

// giftAnswers divides the answers; each begins with = or ~.
func giftAnswers(body string) []string {
	var answers []string
	from := -1
	for i := 0; i < len(body); i++ {
		switch body[i] {
		case '\\':
			i++
		case '=', '~':
			if from >= 0 {
				answers = append(answers, body[from:i])
			}
			from = i
		}
	}
	if from >= 0 {
		answers = append(answers, body[from:])
	}
	return answers
}

func giftChoice(answer, format string) (choice, string) {
	ch := choice{right: answer[0] == '='}
	answer = strings.TrimSpace(answer[1:])
	if m := giftWeight.FindStringSubmatch(answer); m != nil {
		share, err := strconv.ParseFloat(m[1], 64)
		if err != nil || !(share >= -100 && share <= 100) {
			return ch, fmt.Sprintf("the mark “%s” of a choice is not a percentage", shorten(squeeze(m[1]), 20))
		}
		ch.right = share > 99.99
		answer = answer[len(m[0]):]
	}
	words, feedback, _ := cutGIFT(answer, "#")
	ch.words = giftWords(words, format).words()
	ch.feedback = giftWords(feedback, format).words()
	return ch, ""
}

// giftWords reads a text that may begin with the name of its format.
func giftWords(s, format string) *reading {
	s = strings.TrimSpace(s)
	if m := giftFormat.FindStringSubmatch(s); m != nil {
		s, format = s[len(m[0]):], m[1]
	}
	if format == "plain" || format == "markdown" {
		return readPlain(giftPlain(s))
	}
	return readHTML(giftPlain(s))
}

// cutGIFT cuts s at the first sep that no backslash stands before.
func cutGIFT(s, sep string) (before, after string, found bool) {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case strings.HasPrefix(s[i:], sep):
			return s[:i], s[i+len(sep):], true
		}
	}
	return s, "", false
}

// giftPlain takes the backslashes out.
func giftPlain(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			switch s[i+1] {
			case 'n':
				b.WriteByte('\n')
				i++
				continue
			case '\\', '~', '=', '#', '{', '}', ':':
				i++
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
