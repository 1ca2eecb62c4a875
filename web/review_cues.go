package web

import (
	"net/url"
	"strconv"
	"unicode"

	"discern/questions"
)

// cueWord is one word of a passage that can be marked, with what stands round it.
type cueWord struct {
	Place      int // among the words, from 0
	Start, End int // code points
	Before     string
	Text       string
	After      string // with the space behind it
	Marked     bool
}

// cueWords cuts a text into its words; commas, quotation marks and the like stand
// outside of them. A word is marked if a cue has any part of it.
func cueWords(text string, cues []questions.Cue) []cueWord {
	runes := []rune(text)
	var words []cueWord
	for at := 0; at < len(runes); {
		end := at
		for end < len(runes) && !unicode.IsSpace(runes[end]) {
			end++
		}
		next := end
		for next < len(runes) && unicode.IsSpace(runes[next]) {
			next++
		}
		start, stop := at, end
		for start < stop && unicode.IsPunct(runes[start]) {
			start++
		}
		for stop > start && unicode.IsPunct(runes[stop-1]) {
			stop--
		}
		words = addWord(words, runes, [5]int{at, start, stop, end, next}, cues)
		at = next
	}
	return words
}

// addWord adds the word between the second and third place, or what is none to
// the word before.
func addWord(words []cueWord, runes []rune, at [5]int, cues []questions.Cue) []cueWord {
	if at[1] == at[2] {
		if len(words) > 0 {
			words[len(words)-1].After += string(runes[at[0]:at[4]])
		}
		return words
	}
	word := cueWord{Place: len(words), Start: at[1], End: at[2], Before: string(runes[at[0]:at[1]]),
		Text: string(runes[at[1]:at[2]]), After: string(runes[at[2]:at[4]])}
	for _, cue := range cues {
		word.Marked = word.Marked || cue.Start < word.End && cue.End > word.Start
	}
	return append(words, word)
}

// readCues returns the words that a form marks, neighbours as one cue.
func readCues(sent url.Values, text string) []questions.Cue {
	words := cueWords(text, nil)
	marked := map[int]bool{}
	for _, typed := range sent["cue"] {
		if n, err := strconv.Atoi(typed); err == nil {
			marked[n] = true
		}
	}
	cues := []questions.Cue{}
	for _, word := range words {
		switch {
		case !marked[word.Place]:
		case marked[word.Place-1] && len(cues) > 0:
			cues[len(cues)-1].End = word.End
		default:
			cues = append(cues, questions.Cue{Start: word.Start, End: word.End})
		}
	}
	return cues
}
