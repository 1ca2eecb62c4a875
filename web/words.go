package web

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	numeral "golang.org/x/text/number"

	"discern/questions"
	"discern/quiz"
)

// words are the functions with which templates write.
var words = template.FuncMap{
	"code":   quiz.ShowCode,
	"plural": plural,
	"clock":  func(t time.Time) template.HTML { return local(t, clock) },
	"stamp":  stamp,
	"labels": func() []questions.Label { return questions.Labels[:] },
	"add":    func(a, b int) int { return a + b },
	"field":  fieldName,
}

// named is how a kind is called: alone, in a sentence, and with its article.
var named = map[questions.Label][3]string{
	questions.Fact:      {key("Fact"), key("fact"), key("a fact")},
	questions.Inference: {key("Inference"), key("inference"), key("an inference")},
	questions.Opinion:   {key("Opinion"), key("opinion"), key("an opinion")},
}

// word is the name of a kind as it stands alone: Fact.
func (v *voice) word(l questions.Label) string { return v.say(named[l][0]) }

// word is that in English, for teachers.
func word(l questions.Label) string { return english.word(l) }

// withArticle is the name of a kind in an English sentence: a fact, an inference.
func withArticle(l questions.Label) string { return named[l][2] }

// kind is the name of a kind in a sentence: fact.
func (v *voice) kind(l questions.Label) string { return v.say(named[l][1]) }

// aKind is a kind with its article and shape, for a sentence by rich.
func (v *voice) aKind(l questions.Label) template.HTML {
	article, name, _ := strings.Cut(v.say(named[l][2]), " ")
	return template.HTML(article + ` <span class="kind ` + string(l) + `"><svg class="shape" aria-hidden="true"><use href="#` +
		string(l) + `"/></svg>` + name + `</span>`) // all of it is our own
}

// plural writes a number with its noun: 1 question, 2 questions.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// clock writes a time of today: 10:45.
func clock(t time.Time) string { return t.Local().Format("15:04") }

// moment writes a time of any day: 3 May, 10:45.
func (v *voice) moment(t time.Time) string {
	t = t.Local()
	return v.say("%d %s, %s", t.Day(), v.month(t), clock(t))
}

// at is a moment for a sentence by rich, made local.
func (v *voice) at(t time.Time) template.HTML { return local(t, v.moment) }

// local writes a time in the server's zone and names that: 10:45 UTC. The script
// of the page puts the reader's in place of both.
func local(t time.Time, write func(time.Time) string) template.HTML {
	return template.HTML(`<time datetime="` + stamp(t) + `">` + write(t) + " " + template.HTMLEscapeString(zoneName(t)) + `</time>`)
}

// zoneName is the time zone of the server at t in one word: UTC, CET.
func zoneName(t time.Time) string {
	name, offset := t.Local().Zone()
	switch {
	case offset == 0:
		return "UTC"
	case name == "" || name[0] == '+' || name[0] == '-':
		return t.Local().Format("UTC-07:00")
	}
	return name
}

// fullDate writes a day of any year: 3 May 2026.
func (v *voice) fullDate(t time.Time) string {
	t = t.Local()
	return v.say("%d %s %s", t.Day(), v.month(t), strconv.Itoa(t.Year()))
}

// figure writes a number with so many digits behind its point or comma.
func (v *voice) figure(x float64, digits int) string {
	return v.printer.Sprint(numeral.Decimal(x, numeral.Scale(digits)))
}

// month is the month of a time by its name.
func (v *voice) month(t time.Time) string { return v.say(months[t.Month()-1]) }

var months = [12]string{key("January"), key("February"), key("March"), key("April"), key("May"), key("June"), key("July"),
	key("August"), key("September"), key("October"), key("November"), key("December")}

// stamp writes a time for programs.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// listed writes numbers as people do: 3, 7 and 11.
func (v *voice) listed(numbers []int) string {
	var texts []string
	for _, n := range numbers {
		texts = append(texts, strconv.Itoa(n))
	}
	if len(texts) < 2 {
		return strings.Join(texts, "")
	}
	last := len(texts) - 1
	return v.say("%s and %s", strings.Join(texts[:last], ", "), texts[last])
}
