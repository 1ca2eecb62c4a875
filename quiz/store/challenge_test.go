package store_test

import (
	"testing"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// A student may challenge a key that a result has shown, and nothing before.
func TestChallenge(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher, ana := storetest.Teacher(t, s, "t@school.example"), storetest.Reviewer(t, s, "a@school.example")
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, nil)
		student, mate := storetest.Student(t, s, class.Code, "Pupil 1"), storetest.Student(t, s, class.Code, "Pupil 2")
		sheet, _, err := s.StartAttempt(ctx, student, line.ID, quiz.Intent{})
		fine(t, err)
		p := sheet.Questions[0].Passage
		say := func(who quiz.Actor, reason string) (quiz.Challenge, error) {
			return s.Challenge(ctx, who, quiz.NewChallenge{Passage: p.ID, Reason: reason}, quiz.Intent{})
		}
		_, err = say(student, "I read it differently.")
		refused(t, "challenge before the result", err, quiz.ErrNotReleased)
		_, err = say(mate, "I read it differently.")
		refused(t, "challenge what one was not asked", err, quiz.ErrNotFound)
		_, err = say(storetest.Account(t, s, "ad@school.example", quiz.Admin), "I read it differently.")
		refused(t, "challenge by an administrator", err, quiz.ErrForbidden)
		_, err = s.SubmitAttempt(ctx, student, sheet.Attempt.ID, nil)
		fine(t, err)
		_, err = s.Release(ctx, teacher, line.ID, true)
		fine(t, err)
		_, err = say(student, " ")
		field(t, "challenge without a reason", err, "reason")
		c, err := say(student, "I read it differently.")
		if err != nil || c.Slug != "macron-leaks" || c.Version != 1 || c.Number != p.Number || c.By != quiz.Student || c.Key != "" || c.State != quiz.ChallengeOpen {
			t.Fatalf("Challenge = %+v, %v", c, err)
		}
		again, err := say(student, "I read it as an opinion.")
		if err != nil || again.ID != c.ID || again.Reason != "I read it as an opinion." {
			t.Errorf("another reason = %+v, %v, want the same challenge", again, err)
		}
		answerIt(t, s, ana, student, c, p.ID)
		_, err = say(student, "Still.")
		refused(t, "challenge after the answer", err, quiz.ErrState)
		fine(t, s.DeleteSeat(ctx, teacher, student.ID))
		if left, err := s.Challenges(ctx, ana); err != nil || len(left) != 0 {
			t.Errorf("challenges of an erased student = %+v, %v", left, err)
		}
	})
}

// answerIt answers a challenge, which is hidden while the passage is to be read
// blind.
func answerIt(t *testing.T, s *store.Store, ana, student quiz.Actor, c quiz.Challenge, passage string) {
	t.Helper()
	if all, err := s.Challenges(ctx, ana); err != nil || len(all) != 1 || all[0].ID != c.ID {
		t.Errorf("Challenges = %+v, %v", all, err)
	}
	d, err := s.DraftFromVersion(ctx, ana, c.Slug, 0, quiz.Intent{})
	fine(t, err)
	if all, err := s.Challenges(ctx, ana); err != nil || len(all) != 0 {
		t.Errorf("Challenges of a passage to be read blind = %+v, %v", all, err)
	}
	_, err = s.AnswerChallenge(ctx, ana, c.ID, "We read it again.")
	refused(t, "answer before reading", err, quiz.ErrReadFirst)
	_, err = s.GiveReading(ctx, ana, passage, quiz.NewReading{Label: fact, Confidence: 2})
	fine(t, err)
	if sheet, err := s.Settle(ctx, ana, passage); err != nil || len(sheet.Challenges) != 1 || sheet.Draft.ID != d.ID {
		t.Errorf("Settle: challenges %+v, %v", sheet.Challenges, err)
	}
	answered, err := s.AnswerChallenge(ctx, ana, c.ID, "We read it again.")
	if err != nil || answered.State != quiz.ChallengeAnswered {
		t.Errorf("AnswerChallenge = %+v, %v", answered, err)
	}
	if own, err := s.MyChallenges(ctx, student); err != nil || len(own) != 1 || own[0].Answer != "We read it again." {
		t.Errorf("MyChallenges = %+v, %v", own, err)
	}
}
