package web

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"discern/questions"
	"discern/quiz"
)

// words are the functions with which templates write.
var words = template.FuncMap{
	"code":    quiz.ShowCode,
	"word":    func(l any) string { return word(questions.Label(fmt.Sprint(l))) }, // labels and literals
	"article": withArticle,
	"plural":  plural,
	"clock":   clock,
	"moment":  moment,
	"stamp":   stamp,
	"labels":  func() []questions.Label { return questions.Labels[:] },
	"add":     func(a, b int) int { return a + b },
	"field":   fieldName,
}

// word is the name of a kind as it stands alone: Fact.
func word(l questions.Label) string {
	if l == "" {
		return ""
	}
	return strings.ToUpper(string(l[:1])) + string(l[1:])
}

// withArticle is the name of a kind in a sentence: a fact, an inference.
func withArticle(l questions.Label) string {
	if l == questions.Fact {
		return "a fact"
	}
	return "an " + string(l)
}

// plural writes a number with its noun: 1 question, 2 questions.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// clock writes a time of today: 10:45. Pages show times of the server's zone;
// the script of a page puts them right for another one.
func clock(t time.Time) string { return t.Local().Format("15:04") }

// moment writes a time of any day: 3 May, 10:45.
func moment(t time.Time) string { return t.Local().Format("2 January, 15:04") }

// stamp writes a time for programs.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// listed writes numbers as people do: 3, 7 and 11.
func listed(numbers []int) string {
	var texts []string
	for _, n := range numbers {
		texts = append(texts, fmt.Sprint(n))
	}
	if len(texts) < 2 {
		return strings.Join(texts, "")
	}
	last := len(texts) - 1
	return strings.Join(texts[:last], ", ") + " and " + texts[last]
}
