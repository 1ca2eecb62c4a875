package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// reach tries everything that goes by a class, and returns the first error.
func reach(s *store.Store, who quiz.Actor, class quiz.Class, line quiz.AssignmentLine, seat string) error {
	title, open := "8B", quiz.Open
	for _, try := range []func() error{
		func() error { _, err := s.Class(ctx, who, class.ID); return err },
		func() error { _, err := s.Seats(ctx, who, class.ID); return err },
		func() error { _, err := s.Scores(ctx, who, line.ID); return err },
		func() error { _, err := s.ExportSeat(ctx, who, seat); return err },
		func() error { _, err := s.NewSeatCode(ctx, who, seat); return err },
		func() error {
			_, err := s.UpdateClass(ctx, who, class.ID, quiz.ClassChange{Title: &title})
			return err
		},
		func() error {
			_, err := s.UpdateAssignment(ctx, who, line.ID, quiz.AssignmentChange{State: &open})
			return err
		},
		func() error { _, _, err := s.ClassTeachers(ctx, who, class.ID); return err },
	} {
		if err := try(); err != nil {
			return err
		}
	}
	return nil
}

func TestColleagues(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
		o.Now = clock.Now
		s := storetest.Open(t, o)
		owner, co, third := storetest.Teacher(t, s, "owner@school.example"), storetest.Teacher(t, s, "co@school.example"), storetest.Teacher(t, s, "third@school.example")
		class := storetest.Class(t, s, owner)
		line := storetest.Assignment(t, s, owner, class.ID, nil)
		seat := storetest.Student(t, s, class.Code, "Ada").ID
		may := func(who quiz.Actor, want error) {
			t.Helper()
			if err := reach(s, who, class, line, seat); !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", who.Name, err, want)
			}
		}
		invited, _, err := s.Invite(ctx, owner, class.ID, " Co@School.example ")
		if err != nil || invited.Email != "co@school.example" || invited.Title != class.Title {
			t.Fatalf("invited %+v, %v", invited, err)
		}
		may(owner, nil)
		may(co, quiz.ErrNotFound) // invited is not accepted
		for _, who := range []quiz.Actor{third, owner} {
			if _, err := s.Accept(ctx, who, invited.ID); !errors.Is(err, quiz.ErrNotFound) {
				t.Errorf("%s accepts: %v", who.Name, err)
			}
		}
		if err := s.Decline(ctx, third, invited.ID); !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("a third declines: %v", err)
		}
		if got, err := s.Invitations(ctx, co); err != nil || len(got) != 1 || got[0].ID != invited.ID {
			t.Fatalf("the invited finds %+v, %v", got, err)
		}
		if _, err := s.Accept(ctx, co, invited.ID); err != nil {
			t.Fatal(err)
		}
		may(co, nil)
		if classes, err := s.Classes(ctx, co); err != nil || len(classes) != 1 {
			t.Errorf("the classes of the other teacher: %v, %v", classes, err)
		}
		var fault *quiz.FieldError
		for _, email := range []string{"co@school.example", "owner@school.example", "nonsense"} {
			if _, _, err := s.Invite(ctx, co, class.ID, email); !errors.As(err, &fault) || fault.Field != "email" {
				t.Errorf("inviting %s: %v, want a FieldError for email", email, err)
			}
		}
		for name, err := range map[string]error{"delete": s.DeleteClass(ctx, co, class.ID), "hand over": s.HandOver(ctx, co, class.ID, co.ID),
			"remove the owner": s.RemoveTeacher(ctx, co, class.ID, owner.ID)} {
			if !errors.Is(err, quiz.ErrForbidden) {
				t.Errorf("the other teacher may %s: %v", name, err)
			}
		}
		if err := s.HandOver(ctx, owner, class.ID, third.ID); !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("handed over to a stranger: %v", err)
		}
		if err := s.HandOver(ctx, owner, class.ID, co.ID); err != nil {
			t.Fatal(err)
		}
		may(owner, nil)
		if err := s.DeleteClass(ctx, owner, class.ID); !errors.Is(err, quiz.ErrForbidden) {
			t.Errorf("who was the owner deletes: %v", err)
		}
		if teachers, _, err := s.ClassTeachers(ctx, owner, class.ID); err != nil || len(teachers) != 2 || teachers[0].ID != co.ID || !teachers[0].Owner {
			t.Errorf("teachers %+v, %v", teachers, err)
		}
		for range 2 { // leaving, and once more
			if err := s.RemoveTeacher(ctx, co, class.ID, owner.ID); err != nil {
				t.Fatal(err)
			}
		}
		may(owner, quiz.ErrNotFound) // with the session of before
		if _, _, err := s.Invite(ctx, co, class.ID, "third@school.example"); err != nil {
			t.Fatal(err)
		}
		if err := s.DeleteClass(ctx, co, class.ID); err != nil {
			t.Fatal(err)
		}
		if left, err := store.Rows(ctx, s, class.ID); err != nil || len(left) > 0 {
			t.Errorf("of the class there are left %v, %v", left, err)
		}
	})
}

