package main

import (
	"context"
	"fmt"
	"strconv"

	"discern/quiz"
	"discern/quiz/store"
)

// What the demonstration is called; it is found again by these names.
const (
	demoEmail    = "teacher@demo.example"
	demoTeacher  = "Demo teacher"
	demoClass    = "Demo class"
	demoPack     = "macron-leaks"
	demoFinished = "The whole column"
	demoOpen     = "Try it yourself"
	demoStudents = 24
)

// demonstrate makes the demonstration class unless it is there, and prints how
// to come in as a student and as its teacher.
func demonstrate(ctx context.Context, s *store.Store, base string, out *printer) error {
	account, err := s.AddTeacher(ctx, demoEmail, demoTeacher, quiz.TeacherOf)
	if err != nil {
		return err
	}
	who, err := signedIn(ctx, s, account.ID)
	if err != nil {
		return err
	}
	defer s.SignOut(ctx, who)
	class, err := demoClassOf(ctx, s, who)
	if err != nil {
		return fmt.Errorf("make demonstration: %w", err)
	}
	secret, err := s.NewLink(ctx, account.ID)
	if err != nil {
		return err
	}
	out.line("Students open: %s/", base)
	out.line("Class code: %s", quiz.ShowCode(class.Code))
	out.line("The teacher signs in, once, with this link: %s", signInLink(base, secret))
	return nil
}

func signedIn(ctx context.Context, s *store.Store, account string) (quiz.Actor, error) {
	token, err := s.SignIn(ctx, account)
	if err != nil {
		return quiz.Actor{}, err
	}
	return s.Authenticate(ctx, token)
}

// demoClassOf returns the class of the demonstration with a code that works.
func demoClassOf(ctx context.Context, s *store.Store, who quiz.Actor) (quiz.Class, error) {
	classes, err := s.Classes(ctx, who)
	if err != nil {
		return quiz.Class{}, err
	}
	for _, class := range classes {
		if class.Title != demoClass {
			continue
		}
		lines, err := s.Assignments(ctx, who, class.ID)
		if err != nil {
			return quiz.Class{}, err
		}
		if len(lines) < 2 { // it was interrupted when it was made
			if err := s.DeleteClass(ctx, who, class.ID); err != nil {
				return quiz.Class{}, err
			}
			continue
		}
		open := true
		return s.UpdateClass(ctx, who, class.ID, quiz.ClassChange{Joining: &open})
	}
	return makeDemo(ctx, s, who)
}

// makeDemo makes a class with one quiz that all have handed in, released, and
// one that is open to try.
func makeDemo(ctx context.Context, s *store.Store, who quiz.Actor) (quiz.Class, error) {
	class, err := s.CreateClass(ctx, who, quiz.NewClass{Title: demoClass}, quiz.Intent{})
	if err != nil {
		return class, err
	}
	settings := quiz.DefaultSettings()
	settings.Count = quiz.All
	finished, err := openQuiz(ctx, s, who, class.ID, demoFinished, settings)
	if err != nil {
		return class, err
	}
	pack, err := s.Pack(ctx, demoPack, 0)
	if err != nil {
		return class, err
	}
	pupils := newPupils(pack)
	for n := range demoStudents {
		if err := takeQuiz(ctx, s, class.Code, "Pupil "+strconv.Itoa(n+1), finished.ID, pupils); err != nil {
			return class, err
		}
	}
	if _, err := s.Release(ctx, who, finished.ID, true); err != nil {
		return class, err
	}
	settings = quiz.DefaultSettings()
	settings.Feedback, settings.Attempts = quiz.FeedbackSubmit, 3
	if _, err := openQuiz(ctx, s, who, class.ID, demoOpen, settings); err != nil {
		return class, err
	}
	return s.Class(ctx, who, class.ID)
}

func openQuiz(ctx context.Context, s *store.Store, who quiz.Actor, class, title string, settings quiz.Settings) (quiz.AssignmentLine, error) {
	line, err := s.CreateAssignment(ctx, who, class, quiz.NewAssignment{Pack: demoPack, Title: title, Settings: settings}, quiz.Intent{})
	if err != nil {
		return line, err
	}
	open := quiz.Open
	return s.UpdateAssignment(ctx, who, line.ID, quiz.AssignmentChange{State: &open})
}

// takeQuiz is one simulated student: joins, answers, hands in and leaves.
func takeQuiz(ctx context.Context, s *store.Store, code, name, assignment string, pupils *pupils) error {
	joined, err := s.Join(ctx, quiz.Actor{}, quiz.JoinRequest{Code: code, Name: name}, quiz.Intent{})
	if err != nil {
		return err
	}
	who, err := s.Authenticate(ctx, joined.Token)
	if err != nil {
		return err
	}
	sheet, _, err := s.StartAttempt(ctx, who, assignment, quiz.Intent{})
	if err != nil {
		return err
	}
	if _, err := s.SubmitAttempt(ctx, who, sheet.Attempt.ID, pupils.answers(sheet.Questions)); err != nil {
		return err
	}
	return s.SignOut(ctx, who)
}
