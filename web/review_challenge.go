package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// challengesPage is the queue of what students and teachers read differently.
type challengesPage struct {
	desk
	Open     []challengeRow
	Answered []challengeRow
	Typed    string // an answer that could not be kept
	Intent   string
}

// challengeRow is a challenge in the queue.
type challengeRow struct {
	quiz.Challenge
	From string // who says it, by role
}

// challenges answers GET /review/challenges.
func (s *Server) challenges(c echo.Context) error {
	return s.showChallenges(c, http.StatusOK, challengesPage{}, nil)
}

func (s *Server) showChallenges(c echo.Context, status int, view challengesPage, t *trouble) error {
	all, err := s.store.Challenges(c.Request().Context(), s.staff(c))
	if err != nil {
		return err
	}
	view.desk = s.desk(c, "challenges", "Challenges", t).narrow()
	view.Intent = s.store.NewSecret(intentBytes)
	for _, one := range all {
		row := challengeRow{one, "A " + string(one.By)}
		if one.State == quiz.ChallengeOpen {
			view.Open = append(view.Open, row)
		} else {
			view.Answered = append(view.Answered, row)
		}
	}
	return s.page(c, status, "review-challenges", view)
}

// answerChallenge answers POST /review/challenge/{id}.
func (s *Server) answerChallenge(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	id, answer := c.Param("id"), sent.Get("answer")
	_, err = s.store.AnswerChallenge(c.Request().Context(), s.staff(c), id, answer)
	if t, status, ok := troubleOf(err); ok {
		t.Field = "answer-" + id
		return s.showChallenges(c, status, challengesPage{Typed: answer}, t)
	}
	if err != nil {
		return err
	}
	return see(c, "/review/challenges"+atMain)
}

// challengeForm is the place below a statement where somebody who has seen its
// key can say that they read it differently.
type challengeForm struct {
	Post    string // address
	Passage string
	Version int
	ID      string // of the field
	Reason  string
	Trouble *trouble
	Intent  string
	Said    []quiz.Challenge // by who looks, about this passage
}

// Open tells whether the form stands open, and Fixed that it takes nothing more.
func (f challengeForm) Open() bool { return f.Trouble != nil }

// Fixed: see Open.
func (f challengeForm) Fixed() bool {
	return len(f.Said) > 0 && f.Said[0].State == quiz.ChallengeAnswered
}

// challengeForms adds the form to each statement. Passages holds their ids; typed
// is what could not be kept for one of them.
func (s *Server) challengeForms(c echo.Context, who quiz.Actor, post string, version int, readings []reading, typed *challengeForm) error {
	mine, err := s.store.MyChallenges(c.Request().Context(), who)
	if err != nil {
		return err
	}
	for i := range readings {
		r := &readings[i]
		f := challengeForm{Post: post, Passage: r.Passage, Version: version, ID: "reason-" + itoa(r.N), Intent: s.store.NewSecret(intentBytes)}
		for _, one := range mine {
			if one.Passage == r.Passage && one.Version == version {
				f.Said, f.Reason = append(f.Said, one), one.Reason
			}
		}
		if typed != nil && typed.Passage == r.Passage {
			f.Reason, f.Trouble = typed.Reason, &trouble{f.ID, typed.Trouble.Text}
		}
		r.Differ = &f
	}
	return nil
}

// challengeResult answers POST /attempt/{id}/challenge.
func (s *Server) challengeResult(c echo.Context) error {
	typed, err := s.takeChallenge(c, s.visitor(c))
	if typed != nil {
		return s.showResult(c, http.StatusUnprocessableEntity, typed)
	}
	if err != nil {
		return err
	}
	return see(c, "/attempt/"+c.Param("id")+"/result"+atMain)
}

// challengePack answers POST /teach/packs/{slug}/challenge.
func (s *Server) challengePack(c echo.Context) error {
	who := s.staff(c)
	if err := who.MustBe(quiz.TeacherOf); err != nil {
		return err
	}
	typed, err := s.takeChallenge(c, who)
	if typed != nil {
		return s.showPack(c, http.StatusUnprocessableEntity, typed)
	}
	if err != nil {
		return err
	}
	return see(c, "/teach/packs/"+c.Param("slug")+"?version="+c.FormValue("version")+atMain)
}

// takeChallenge keeps what was sent, or returns it with what is wrong.
func (s *Server) takeChallenge(c echo.Context, who quiz.Actor) (*challengeForm, error) {
	sent, err := form(c)
	if err != nil {
		return nil, err
	}
	n := quiz.NewChallenge{Passage: sent.Get("passage"), Reason: sent.Get("reason")}
	if at := numberIn(sent, "version"); at != nil {
		n.Version = *at
	}
	_, err = s.store.Challenge(c.Request().Context(), who, n, intent(sent, "passage", "version", "reason"))
	if t, _, ok := s.voice(c).troubleOf(err); ok {
		return &challengeForm{Passage: n.Passage, Version: n.Version, Reason: n.Reason, Trouble: t}, nil
	}
	return nil, err
}
