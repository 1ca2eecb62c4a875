package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"discern/questions"
)

// question is a choice question as a file shows it.
type question struct {
	place   string
	text    *reading
	choices []choice
	general string   // feedback for every answer
	id      string   // of the passage, if the file keeps it
	tags    []string // such as "status:disputed"
	carried string   // the passage as JSON, or ""
}

// choice is one of the answers of a question.
type choice struct {
	words    string
	right    bool
	feedback string
}

// visible is a passage as a file shows it.
type visible struct {
	place     string
	id        string
	text      string
	label     questions.Label
	second    questions.Label
	status    questions.Status
	rationale string
	carried   *questions.Item
}

// collector gathers what a reader finds.
type collector struct {
	report   *Report
	head     *questions.Pack // as the file carries it, or nil
	title    string
	language string
	slug     string
	version  int
	found    []visible
	count    int // of questions, used or not
}

func newCollector() *collector { return &collector{report: new(Report)} }

// place names the next question of the file.
func (c *collector) place(title string) string {
	c.count++
	if title = squeeze(title); title == "" {
		return fmt.Sprintf("question %d", c.count)
	}
	return fmt.Sprintf("question %d (“%s”)", c.count, shorten(title, 40))
}

func (c *collector) skip(place, reason string, args ...any) {
	c.report.Skipped = list(c.report.Skipped, place, fmt.Sprintf(reason, args...))
}

func (c *collector) note(place, reason string, args ...any) {
	c.report.Notes = list(c.report.Notes, place, fmt.Sprintf(reason, args...))
}

func list(l []Skip, place, reason string) []Skip {
	switch {
	case len(l) < maxSkips-1:
		return append(l, Skip{Place: place, Reason: reason})
	case len(l) == maxSkips-1:
		return append(l, Skip{Place: "the rest of the file", Reason: "there is more, which is not listed"})
	}
	return l
}

// readHead takes the pack that stands beside the questions.
func (c *collector) readHead(raw string) {
	head, err := carriedHead(raw)
	if err != nil {
		c.note("the whole file", "Discern's own data about the pack cannot be read and were passed over: %s", problem(err))
		return
	}
	c.head = head
}

// add takes a question, or lists why it cannot be used.
func (c *collector) add(q question) {
	var carried *questions.Item
	if q.carried != "" {
		item, err := carriedItem(q.carried)
		if err != nil {
			c.note(q.place, "Discern's own data about it cannot be read and were passed over: %s", problem(err))
		}
		carried = item
	}
	c.addCarried(q, carried)
}

// addCarried is add with the passage that stands beside the question, or nil.
func (c *collector) addCarried(q question, carried *questions.Item) {
	v := visible{place: q.place, id: q.id, text: q.text.passage(), carried: carried}
	right, reason := choose(q.choices)
	if reason == "" && v.text == "" {
		reason = "it has no text"
	}
	if reason != "" {
		c.skip(q.place, "%s", reason)
		return
	}
	if q.text.images > 0 {
		c.note(q.place, "an image or other medium was left out; see whether the passage stands without it")
	}
	v.label, _ = kindOf(right.words)
	// The general feedback of our own files is the guide, and no rationale.
	ours := slices.ContainsFunc(q.tags, func(tag string) bool { return strings.HasPrefix(tag, "pack:") })
	if v.rationale = right.feedback; v.rationale == "" && carried == nil && !ours {
		v.rationale = q.general
	}
	for _, tag := range q.tags {
		c.tag(&v, tag)
	}
	c.take(v)
}

func (c *collector) take(v visible) {
	if len(c.found) == questions.MaxPassages {
		c.skip(v.place, "a pack holds at most %d passages", questions.MaxPassages)
		return
	}
	c.found = append(c.found, v)
}

// tag takes what the writers here say in tags, for files that have lost all
// else on the way.
func (c *collector) tag(v *visible, tag string) {
	name, value, _ := strings.Cut(strings.TrimSpace(tag), ":")
	switch name {
	case "status":
		if s := questions.Status(value); s.Valid() {
			v.status = s
		}
	case "second":
		if l := questions.Label(value); l.Valid() && l != v.label {
			v.second = l
		}
	case "pack":
		c.slug = slug(value)
	case "version":
		if n, err := strconv.Atoi(value); err == nil && n >= 1 && n <= questions.MaxNumber {
			c.version = n
		}
	}
}

// tagsOf is the counterpart of tag.
func tagsOf(p *questions.Pack, it questions.Item) []string {
	tags := []string{string(it.Label), "status:" + string(it.Status),
		"pack:" + p.Slug, fmt.Sprintf("version:%d", p.Version)}
	if it.Second != "" {
		tags = append(tags, "second:"+string(it.Second))
	}
	return tags
}

// tooMany is why a question with so many choices is not read.
func tooMany(choices int) string {
	if choices > maxChoices {
		return fmt.Sprintf("it has more than %d choices", maxChoices)
	}
	return ""
}

// choose returns the right one of three choices that mean the three kinds, or
// why there is none.
func choose(choices []choice) (choice, string) {
	var right []choice
	seen := map[questions.Label]bool{}
	for _, ch := range choices {
		label, ok := kindOf(ch.words)
		switch {
		case !ok:
			return choice{}, fmt.Sprintf("its choice “%s” is not fact, inference or opinion", shorten(ch.words, 40))
		case seen[label]:
			return choice{}, fmt.Sprintf("two of its choices mean %s", label)
		}
		seen[label] = true
		if ch.right {
			right = append(right, ch)
		}
	}
	for _, l := range questions.Labels {
		if !seen[l] {
			return choice{}, fmt.Sprintf("none of its choices means %s", l)
		}
	}
	switch len(right) {
	case 0:
		return choice{}, "no choice is marked as right"
	case 1:
		return right[0], ""
	}
	return choice{}, "more than one choice is marked as right"
}
