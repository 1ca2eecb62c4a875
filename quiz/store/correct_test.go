package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// A published key is corrected in the open: a new version with a reason and a
// diff, while what runs stays on the old one.
func TestCorrection(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		ana := storetest.Reviewer(t, s, "a@school.example")
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, nil)
		d, err := s.DraftFromVersion(ctx, ana, "macron-leaks", 0, quiz.Intent{})
		fine(t, err)
		if again, err := s.DraftFromVersion(ctx, ana, "macron-leaks", 1, quiz.Intent{}); err != nil || again.ID != d.ID || d.Base != 1 || d.Passages != 40 {
			t.Errorf("DraftFromVersion = %+v, then %+v, %v", d, again, err)
		}
		_, err = s.KeyedPack(ctx, ana, "macron-leaks", 0)
		refused(t, "the key of a pack under review", err, quiz.ErrReadFirst)
		if _, err := s.KeyedPack(ctx, teacher, "macron-leaks", 0); err != nil {
			t.Errorf("the key for a teacher: %v", err)
		}
		_, err = s.Publish(ctx, ana, d.ID, "", quiz.Intent{})
		field(t, "publish without a reason", err, "reason")
		_, err = s.Publish(ctx, ana, d.ID, "No reason.", quiz.Intent{})
		refused(t, "publish without a change", err, quiz.ErrState)

		sheet, err := s.Draft(ctx, ana, d.ID)
		fine(t, err)
		p := sheet.Passages[4]
		storetest.Read(t, s, ana, []quiz.DraftPassage{p}, keyOf(t, s, teacher, p.Number))
		settled, err := s.Settle(ctx, ana, p.ID)
		fine(t, err)
		n := decision(settled.Decision.Label, questions.Agreed)
		n.Rationale = settled.Decision.Rationale + " Anybody can look it up."
		n.Cues, n.Second = settled.Decision.Cues, settled.Decision.Second
		_, err = s.Decide(ctx, ana, p.ID, n)
		fine(t, err)
		published, err := s.Publish(ctx, ana, d.ID, "A clearer reason.", quiz.Intent{})
		if err != nil || published.Version != 2 {
			t.Fatalf("Publish = %+v, %v", published, err)
		}
		compareVersions(t, s, teacher, p)
		kept, err := s.Assignment(ctx, teacher, line.ID)
		if err != nil || kept.Version != 1 {
			t.Errorf("the running assignment is on version %d, %v, want 1", kept.Version, err)
		}
	})
}

// keyOf looks the published key of a passage up.
func keyOf(t *testing.T, s *store.Store, who quiz.Actor, number int) questions.Label {
	t.Helper()
	pack, err := s.KeyedPack(ctx, who, "macron-leaks", 1)
	fine(t, err)
	item, _ := pack.Item(number)
	return item.Label
}

func compareVersions(t *testing.T, s *store.Store, who quiz.Actor, p quiz.DraftPassage) {
	t.Helper()
	d, err := s.Diff(ctx, who, "macron-leaks", 1, 2)
	fine(t, err)
	if len(d.Fields) != 0 || len(d.Passages) != 1 || d.Passages[0].Number != p.Number {
		t.Fatalf("Diff = %+v, want one passage", d)
	}
	var names []string
	for _, f := range d.Passages[0].Fields {
		names = append(names, f.Field)
		if last := f.Runs[len(f.Runs)-1]; f.Field == "rationale" && (last.Change != questions.Added || !strings.HasSuffix(last.Text, "look it up.")) {
			t.Errorf("Diff of the rationale = %+v", f.Runs)
		}
	}
	if diff := cmp.Diff([]string{"rationale", "readings"}, names); diff != "" {
		t.Errorf("changed fields (-want +got):\n%s", diff)
	}
	history, err := s.History(ctx, who, "macron-leaks")
	fine(t, err)
	if len(history) != 2 || history[0].Version != 2 || history[0].Reason != "A clearer reason." || history[0].By != "a" || history[1].Reason != "" {
		t.Errorf("History = %+v", history)
	}
	pupil := who
	pupil.Role = quiz.Student
	for asks, reason := range map[quiz.Actor]string{who: "A clearer reason.", pupil: ""} {
		if card, err := s.PackCard(ctx, asks, "macron-leaks"); err != nil || len(card.History) != 2 || card.History[0].Reason != reason {
			t.Errorf("PackCard for a %s has the reason %q, %v; want %q", asks.Role, card.History[0].Reason, err, reason)
		}
	}
	pack, err := s.Pack(ctx, "macron-leaks", 2)
	if err != nil || pack.Check() != nil || len(pack.Reviewers) != 4 || pack.Reviewers[3].Name != "Reading 4" || strings.Contains(pack.Reviewers[3].ID, who.ID) {
		t.Errorf("version 2: reviewers %+v, %v", pack.Reviewers, err)
	}
}

