package api

import (
	"time"

	"discern/questions"
	"discern/quiz"
)

// The values of quiz in the shapes of the document. What is zero because there
// is none is left out; lists are never null.

// some returns a field that is left out if it is zero.
func some[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// moment returns a time as it is sent, in UTC and to the millisecond.
func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// maybe is moment for a time that is left out if there is none.
func maybe(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = moment(t)
	return &t
}

// each turns a list into another; none becomes an empty list.
func each[A, B any](list []A, shape func(A) B) []B {
	shaped := make([]B, len(list))
	for i, item := range list {
		shaped[i] = shape(item)
	}
	return shaped
}

func cardOf(c quiz.Card) Card {
	card := Card{ID: c.Assignment.ID, Title: c.Assignment.Title, State: string(c.State),
		Questions: c.Assignment.Asked, AttemptsLeft: c.Left}
	if c.Latest != nil {
		card.Attempt = &AttemptName{ID: c.Latest.ID, State: c.Latest.State}
	}
	return card
}

func meOf(h quiz.Home) Me {
	return Me{Seat: SeatName{h.Seat.ID, h.Seat.Name}, Class: ClassName{h.Class.ID, h.Class.Title},
		Assignments: each(h.Cards, cardOf)}
}

func attemptOf(s quiz.Sheet) Attempt {
	a := s.Assignment
	return Attempt{
		ID: s.Attempt.ID, State: s.Attempt.State, Count: len(s.Questions), Deadline: maybe(s.Attempt.Deadline),
		Assignment: AttemptAssignment{ID: a.ID, Title: a.Title, Feedback: a.Settings.Feedback, Confidence: a.Settings.Confidence},
		Questions:  each(s.Questions, questionOf),
	}
}

func questionOf(q quiz.Question) Question {
	return Question{N: q.N, Passage: QuestionPassage{ID: q.Passage.ID, Text: q.Passage.Text}, Label: some(q.Answer.Label),
		Confidence: some(q.Answer.Confidence), Flagged: q.Answer.Flagged, Revision: q.Answer.Revision}
}

func answerOf(a quiz.Answer) SavedAnswer {
	return SavedAnswer{N: a.N, Label: some(a.Label), Confidence: some(a.Confidence), Flagged: a.Flagged,
		Revision: a.Revision, SavedAt: moment(a.Saved)}
}

func markedOf(m quiz.Marked) Marked {
	marked := Marked{N: m.N, Text: m.Passage.Text, Label: some(m.Label), Key: m.Key.Label, Second: some(m.Key.Second),
		Right: m.Right, Policy: some(m.Except.Policy), Rationale: m.Key.Rationale, Cues: each(m.Key.Cues, cueOf), Later: laterOf(m.Key.Later)}
	marked.Agreement.Agree, marked.Agreement.Of = m.Key.Agreement()
	return marked
}

func cueOf(c questions.Cue) Cue { return Cue{Start: c.Start, End: c.End} }

func laterOf(l *questions.Later) *Later {
	if l == nil {
		return nil
	}
	return &Later{Note: l.Note, Source: l.Source}
}

func resultOf(r quiz.Result) Result {
	result := Result{Score: r.Score.Right, Max: r.Score.Max, ByKind: kindsOf(r.Score.ByKind),
		Confusion: confusionOf(r.Score.Confusion), KeyVersion: r.Rule.Version, Questions: each(r.Questions, markedOf)}
	if r.Rescored() {
		result.RescoredAt = maybe(r.Rule.Since)
	}
	return result
}

func kindsOf(parts [3]quiz.Part) ByKind {
	part := func(p quiz.Part) Part { return Part{Right: p.Right, Of: p.Of} }
	return ByKind{Fact: part(parts[0]), Inference: part(parts[1]), Opinion: part(parts[2])}
}

func confusionOf(c quiz.Confusion) Confusion {
	row := func(n [3]int) Counts { return Counts{Fact: n[0], Inference: n[1], Opinion: n[2]} }
	return Confusion{Fact: row(c[0]), Inference: row(c[1]), Opinion: row(c[2])}
}

func classOf(c quiz.Class) Class {
	return Class{ID: c.ID, Title: c.Title, SchoolYear: some(c.SchoolYear), Language: c.Language, Names: c.Names, Code: c.Code,
		CodeExpiresAt: maybe(c.CodeExpires), Joining: c.Joining, Seats: c.Seats, Assignments: c.Assignments,
		CreatedAt: moment(c.Created), ArchivedAt: maybe(c.Archived)}
}

func seatOf(s quiz.Seat) Seat {
	return Seat{ID: s.ID, Name: s.Name, ExtraTime: s.ExtraTime, JoinedAt: maybe(s.Joined)}
}

func seatCardOf(c quiz.SeatCard) SeatCard {
	return SeatCard{ID: c.Seat.ID, Name: c.Seat.Name, SeatCode: c.Code}
}

func recordOf(a quiz.Attempt) AttemptRecord {
	return AttemptRecord{ID: a.ID, Seat: a.Seat, Assignment: a.Assignment, Number: a.Number, State: a.State,
		StartedAt: moment(a.Started), Deadline: maybe(a.Deadline), SubmittedAt: maybe(a.Submitted)}
}

func exportOf(e quiz.SeatExport) SeatExport {
	return SeatExport{Seat: seatOf(e.Seat), Class: e.Class, Challenges: each(e.Challenges, challengeOf), Attempts: each(e.Attempts, func(a quiz.AttemptExport) AttemptExport {
		export := AttemptExport{Attempt: recordOf(a.Attempt), Assignment: a.Assignment, Answers: each(a.Answers, answerOf)}
		if len(a.Shifts) > 0 {
			shifts := each(a.Shifts, shiftOf)
			export.Rescores = &shifts
		}
		return export
	})}
}

func settingsOf(s quiz.Settings) Settings {
	return Settings{Count: Amount(s.Count), Balance: s.Balance, Order: s.Order, Attempts: s.Attempts, Scoring: s.Scoring,
		Feedback: s.Feedback, Minutes: s.Minutes, OpensAt: maybe(s.OpensAt), ClosesAt: maybe(s.ClosesAt),
		Confidence: s.Confidence, Wording: s.Wording}
}

func assignmentOf(l quiz.AssignmentLine) Assignment {
	a := Assignment{ID: l.ID, Class: l.Class, Pack: l.Pack, Version: l.Version, Title: l.Title, State: string(l.State),
		Questions: l.Asked, Settings: settingsOf(l.Settings), Seats: l.Seats, Started: l.Started, HandedIn: l.HandedIn,
		CreatedAt: moment(l.Created)}
	if l.HandedIn > 0 {
		a.Mean = &l.Mean
	}
	return a
}

func scoreOf(r quiz.Row) StudentScore {
	row := StudentScore{Seat: SeatName{r.Seat.ID, r.Seat.Name}, State: stateOf(r), Answered: r.Answered, Attempts: len(r.Attempts)}
	if r.Attempt != nil {
		row.Attempt, row.SubmittedAt = &r.Attempt.ID, maybe(r.Attempt.Submitted)
	}
	if r.Score != nil {
		kinds := kindsOf(r.Score.ByKind)
		row.Score, row.Max, row.ByKind = &r.Score.Right, &r.Score.Max, &kinds
	}
	return row
}

// stateOf is the state of the attempt that counts; voided if there are only
// attempts that do not, not_started without any.
func stateOf(r quiz.Row) string {
	switch {
	case r.Attempt != nil:
		return string(r.Attempt.State)
	case len(r.Attempts) > 0:
		return string(quiz.Voided)
	}
	return "not_started"
}

func seatScoresOf(s quiz.SeatScores) SeatScores {
	return SeatScores{Seat: SeatName{s.Seat.ID, s.Seat.Name}, Class: ClassName{s.Class.ID, s.Class.Title},
		Assignments: each(s.Lines, func(l quiz.SeatLine) SeatScore {
			row := scoreOf(l.Row)
			return SeatScore{Assignment: AssignmentName{l.Assignment.ID, l.Assignment.Title}, Pack: l.Assignment.Pack, Version: l.Assignment.Version,
				KeyVersion: l.Rule.Version, Attempt: row.Attempt, State: row.State, Score: row.Score, Max: row.Max, ByKind: row.ByKind,
				Answered: row.Answered, Attempts: row.Attempts, SubmittedAt: row.SubmittedAt}
		})}
}

func scoresOf(t quiz.Table) Scores {
	scores := Scores{KeyVersion: t.Rule.Version, Students: each(t.Rows, scoreOf), N: t.N}
	if t.N > 0 {
		scores.Mean, scores.Median = &t.Mean, &t.Median
	}
	if t.N > 1 {
		scores.Sd = &t.SD
	}
	return scores
}

func sharesOf(share func(kind int) (float64, bool)) Shares {
	var of [3]*float64
	for kind := range of {
		if s, ok := share(kind); ok {
			of[kind] = &s
		}
	}
	return Shares{Fact: of[0], Inference: of[1], Opinion: of[2]}
}

func packLineOf(p quiz.PackLine) PackLine {
	return PackLine{Slug: p.Slug, Title: p.Title, Language: p.Language, Version: p.Version, Passages: p.Passages,
		Askable: p.Askable, Hash: p.Hash}
}

func packOf(p *questions.Pack) Pack {
	pack := Pack{ID: p.ID, Slug: p.Slug, Version: p.Version, Language: p.Language, Title: p.Title, About: p.About,
		Guide:     Guide{Fact: p.Guide.Fact, Inference: p.Guide.Inference, Opinion: p.Guide.Opinion, Mixed: p.Guide.Mixed},
		Reviewers: each(p.Reviewers, func(r questions.Reviewer) PackReviewer { return PackReviewer{ID: r.ID, Name: r.Name} }),
		Passages:  each(p.Items, passageOf)}
	if s := p.Source; s != nil {
		pack.Source = &PackSource{Author: s.Author, Publication: s.Publication, Published: s.Published, Kind: s.Kind}
	}
	return pack
}

func passageOf(i questions.Item) PackPassage {
	return PackPassage{ID: i.ID, Number: i.Number, Text: i.Text, Key: i.Label, Second: some(i.Second), Status: string(i.Status),
		Rationale: i.Rationale, Cues: each(i.Cues, cueOf), Later: laterOf(i.Later),
		Readings: each(i.Readings, func(r questions.Reading) Reading {
			return Reading{Reviewer: r.Reviewer, Label: r.Label, Second: some(r.Second), Confidence: r.Confidence, Note: some(r.Note)}
		})}
}
