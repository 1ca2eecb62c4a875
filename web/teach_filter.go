package web

import (
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"discern/quiz"
)

// scoresView is what of a table of scores an address asks for.
type scoresView struct {
	ordering
	Attempt  string        // which one is looked at: first, best or last; "": the one that counts
	State    quiz.Standing // of the students listed, "": any
	From, To int           // their scores, if Ranged
	Ranged   bool
	Name     string // a part of theirs, as typed
	Page     int    // from 1; everyPage: all on one
}

// onePage is how many students stand on a page.
const (
	onePage   = 100
	everyPage = -1
)

// readScoresView reads the address; what it does not know it takes for not asked.
func readScoresView(query url.Values) scoresView {
	v := scoresView{ordering: readOrdering(query.Get("sort"), query.Get("up")), Page: 1, Name: strings.TrimSpace(query.Get("name"))}
	switch attempt := query.Get("attempt"); attempt {
	case quiz.ScoreFirst, quiz.ScoreBest, quiz.ScoreLast:
		v.Attempt = attempt
	}
	switch state := quiz.Standing(query.Get("state")); state {
	case quiz.HandedIn, quiz.AtWork, quiz.NotStarted, quiz.OnlyVoided:
		v.State = state
	}
	from, err := strconv.Atoi(query.Get("from"))
	to, err2 := strconv.Atoi(query.Get("to"))
	if err == nil || err2 == nil {
		if err2 != nil {
			to = math.MaxInt
		}
		v.From, v.To, v.Ranged = max(from, 0), to, true
	}
	if page, err := strconv.Atoi(query.Get("page")); err == nil && page > 0 {
		v.Page = page
	}
	if query.Get("page") == "all" {
		v.Page = everyPage
	}
	return v
}

// link is the address of the view, from the page itself.
func (v scoresView) link() string {
	query := url.Values{}
	v.into(query)
	for name, value := range map[string]string{"attempt": v.Attempt, "state": string(v.State), "name": v.Name} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if v.Ranged {
		query.Set("from", strconv.Itoa(v.From))
		if v.To != math.MaxInt {
			query.Set("to", strconv.Itoa(v.To))
		}
	}
	switch {
	case v.Page == everyPage:
		query.Set("page", "all")
	case v.Page > 1:
		query.Set("page", strconv.Itoa(v.Page))
	}
	return "?" + query.Encode()
}

// Kept are the fields that the form with a name takes along.
func (v scoresView) Kept() map[string]string {
	v.Name, v.Page = "", 1
	query, _ := url.ParseQuery(strings.TrimPrefix(v.link(), "?"))
	kept := map[string]string{}
	for name := range query {
		kept[name] = query.Get(name)
	}
	return kept
}

// Narrow reports whether not all students are listed.
func (v scoresView) Narrow() bool { return v.State != "" || v.Ranged || v.Name != "" }

// Range is the range of scores in words.
func (v scoresView) Range() string {
	switch {
	case v.To == math.MaxInt:
		return fmt.Sprintf("score %d or more", v.From)
	default:
		return "score " + scoreNames(v.From, v.To)
	}
}

// Everybody is the view without its limits.
func (v scoresView) Everybody() string {
	v.State, v.Ranged, v.Name, v.Page = "", false, "", 1
	return v.link()
}

// keeps reports whether the view lists a student.
func (v scoresView) keeps(row quiz.Row) bool {
	switch {
	case v.State != "" && row.Standing() != v.State:
		return false
	case v.Ranged && (row.Score == nil || row.Score.Right < v.From || row.Score.Right > v.To):
		return false
	}
	return v.Name == "" || strings.Contains(bare(row.Seat.Name), bare(v.Name))
}

// bare is a text without capitals and accents, by which names are found.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// shown returns the rows of the view in its order, those of its page, and how
// many there are on all pages.
func (v *scoresView) shown(rows []quiz.Row) (page []quiz.Row, all int) {
	var kept []quiz.Row
	for _, row := range v.sorted(rows) {
		if v.keeps(row) {
			kept = append(kept, row)
		}
	}
	if v.Page == everyPage {
		return kept, len(kept)
	}
	v.Page = max(1, min(v.Page, (len(kept)+onePage-1)/onePage))
	from := (v.Page - 1) * onePage
	return kept[from:min(from+onePage, len(kept))], len(kept)
}

// way is one of several views, of which one is looked at.
type way struct {
	Name string
	N    string // how many students it has, or ""
	Link string
	Here bool
}

// states are the standings to choose from, with how many students are in each;
// those without anybody are left out.
func (v scoresView) states(rows []quiz.Row) []way {
	n := map[quiz.Standing]int{}
	for _, row := range rows {
		n[row.Standing()]++
	}
	n[""] = len(rows)
	var all []way
	for _, state := range []struct {
		quiz.Standing
		name string
	}{{"", "All"}, {quiz.HandedIn, "Handed in"}, {quiz.AtWork, "At work"}, {quiz.NotStarted, "Not started"}, {quiz.OnlyVoided, "Does not count"}} {
		to := v
		to.State, to.Page = state.Standing, 1
		if n[state.Standing] > 0 || v.State == state.Standing {
			all = append(all, way{state.name, strconv.Itoa(n[state.Standing]), to.link(), v.State == state.Standing})
		}
	}
	return all
}

// attempts are the attempts to choose from, if any student has more than one.
func (v scoresView) attempts(t quiz.Table) []way {
	several := t.Assignment.Settings.Attempts != 1
	for _, row := range t.Rows {
		several = several || len(row.Attempts) > 1
	}
	if !several {
		return nil
	}
	var all []way
	counts := t.Assignment.Settings.Scoring
	for _, which := range []string{quiz.ScoreFirst, quiz.ScoreBest, quiz.ScoreLast} {
		to, name := v, capital(which)+" attempt"
		to.Attempt, to.Page = which, 1
		if which == counts {
			to.Attempt, name = "", name+" (counts)"
		}
		all = append(all, way{name, "", to.link(), to.Attempt == v.Attempt || which == counts && v.Attempt == counts})
	}
	return all
}

// pages are the pages of the table, none if there is one.
func (v scoresView) pages(all int) []way {
	if all <= onePage {
		return nil
	}
	var pages []way
	for from := 0; from < all; from += onePage {
		to := v
		to.Page = from/onePage + 1
		pages = append(pages, way{fmt.Sprintf("%d to %d", from+1, min(from+onePage, all)), "", to.link(), v.Page == to.Page})
	}
	to := v
	to.Page = everyPage
	return append(pages, way{"All on one page", "", to.link(), v.Page == everyPage})
}

// minutes is a time in whole minutes, of which the last may not be full.
func minutes(d time.Duration) int { return int(math.Ceil(d.Minutes())) }