// The readings of the built-in pack agree as its page says, also before they are
// published once more.
func TestAgreementShown(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		a, err := s.Agreement(ctx, teacher, "macron-leaks", 0)
		fine(t, err)
		card, err := s.PackCard(ctx, storetest.Student(t, s, class.Code, "Pupil 1"), "macron-leaks")
		fine(t, err)
		if card.Counted || card.Kinds != [3]int{} || card.Disputed+card.Decided+card.Pack.Askable+card.History[0].Askable != 0 {
			t.Errorf("PackCard of a student counts by the key: %+v", card)
		}
		if got := card.Agreement; got.Unanimous != 39 || got.Comparable != 40 || got.Alpha.OK || got.Labels != nil {
			t.Errorf("PackCard of a student has the agreement %+v", got)
		}
		card, err = s.PackCard(ctx, teacher, "macron-leaks")
		fine(t, err)
		for _, got := range []questions.Agreement{a.Agreement, card.Agreement} {
			if text := fmt.Sprintf("%.3f %.1f", got.Alpha.Value, got.UnanimousPercent().Value); text != "0.974 97.5" {
				t.Errorf("agreement = %s, want 0.974 97.5", text)
			}
		}
		if !card.Counted || card.Disputed != 2 || card.Decided != 1 || card.Kinds[0]+card.Kinds[1]+card.Kinds[2] != 38 || card.Reviewers != 3 {
			t.Errorf("PackCard = %+v", card)
		}
		if p := a.Passages[31]; p.Agree != 2 || p.Of != 3 || p.Others != [3]int{1, 0, 0} {
			t.Errorf("passage 32 = %+v, want 2 of 3, one reader took it for a fact", p)
		}
	})
}

// What is not ready elsewhere becomes a draft here.
func TestImportDraft(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		bare := *storetest.Pack(t, "everyday.json")
		bare.Guide, bare.Reviewers = questions.Guide{}, nil
		d, err := s.ImportDraft(ctx, s.Operator(), &bare, quiz.Intent{})
		if err != nil || d.Slug != "everyday-2" || d.Passages != 12 || d.Guide == (questions.Guide{}) {
			t.Fatalf("ImportDraft = %+v, %v", d, err)
		}
		ana := storetest.Reviewer(t, s, "a@school.example")
		sheet, err := s.Draft(ctx, ana, d.ID)
		fine(t, err)
		storetest.Read(t, s, ana, sheet.Passages, fact)
		_, err = s.Publish(ctx, ana, d.ID, "", quiz.Intent{})
		var early *quiz.NotReadyError
		if !errors.As(err, &early) || early.Missing[0].Field != "status" {
			t.Errorf("Publish of an import = %v (%+v), want its status refused", err, early)
		}
		slug := "everyday-report"
		if d, err = s.UpdateDraft(ctx, ana, d.ID, quiz.DraftChange{Slug: &slug}); err != nil || d.Slug != slug || d.Revision != 2 {
			t.Errorf("UpdateDraft = %+v, %v", d, err)
		}
		taken := "everyday"
		_, err = s.UpdateDraft(ctx, ana, d.ID, quiz.DraftChange{Slug: &taken})
		field(t, "a name that is taken", err, "slug")
		one := 1
		_, err = s.UpdateDraft(ctx, ana, d.ID, quiz.DraftChange{Title: &taken, Revision: &one})
		refused(t, "a change to an old draft", err, quiz.ErrConflict)
		fine(t, s.DeleteDraft(ctx, ana, d.ID))
		refused(t, "delete twice", s.DeleteDraft(ctx, ana, d.ID), quiz.ErrNotFound)
	})
}
