package article

import (
	"slices"
	"strings"
	"unicode"
)

// goesOn reports whether the sentence that begins at start goes on at the place
// where another may begin.
func (p *prose) goesOn(start, at int) bool {
	if at >= len(p.r) {
		return true
	}
	// Without a space it is an address, a version, a footnote.
	if p.r[at-1] != ' ' && p.r[at-1] < 0x3000 {
		return true
	}
	return p.continues(at) || p.inLabel(start, at) || p.abbreviated(start, at) ||
		p.hesitates(start, at) || p.enclosed(start, at) || p.attributed(at)
}

// continues reports whether what begins at the given place cannot begin a
// sentence: a small letter, or a comma and its like.
func (p *prose) continues(at int) bool {
	if p.isLabel(at) {
		return false
	}
	switch p.r[at] {
	case ',', ';', ':':
		return true
	case '-':
		if at++; p.at(at) == ' ' {
			at++
		}
	}
	for isOpener(p.at(at)) {
		if at++; p.at(at-1) == '«' && p.at(at) == ' ' {
			at++
		}
	}
	return unicode.IsLower(p.at(at)) && !p.isBrand(at)
}

// inLabel reports whether all that stands before is the number of a list: at
// the start of a sentence, or inside it as in “two aims: 1. Peace; 2. Bread”.
func (p *prose) inLabel(start, at int) bool {
	token, begin := p.tokenBefore(at)
	number := strings.TrimRight(strings.TrimPrefix(token, "("), ".)")
	if len(number) == 0 || len(number) > 3 || len(number) == len(token) {
		return false
	}
	if strings.Trim(number, "0123456789") != "" {
		return false
	}
	switch p.at(begin - 2) {
	case ':':
		return begin == start || number == "1"
	case ';', ',':
		return true
	}
	return begin == start
}

// abbreviated reports whether the stop before belongs to an abbreviation, an
// initial or a name and does not end the sentence as well.
func (p *prose) abbreviated(start, at int) bool {
	token, begin := p.tokenBefore(at)
	if token == "[...]" || token == "(...)" {
		return true
	}
	token = strings.TrimLeft(token, "([\"'«¿¡-")
	if i := strings.LastIndexByte(token, '\''); i >= 0 {
		token = token[i+1:]
	}
	lower := strings.ToLower(token)
	switch {
	case titles[token]:
		return true
	case numbered[lower]:
		return p.isNumber(at)
	case token == "I.":
		return begin == start || unicode.IsUpper(p.at(begin-2))
	case isInitial(token) && begin == start:
		return true
	case isInitial(token), isAcronym(token), ambiguous[token]:
		return !p.starts(at)
	}
	return false
}

// starts reports whether the word at the given place is one that begins
// sentences and hardly ever follows an abbreviation.
func (p *prose) starts(at int) bool {
	switch p.r[at] {
	case '¿', '¡':
		return true
	}
	word, end := p.wordAt(at)
	return starters[word] && !(p.at(end) == '.' && len([]rune(word)) == 1)
}

// isNumber reports whether a number begins at the given place, in digits or in
// Roman capitals.
func (p *prose) isNumber(at int) bool {
	if unicode.IsDigit(p.r[at]) {
		return true
	}
	word, _ := p.wordAt(at)
	return word != "" && strings.Trim(word, "IVXLC") == ""
}

// hesitates reports whether the ellipsis before is a speaker's pause: after a
// lone “Well”, or before the same word again.
func (p *prose) hesitates(start, at int) bool {
	token, begin := p.tokenBefore(at)
	word, found := strings.CutSuffix(token, "...")
	if !found {
		return false
	}
	word = strings.TrimLeft(word, "([\"'«¿¡-")
	next, _ := p.wordAt(at)
	return word != "" && (strings.EqualFold(word, next) || begin == start && hesitations[strings.ToLower(word)])
}

// enclosed reports whether the place lies in a bracket or quotation that is part
// of the sentence.
func (p *prose) enclosed(start, at int) bool {
	return slices.ContainsFunc(p.around(at), func(x pair) bool {
		switch {
		case x.open < start:
			return false
		case x.bracket:
			return x.open > start
		case !p.resumes(x.close + 1):
			return false
		case x.open > start:
			return x.close-x.open <= maxPair/2
		}
		stop := p.at(at - 2)
		return stop != '.' && strings.Count(string(p.r[start:min(at, start+maxPair)]), " ") <= 3
	})
}

// resumes reports whether a sentence goes on after the quotation that has ended
// before the given place.
func (p *prose) resumes(at int) bool {
	if strings.ContainsRune(".,;:?!)", p.at(at)) {
		return true
	}
	return p.at(at) == ' ' && at+1 < len(p.r) && (p.r[at+1] == '-' || p.continues(at+1))
}

// attributed reports whether the place parts a question or cry from who uttered
// it, as in “Why?” Smith asked.
func (p *prose) attributed(at int) bool {
	closed := strings.ContainsRune("\"'»", p.at(at-2)) && strings.ContainsRune("?!", p.at(at-3))
	if !closed || p.starts(at) {
		return false
	}
	for range 4 {
		word, end := p.wordAt(at)
		if speech[word] {
			return true
		}
		if word == "" || !unicode.IsUpper(p.at(at)) {
			return false
		}
		for at = end; p.at(at) == '.' || p.at(at) == ' ' && at < end+2; {
			at++
		}
	}
	return false
}

// tokenBefore returns what stands between two spaces before the given place,
// and where it begins; nothing if it is longer than any abbreviation.
func (p *prose) tokenBefore(at int) (token string, begin int) {
	end := at - 1
	for begin = end; begin > 0 && p.r[begin-1] != ' '; begin-- {
		if end-begin > 24 {
			return "", begin
		}
	}
	return string(p.r[begin:end]), begin
}

// wordAt returns the word at the given place, behind opening quotes, and where
// it ends. An elided article is a word: “L” of “L'Europe”.
func (p *prose) wordAt(at int) (word string, end int) {
	for isOpener(p.at(at)) {
		if at++; p.at(at-1) == '«' && p.at(at) == ' ' {
			at++
		}
	}
	for end = at; end < at+24 && isWord(p.at(end)); {
		end++
	}
	return string(p.r[min(at, len(p.r)):min(end, len(p.r))]), end
}

// isInitial reports whether a token is one capital and a stop, as in J. or J.-M.
// before a family name.
func isInitial(token string) bool {
	r := []rune(token)
	return len(r) == 2 && unicode.IsLetter(r[0]) && r[1] == '.'
}

// isAcronym reports whether a token is short pieces with stops between, as U.S.,
// a.m., Ph.D. or J.-C.
func isAcronym(token string) bool {
	body, stopped := strings.CutSuffix(token, ".")
	pieces := strings.Split(body, ".")
	if !stopped || len(pieces) < 2 {
		return false
	}
	for _, piece := range pieces {
		r := []rune(strings.TrimPrefix(piece, "-"))
		if len(r) == 0 || len(r) > 2 || !unicode.IsLetter(r[0]) || !unicode.IsLetter(r[len(r)-1]) {
			return false
		}
	}
	return true
}
