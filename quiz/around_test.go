package quiz

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"discern/questions"
)

func TestAroundOf(t *testing.T) {
	pack, bound := &questions.Pack{}, map[int]BoundPassage{}
	add := func(number, paragraph, start int, words string) {
		span := &questions.Span{Paragraph: paragraph, Start: start, End: start + utf8.RuneCountInString(words), Length: utf8.RuneCountInString(words), SHA256: SecretHash(words)}
		pack.Items = append(pack.Items, questions.Item{Passage: questions.Passage{Number: number, Text: "Restated.", Source: span}})
		bound[number] = BoundPassage{Number: number, Words: words}
	}
	add(1, 0, 0, "One.")
	add(2, 0, 5, "Two.")
	add(3, 0, 20, "Three.")
	add(4, 1, 0, "Four.")
	add(5, 3, 0, "Five.")
	show := func(n int) string {
		a := AroundOf(pack, n, bound)
		var said []string
		for _, one := range append(append(a.Before, Beyond{Words: "*"}), a.After...) {
			said = append(said, fmt.Sprint(one.Words, one.Gap))
		}
		return strings.Join(said, " ")
	}
	for n, want := range map[int]string{
		1: "*false Two.false Three.true",
		3: "One.false Two.false *false Four.false Five.true",
		5: "Three.true Four.false *false",
		9: "*false",
	} {
		if got := show(n); got != want {
			t.Errorf("round %d stands %q, want %q", n, got, want)
		}
	}
	bound[2] = BoundPassage{Number: 2, Words: "Others."}
	if got := show(1); got != "*false Three.true Four.false" {
		t.Errorf("with words that are not the source's: %q", got)
	}
	if !AroundOf(pack, 1, nil).Empty() {
		t.Error("nothing is bound, and something is shown")
	}
}
