package web

import (
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// practiceView is one page of a round of practice: a statement, its key, or how
// the round went. Nothing of it is kept, and nobody needs to have joined.
type practiceView struct {
	frame
	Trouble *trouble
	Heading string
	Round   practiceRound
	Text    string
	In      string // language of the statement
	Choices []choice
	Marked  *reading // the key of what was just answered
	Next    *step    // after that
	Score   *quiz.Score
	Finding *finding
	Says    string
	Another string // address of the next round
	Home    step
}

// practiceRound is where somebody stands in a round. All of it is in the address
// and the form: a round can be gone through again, and back.
type practiceRound struct {
	Seed uint32
	N    int    // of the round, from 0
	Said string // the first letter of each answer, in English
}

// mostRounds is far more than anybody practises.
const mostRounds = 1000

// readRound reads a round as sent, without what could not be one; without a seed
// it is a new one.
func (s *Server) readRound(sent url.Values) practiceRound {
	seed, err := strconv.ParseUint(sent.Get("seed"), 10, 32)
	if err != nil {
		random, _ := hex.DecodeString(quiz.SecretHash(s.store.NewSecret(intentBytes))[:8])
		for _, b := range random {
			seed = seed<<8 | uint64(b)
		}
		return practiceRound{Seed: uint32(seed)}
	}
	n, _ := strconv.Atoi(sent.Get("round"))
	r := practiceRound{Seed: uint32(seed), N: min(max(n, 0), mostRounds)}
	if said := sent.Get("said"); len(said) <= 3*quiz.PracticeRound && strings.Trim(said, "fio") == "" {
		r.Said = said
	}
	return r
}

// Path is the address of the round as it stands; shown adds the key of the last
// answer.
func (r practiceRound) Path(shown bool) string {
	path := "/practice?seed=" + strconv.FormatUint(uint64(r.Seed), 10) + "&round=" + strconv.Itoa(r.N) + "&said=" + r.Said
	if shown {
		path += "&key=shown"
	}
	return path
}

// label is what was said to the statement with index i.
func (r practiceRound) label(i int) questions.Label {
	for _, label := range questions.Labels {
		if r.Said[i] == label[0] {
			return label
		}
	}
	return ""
}

// practiceForm shows a statement, the key of one or the end of a round.
func (s *Server) practiceForm(c echo.Context) error {
	return s.showPractice(c, http.StatusOK, s.readRound(c.QueryParams()), c.QueryParam("key") != "", nil)
}

// practice takes an answer and leads to its key.
func (s *Server) practice(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	round, label := s.readRound(sent), questions.Label(sent.Get("label"))
	if !label.Valid() {
		t := &trouble{"label", s.voice(c).say("Choose fact, inference or opinion first.")}
		return s.showPractice(c, http.StatusUnprocessableEntity, round, false, t)
	}
	round.Said += string(label[:1])
	return c.Redirect(http.StatusSeeOther, round.Path(true)+atMain)
}

func (s *Server) showPractice(c echo.Context, status int, round practiceRound, shown bool, t *trouble) error {
	v := s.voice(c)
	pack, err := s.store.Pack(c.Request().Context(), quiz.ExamplePack, 0)
	if err != nil {
		return err
	}
	items := quiz.Practice(pack.Items, round.Seed, round.N, exampleNumbers(pack))
	if len(items) == 0 {
		return quiz.ErrNotFound
	}
	round.Said = round.Said[:min(len(round.Said), len(items))]
	at := len(round.Said)
	view := practiceView{frame: frame{Title: v.say("Practise"), Body: "read", Script: "comfort.js"}, Trouble: t, Round: round, In: pack.Language}
	switch {
	case shown && at > 0:
		marked := newReading(v, quiz.MarkQuestion(at, items[at-1], round.label(at-1)), pack.Language)
		view.Heading, view.Marked = v.say("Statement %d of %d", at, len(items)), &marked
		view.Next = &step{round.Path(false) + atMain, v.say("Next")}
		if at == len(items) {
			view.Next.Words = v.say("See how it went")
		}
	case at == len(items):
		view.Heading = v.say("Your round of practice")
		score := roundScore(items, round)
		view.Score = &score
		view.Finding, view.Says = v.commonest(score)
		view.Another = practiceRound{Seed: round.Seed, N: round.N + 1}.Path(false) + atMain
		view.Home = s.practiceHome(c)
	default:
		view.Heading, view.Text = v.say("Statement %d of %d", at+1, len(items)), items[at].Text
		for _, label := range questions.Labels {
			view.Choices = append(view.Choices, choice{label, v.say(sayings[label]), false})
		}
	}
	return s.page(c, status, "practice", view)
}

// practiceHome is where somebody goes after practising.
func (s *Server) practiceHome(c echo.Context) step {
	if s.holds(c, seatCookie) {
		return step{"/class", s.voice(c).say("Go to your class")}
	}
	return step{"/", s.voice(c).say("Go to the start")}
}

// roundScore scores a round like an attempt.
func roundScore(items []questions.Item, round practiceRound) quiz.Score {
	var picks []int
	var answers []quiz.Answer
	for i, item := range items {
		picks = append(picks, item.Number)
		answers = append(answers, quiz.Answer{N: i + 1, Label: round.label(i)})
	}
	return quiz.Mark(picks, answers, quiz.Rule{Keys: quiz.KeysOf(items)})
}

// exampleNumbers are the passages that stand as examples on the pages before a
// quiz.
func exampleNumbers(pack *questions.Pack) map[int]bool {
	numbers := map[int]bool{}
	for _, item := range exampleItems(pack) {
		numbers[item.Number] = true
	}
	return numbers
}
