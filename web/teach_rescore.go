package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// rescoreForm is what a teacher chooses to put a key right.
type rescoreForm struct {
	Policy   string
	Version  int
	Passages []int
	Undo     string
	Reason   string
}

func readRescore(sent url.Values) rescoreForm {
	f := rescoreForm{Policy: sent.Get("policy"), Undo: sent.Get("undo"), Reason: strings.TrimSpace(sent.Get("reason"))}
	f.Version, _ = strconv.Atoi(sent.Get("version"))
	for _, typed := range sent["passages"] {
		if number, err := strconv.Atoi(typed); err == nil {
			f.Passages = append(f.Passages, number)
		}
	}
	return f
}

func (f rescoreForm) request() quiz.RescoreRequest {
	if f.Undo != "" {
		return quiz.RescoreRequest{Undo: f.Undo}
	}
	return quiz.RescoreRequest{Policy: f.Policy, Version: f.Version, Passages: f.Passages}
}

// policyChoice is a way to put a key right, as the form says it.
type policyChoice struct{ Policy, Name, Says string }

var policyChoices = []policyChoice{
	{quiz.PolicyCurrent, "Only the new key counts", "An answer has the mark if it says what the new key says."},
	{quiz.PolicyEither, "Both keys count", "An answer has the mark if it says what the new key or the one before says."},
	{quiz.PolicyFullCredit, "Everybody has the mark", "Whoever was asked has the mark, whatever they said."},
	{quiz.PolicyDrop, "The passage does not count", "Nobody has the mark, and the most that can be scored gets smaller."},
}

// keyState is a key with what a rescore made of it: a kind, and words after it.
type keyState struct {
	Label questions.Label
	Says  string
}

func newKeyState(key questions.Key, except quiz.Exception) keyState {
	switch except.Policy {
	case quiz.PolicyEither:
		return keyState{key.Label, "or " + string(except.Also)}
	case quiz.PolicyFullCredit:
		return keyState{key.Label, "everybody has the mark"}
	case quiz.PolicyDrop:
		return keyState{key.Label, "does not count"}
	}
	return keyState{Label: key.Label}
}

// choiceRow is a passage to tick.
type choiceRow struct {
	Number  int
	Text    string
	Now     keyState
	Next    questions.Label
	Kept    string // why there is no Next, in words
	Differs bool
	Ticked  bool
}

// whyKept says why a version has no key for a passage.
var whyKept = map[string]string{
	quiz.KeptGone: "Taken out of it", quiz.KeptReworded: "Has other words in it", quiz.KeptDisputed: "The reviewers do not agree on it",
}

// rescorePage is the form for putting the key right.
type rescorePage struct {
	desk
	Sheet    quiz.KeySheet
	Says     string
	Versions []way
	Policies []policyChoice
	Rows     []choiceRow
	Form     rescoreForm
}

// rescoreForm answers GET /teach/assignment/{id}/rescore.
func (s *Server) rescoreForm(c echo.Context) error {
	form := readRescore(c.QueryParams())
	return s.showRescore(c, http.StatusOK, form, nil)
}

func (s *Server) showRescore(c echo.Context, status int, f rescoreForm, t *trouble) error {
	sheet, err := s.store.KeySheet(c.Request().Context(), s.staff(c), c.Param("id"), max(f.Version, 0))
	var field *quiz.FieldError
	if errors.As(err, &field) { // of the version: show the newest
		t, status, _ = troubleOf(err)
		sheet, err = s.store.KeySheet(c.Request().Context(), s.staff(c), c.Param("id"), 0)
	}
	if err != nil {
		return err
	}
	view := newRescorePage(sheet, f)
	view.desk = s.desk(c, "classes", "Put the key right - "+sheet.Assignment.Title, t)
	return s.page(c, status, "teach-rescore", view)
}

func newRescorePage(sheet quiz.KeySheet, f rescoreForm) rescorePage {
	differing := sheet.Differing()
	if f.Policy == "" { // what most want
		f.Policy = quiz.PolicyDrop
		if len(differing) > 0 && sheet.Version != sheet.Rule.Version {
			f.Policy, f.Passages = quiz.PolicyCurrent, differing
		}
	}
	f.Version = sheet.Version
	view := rescorePage{Sheet: sheet, Policies: policyChoices, Form: f, Says: sayKeys(sheet, differing)}
	if len(sheet.Versions) > 1 {
		for _, v := range sheet.Versions {
			view.Versions = append(view.Versions, way{Name: "Version " + itoa(v), Link: "rescore?version=" + itoa(v), Here: v == sheet.Version})
		}
	}
	for _, choice := range sheet.Choices {
		view.Rows = append(view.Rows, choiceRow{Number: choice.Number, Text: shorten(choice.Text), Now: newKeyState(choice.Key, choice.Except),
			Next: choice.Next.Label, Kept: whyKept[choice.Kept], Differs: choice.Differs, Ticked: slices.Contains(f.Passages, choice.Number)})
	}
	sort.SliceStable(view.Rows, func(i, j int) bool { return view.Rows[i].Differs && !view.Rows[j].Differs })
	return view
}

// shorten cuts a passage for a list, at a word.
func shorten(text string) string {
	const most = 90
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	cut := string(runes[:most])
	if space := strings.LastIndexByte(cut, ' '); space > most/2 {
		cut = cut[:space]
	}
	return cut + "…"
}

func sayKeys(sheet quiz.KeySheet, differing []int) string {
	now, same := fmt.Sprintf("This quiz is marked by version %d of the key. ", sheet.Rule.Version), sheet.Version == sheet.Rule.Version
	switch {
	case same && len(differing) > 0:
		return now + capital(passagesNamed(differing)) + map[bool]string{true: " keeps an earlier key.", false: " keep an earlier key."}[len(differing) == 1]
	case same:
		return now + "You can still say how single passages count."
	case len(differing) > 0:
		return now + fmt.Sprintf("Version %d has another key for %s.", sheet.Version, passagesNamed(differing))
	}
	return now + fmt.Sprintf("Version %d has the same key for every passage.", sheet.Version)
}

// mostNamed is how many passages a sentence names one by one.
const mostNamed = 8

// passagesNamed writes passage 3, or passages 3, 7 and 11, or 20 passages.
func passagesNamed(numbers []int) string {
	if len(numbers) > mostNamed {
		return fmt.Sprintf("%d passages", len(numbers))
	}
	if len(numbers) == 1 {
		return "passage " + english.listed(numbers)
	}
	return "passages " + english.listed(numbers)
}

// previewRescore answers POST /teach/assignment/{id}/rescore.
func (s *Server) previewRescore(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	f := readRescore(sent)
	if f.Undo == "" && len(f.Passages) == 0 {
		return s.showRescore(c, http.StatusUnprocessableEntity, f, &trouble{"passages", "Tick at least one passage."})
	}
	preview, err := s.store.PreviewRescore(c.Request().Context(), s.staff(c), c.Param("id"), f.request())
	if t, status, ok := troubleOf(err); ok {
		return s.showRescore(c, status, f, t)
	}
	if err != nil {
		return err
	}
	return see(c, rescorePath(preview.Assignment.ID)+"/"+preview.ID)
}

func rescorePath(assignment string) string { return "/teach/assignment/" + assignment + "/rescore" }
