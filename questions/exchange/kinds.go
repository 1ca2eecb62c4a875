package exchange

import (
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"discern/questions"
)

// phrases are the words that a file shows around the passages.
type phrases struct {
	kinds    [3]string // in the order of questions.Labels
	prompt   string
	disputed string
}

var spoken = map[string]phrases{
	"en": {[3]string{"Fact", "Inference", "Opinion"},
		"What kind of statement is this?", "Disputed, not for scoring"},
	"fr": {[3]string{"Fait", "Inférence", "Opinion"},
		"De quel type d’énoncé s’agit-il ?", "Contesté, à ne pas noter"},
	"es": {[3]string{"Hecho", "Inferencia", "Opinión"},
		"¿Qué tipo de enunciado es este?", "Discutido, no se puntúa"},
}

// phrasesFor returns the words for a BCP 47 tag, or else those in English.
func phrasesFor(tag string) phrases {
	t, err := language.Parse(tag)
	if err != nil {
		return spoken["en"]
	}
	base, _ := t.Base()
	if p, ok := spoken[base.String()]; ok {
		return p
	}
	return spoken["en"]
}

// synonyms are other words for each kind in English, French and Spanish, as
// folded by fold, without articles.
var synonyms = map[questions.Label][]string{
	questions.Fact: {"fact", "facts", "factual", "factual statement", "statement of fact",
		"fait", "faits", "factuel", "factuelle", "enonce factuel", "enonce de fait", "constat",
		"hecho", "hechos", "enunciado factual", "enunciado de hecho", "dato"},
	questions.Inference: {"inference", "inferences", "inferred", "conclusion", "deduction",
		"reasoned conclusion", "interpretation", "inferencia", "deduccion", "interpretacion"},
	questions.Opinion: {"opinion", "opinions", "opinion statement", "statement of opinion",
		"judgement", "judgment", "value judgement", "value judgment",
		"avis", "jugement", "jugement de valeur", "juicio", "juicio de valor", "valoracion"},
}

var kindOfWords = func() map[string]questions.Label {
	m := map[string]questions.Label{}
	for label, list := range synonyms {
		for _, words := range list {
			m[words] = label
		}
	}
	return m
}()

// leading are words before a kind that do not change it: articles, and the
// letter or number of a choice.
var leading = map[string]bool{
	"an": true, "the": true, "it": true, "is": true, "this": true, "un": true, "une": true,
	"una": true, "le": true, "la": true, "les": true, "el": true, "los": true, "es": true,
	"est": true, "ce": true, "des": true,
}

// fold reduces words to what tells them apart: small letters and digits without
// accents, single spaces.
func fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// kindOf tells which kind the words of a choice mean. An explanation after a
// colon, a bracket or a dash is passed over unless it names another kind.
func kindOf(words string) (questions.Label, bool) {
	if len(words) > 400 {
		return "", false
	}
	if label, ok := exactKind(words); ok {
		return label, true
	}
	for _, mark := range []string{":", "(", " – ", " — ", " - "} {
		name, rest, found := strings.Cut(words, mark)
		if !found {
			continue
		}
		label, ok := exactKind(name)
		if _, other := exactKind(rest); ok && !other {
			return label, true
		}
	}
	return "", false
}

func exactKind(words string) (questions.Label, bool) {
	tokens := strings.Fields(fold(words))
	for len(tokens) > 1 && (len([]rune(tokens[0])) == 1 || leading[tokens[0]]) {
		tokens = tokens[1:]
	}
	label, ok := kindOfWords[strings.Join(tokens, " ")]
	return label, ok
}

// isPrompt reports whether a line is the question that a writer here puts under
// each passage.
func isPrompt(line string) bool {
	for _, p := range spoken {
		if fold(p.prompt) == fold(line) {
			return true
		}
	}
	return false
}