// TestInvitationLink makes an account with the link of an invitation. Whether an
// address has one, the invitation itself does not tell.
func TestInvitationLink(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
		o.Now = clock.Now
		s := storetest.Open(t, o)
		owner := storetest.Teacher(t, s, "owner@school.example")
		storetest.Teacher(t, s, "known@school.example")
		class := storetest.Class(t, s, owner)
		links := map[string]string{}
		for _, email := range []string{"known@school.example", "new@school.example", "late@school.example"} {
			invited, secret, err := s.Invite(ctx, owner, class.ID, email)
			if err != nil || secret == "" {
				t.Fatal(err)
			}
			link, err := s.Link(ctx, secret)
			if err != nil || link.Invitation == nil || *link.Invitation != invited || link.Teacher.ID != "" {
				t.Errorf("the link for %s is %+v, %v", email, link, err)
			}
			links[email] = secret
		}
		var fault *quiz.FieldError
		if _, err := s.SignUp(ctx, links["known@school.example"], "Somebody", "hash"); !errors.As(err, &fault) || fault.Field != "email" {
			t.Errorf("a second account for an address: %v", err)
		}
		if _, err := s.UseLink(ctx, links["known@school.example"]); !errors.Is(err, quiz.ErrLinkSpent) {
			t.Errorf("the link of an invitation signs in: %v", err)
		}
		old := links["new@school.example"]
		_, secret, err := s.Invite(ctx, owner, class.ID, "new@school.example")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.SignUp(ctx, old, "New", "hash"); !errors.Is(err, quiz.ErrLinkSpent) {
			t.Errorf("the link of before: %v", err)
		}
		token, err := s.SignUp(ctx, secret, "New", "hash")
		if err != nil {
			t.Fatal(err)
		}
		fresh := storetest.Who(t, s, token)
		if _, err := s.Class(ctx, fresh, class.ID); err != nil || fresh.Role != quiz.TeacherOf {
			t.Errorf("who came by the link: %+v, %v", fresh, err)
		}
		if _, err := s.SignUp(ctx, secret, "New", "hash"); !errors.Is(err, quiz.ErrLinkSpent) {
			t.Errorf("the link a second time: %v", err)
		}
		_, open, err := s.ClassTeachers(ctx, owner, class.ID)
		if err != nil || len(open) != 2 {
			t.Errorf("%d invitations left, %v", len(open), err)
		}
		clock.At = clock.At.Add(quiz.LinkLife + time.Second)
		if _, err := s.SignUp(ctx, links["late@school.example"], "Late", "hash"); !errors.Is(err, quiz.ErrLinkSpent) {
			t.Errorf("a link too old: %v", err)
		}
		// The next invitation of any class takes those along that are too old.
		if _, _, err := s.Invite(ctx, owner, class.ID, "last@school.example"); err != nil {
			t.Fatal(err)
		}
		if left, err := store.Rows(ctx, s, "late@school.example"); err != nil || len(left) > 0 {
			t.Errorf("of an old invitation there are left %v, %v", left, err)
		}
	})
}

func TestArchive(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, nil)
		draft, err := s.CreateAssignment(ctx, teacher, class.ID, quiz.NewAssignment{Pack: "everyday", Settings: quiz.DefaultSettings()}, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		working, late := storetest.Student(t, s, class.Code, "Ada"), storetest.Student(t, s, class.Code, "Ben")
		sheet, _, err := s.StartAttempt(ctx, working, line.ID, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		put := func(away bool) {
			t.Helper()
			for range 2 {
				c, err := s.UpdateClass(ctx, teacher, class.ID, quiz.ClassChange{Archived: &away})
				if err != nil || c.Archived.IsZero() == away {
					t.Fatalf("put away %v: %+v, %v", away, c, err)
				}
			}
		}
		put(true)
		if _, err := s.Join(ctx, quiz.Actor{}, quiz.JoinRequest{Code: class.Code, Name: "Cleo"}, quiz.Intent{}); !errors.Is(err, quiz.ErrJoiningLocked) {
			t.Errorf("joining: %v", err)
		}
		if _, _, err := s.StartAttempt(ctx, late, line.ID, quiz.Intent{}); !errors.Is(err, quiz.ErrNotOpen) {
			t.Errorf("starting: %v", err)
		}
		if again, _, err := s.StartAttempt(ctx, working, line.ID, quiz.Intent{}); err != nil || again.Attempt.ID != sheet.Attempt.ID {
			t.Errorf("going on: %v", err)
		}
		home, err := s.Home(ctx, late)
		if err != nil || len(home.Cards) != 1 || home.Cards[0].State != quiz.Closed {
			t.Errorf("the student sees %+v, %v", home.Cards, err)
		}
		open := quiz.Open
		if _, err := s.UpdateAssignment(ctx, teacher, draft.ID, quiz.AssignmentChange{State: &open}); !errors.Is(err, quiz.ErrState) {
			t.Errorf("opening: %v", err)
		}
		if table, err := s.Scores(ctx, teacher, line.ID); err != nil || len(table.Rows) != 2 {
			t.Errorf("reading: %v", err)
		}
		classes, err := s.Classes(ctx, teacher)
		if err != nil || !slices.ContainsFunc(classes, func(c quiz.Class) bool { return c.ID == class.ID && !c.Archived.IsZero() }) {
			t.Errorf("classes %+v, %v", classes, err)
		}
		put(false)
		if _, _, err := s.StartAttempt(ctx, late, line.ID, quiz.Intent{}); err != nil {
			t.Errorf("starting after it is back: %v", err)
		}
	})
}
