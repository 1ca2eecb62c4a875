package web

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// Limits on how hard the English of students may be to read, in school grades by
// Flesch and Kincaid: grade 6 is read at 11 years. A single long sentence may
// need a little more than the page that it stands on.
const (
	hardestPage     = 6.0
	hardestSentence = 8.0
	longSentence    = 12 // words
)

// odd are words that the rules of syllables get wrong.
var odd = map[string]int{"once": 1, "sometimes": 2, "somebody": 3, "someone": 2, "something": 2, "everything": 3, "everyday": 3, "every": 2,
	"people": 2, "quiet": 2, "quiz": 1, "quizzes": 2, "idea": 3, "science": 2, "being": 2, "seen": 1, "answered": 2, "minutes": 2, "statements": 2,
	"statement": 2, "judged": 1, "safety": 2, "used": 1, "eyes": 1, "device": 2, "reviewers": 3, "reviewer": 3, "themselves": 2, "careless": 2}

// syllables counts those of an English word: groups of vowels, without an e that
// is not heard.
func syllables(word string) int {
	word = strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }))
	word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
	if n, ok := odd[word]; ok {
		return n
	}
	n, before := 0, false
	for _, r := range word {
		vowel := strings.ContainsRune("aeiouyáéíóú", r)
		if vowel && !before {
			n++
		}
		before = vowel
	}
	if silent.MatchString(word) {
		n--
	}
	return max(n, 1)
}

// silent are endings whose e is not heard: made, makes, asked; not table or added.
var silent = regexp.MustCompile(`(?:[^aeiouyl]|[aeiouy]l)e$|[^aeiouytdlr]ed$|[aeiouy][lr]ed$|[^aeiouyscxz]es$`)

func TestSyllables(t *testing.T) {
	for word, want := range map[string]int{"a": 1, "made": 1, "table": 2, "asked": 1, "added": 2, "handed": 2, "teacher": 2, "inference": 3, "opinion": 3,
		"fact": 1, "computer": 3, "password": 2, "choose": 1, "choices": 2, "makes": 1, "closes": 2, "saved": 1, "student": 2, "idea": 3, "people": 2,
		"question": 2, "answer": 2, "difference": 3, "key": 1, "statements": 2, "paragraph": 3, "B": 1, "responsibility": 6, "university": 5} {
		if got := syllables(word); got != want {
			t.Errorf("%s has %d syllables, counted %d", word, want, got)
		}
	}
}

var sentenceEnd = regexp.MustCompile(`[.?!:…]+["”)]*(?:\s+|$)`)

// grade is the Flesch-Kincaid grade of a text, with its numbers of sentences and
// words: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and
// others, 1975).
func grade(text string) (level float64, sentences, words int) {
	spoken := 0
	for _, sentence := range sentenceEnd.Split(text, -1) {
		n := 0
		for word := range strings.FieldsSeq(sentence) {
			if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				n++
				spoken += syllables(word)
			}
		}
		if words += n; n > 0 {
			sentences++
		}
	}
	if words == 0 {
		return 0, 0, 0
	}
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(spoken)/float64(words) - 15.59, sentences, words
}

func TestGrade(t *testing.T) {
	for text, want := range map[string]float64{
		"The cat sat on the mat.": -1.45, // 6 words, 6 syllables
		"Wait a minute. Then try again, and ask your teacher for a new code.":                  1.82, // 14 words, 2 sentences, 18 syllables
		"The implementation necessitates comprehensive understanding of institutional policy.": 0,    // far above
	} {
		got, _, _ := grade(text)
		if want != 0 && (got < want-0.5 || got > want+0.5) || want == 0 && got < 15 {
			t.Errorf("grade %.2f, want %.2f: %s", got, want, text)
		}
	}
}

// running is the running text of a page, without labels: of each block what ends
// like a sentence. What is in an element of a language of its own is left out.
func running(root *html.Node) string {
	var all []string
	var walk func(n *html.Node, block *strings.Builder)
	walk = func(n *html.Node, block *strings.Builder) {
		if n.Type == html.TextNode {
			block.WriteString(n.Data)
		}
		if n.Type == html.ElementNode {
			_, own := has(n, "lang")
			if own && n.Data != "html" || slices.Contains([]string{"script", "style", "template", "head"}, n.Data) {
				return
			}
			if !slices.Contains([]string{"b", "span", "a", "small", "time", "br", "svg", "use", "abbr"}, n.Data) {
				block = new(strings.Builder)
				defer func() {
					text := strings.Join(strings.Fields(block.String()), " ")
					if sentenceEnd.MatchString(text) {
						all = append(all, text+" .")
					}
				}()
			}
		}
		for child := range n.ChildNodes() {
			walk(child, block)
		}
	}
	walk(root, new(strings.Builder))
	return strings.NewReplacer("⟦", "", "⟧", "").Replace(strings.Join(all, " "))
}

// readable complains of a page that is too hard.
func readable(page string, root *html.Node) error {
	text := running(root)
	level, sentences, words := grade(text)
	if words > longSentence && level > hardestPage {
		return fmt.Errorf("%s needs grade %.1f (%d sentences, %d words): %s", page, level, sentences, words, text)
	}
	return nil
}

func TestReadable(t *testing.T) {
	for text, ok := range map[string]bool{
		"<p>Read the statement. Choose the kind of its main point. Then press <b>Next</b>.</p>":                                                    true,
		"<p>Participation in this assessment necessitates an uninterrupted connection throughout the examination period and beyond.</p>":           false,
		`<p lang="en">Participation in this assessment necessitates an uninterrupted connection throughout the examination period and beyond.</p>`: true,
		"<h2>Institutional responsibilities and administrative documentation</h2><p>We keep your name and your answers. Ask us why.</p>":           true, // a heading is no sentence
	} {
		root, err := html.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := readable("it", root); (err == nil) != ok {
			t.Errorf("readable %v, want %v: %s (%v)", err == nil, ok, text, err)
		}
	}
}

// blaming are words that make it the reader's fault, or sound like a machine.
var blaming = regexp.MustCompile(`(?i)\b(?:wrong(?:ly)?|incorrect|fail(?:s|ed|ure)?|mistakes?|errors?|invalid|illegal|must|forbidden|bad input|fault|stupid|should have|denied|not allowed|submit)\b`)

// grownUpTexts may be harder: students see them, but they speak to teachers.
var grownUpTexts = []string{"We keep your email, your name and what you set up here."}

// Each sentence of students is plain, and blames nobody.
func TestSentencesArePlain(t *testing.T) {
	for _, fault := range hard(slices.Sorted(maps.Keys(usedSentences(t)))) {
		t.Error(fault)
	}
	for text, want := range map[string]string{
		"You failed to choose.": "failed", "Invalid code.": "Invalid",
		"The administrator of the organisation is responsible for the availability of the examination results there.": "needs grade",
		"Look at the board again.": "",
	} {
		if got := strings.Join(hard([]string{text}), ""); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func hard(sentences []string) []string {
	var all []string
	for _, text := range sentences {
		plain := verbs.ReplaceAllString(tags.ReplaceAllString(text, ""), "3")
		if found := blaming.FindString(plain); found != "" {
			all = append(all, fmt.Sprintf("%q blames: %s", text, found))
		}
		level, _, words := grade(plain)
		grownUp := slices.ContainsFunc(grownUpTexts, func(begin string) bool { return strings.HasPrefix(text, begin) })
		if words > longSentence && level > hardestSentence && !grownUp {
			all = append(all, fmt.Sprintf("%q needs grade %.1f", text, level))
		}
	}
	return all
}
