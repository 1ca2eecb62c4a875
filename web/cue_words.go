package web

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"discern/questions"
)

// cue is marked words of a passage, and what they do.
type cue struct{ Words, Does string }

// doing is one of the few things that marked words can do in a statement of a
// kind.
type doing struct {
	Does  string            // in English, a sentence of the catalogues
	Known []string          // the cues of the packs that come with Discern which do it, whole
	Words map[string]string // by language: words that tell it of other cues, between |; # is any number, ^ the beginning
}

// doings are what marked words can do, by the kind that they give away, as
// words/cues.json has them. Where words tell several things the first counts; the
// last of a kind is what can be said of all others.
//
// The known cues go by their words and their kind, not by pack and passage: so
// they keep their names in a copy or a later version of a pack, until somebody
// marks other words or decides on another kind.
var doings = readDoings()

func readDoings() map[questions.Label][]doing {
	text, err := fs.ReadFile(embedded, "words/cues.json")
	if err != nil {
		panic(err) // the build is damaged
	}
	var all map[questions.Label][]doing
	if err := json.Unmarshal(text, &all); err != nil {
		panic(err)
	}
	return all
}

// cue names what marked words of a passage of a kind, in a language, do.
func (v *voice) cue(words string, label questions.Label, language string) cue {
	return cue{words, v.say(whatDoes(words, label, language))}
}

// whatDoes returns in English what marked words do, "" for a label that is none.
func whatDoes(words string, label questions.Label, language string) string {
	all := doings[label]
	for _, one := range all {
		if slices.Contains(one.Known, words) {
			return one.Does
		}
	}
	base, _, _ := strings.Cut(language, "-")
	said := wordsOf(words)
	for _, one := range all {
		if tells(one.Words[base], said) {
			return one.Does
		}
	}
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].Does
}

// tells reports whether one of the given words, between |, stands in said.
func tells(given, said string) bool {
	for one := range strings.SplitSeq(given, "|") {
		if one != "" && strings.Contains(said, " "+one+" ") {
			return true
		}
	}
	return false
}

// wordsOf writes a text in small letters with one space before, between and
// after its words: without punctuation but ?, with # for each number and ^ in
// front.
func wordsOf(text string) string {
	var out strings.Builder
	for _, r := range strings.ToLower(strings.ReplaceAll(text, "’", "'")) {
		switch {
		case unicode.IsDigit(r):
			out.WriteString(" # ")
		case r == '?':
			out.WriteString(" ? ")
		case unicode.IsLetter(r), unicode.IsMark(r), r == '\'', r == '-':
			out.WriteRune(r)
		default:
			out.WriteByte(' ')
		}
	}
	return " ^ " + strings.Join(strings.Fields(out.String()), " ") + " "
}
