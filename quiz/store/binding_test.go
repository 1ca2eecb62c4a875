package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"discern/questions"
	"discern/questions/article"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// restatedPack publishes a pack whose passages are restated, and removes the text that
// it was made of, as well as the words that were bound.
func restatedPack(t *testing.T, s *store.Store) string {
	t.Helper()
	ana, ben := storetest.Reviewer(t, s, "a@school.example"), storetest.Reviewer(t, s, "b@school.example")
	source, passages := storetest.Drafted(t, s, ana, "Bus 7", 6)
	for i, p := range passages {
		text := "Restated: " + p.Text
		_, err := s.UpdatePassage(ctx, ana, p.ID, quiz.PassageChange{Text: &text})
		fine(t, err)
		storetest.Read(t, s, ana, passages[i:i+1], fact)
		storetest.Read(t, s, ben, passages[i:i+1], fact)
		d := decision(fact, questions.Agreed)
		d.SpanCues = []questions.Cue{{Start: 0, End: 3}}
		_, err = s.Decide(ctx, ana, p.ID, d)
		fine(t, err)
	}
	fine(t, s.RemoveSourceText(ctx, ana, source.ID))
	_, err := s.Publish(ctx, ana, source.Draft, "", quiz.Intent{})
	fine(t, err)
	return source.Slug
}

// A pack is bound to any copy of its text, word for word, and can then be asked
// in the words of that.
func TestBinding(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		slug := restatedPack(t, s)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		settings := quiz.DefaultSettings()
		settings.Count, settings.Wording, settings.Feedback = 6, quiz.WordingOriginal, quiz.FeedbackQuestion
		set := func() (quiz.AssignmentLine, error) {
			return s.CreateAssignment(ctx, teacher, class.ID, quiz.NewAssignment{Pack: slug, Settings: settings}, quiz.Intent{})
		}
		_, err := set()
		field(t, "original wording of a pack that is not bound", err, "wording")
		text := storetest.Text(3)
		b, err := s.BindPack(ctx, teacher, slug, 0, article.Parse(strings.Replace(text, "Bus 2", "Bus two", 1)))
		if err != nil || b.Whole || len(b.Bound) != 5 || !slices.Equal(b.Missing, []int{3}) {
			t.Fatalf("BindPack to a changed text = %d bound, missing %v, %v", len(b.Bound), b.Missing, err)
		}
		_, err = set()
		field(t, "original wording of a pack that is not wholly bound", err, "wording")
		blocks := strings.Split(strings.TrimSpace(text), "\n\n")
		slices.Reverse(blocks)
		b, err = s.BindPack(ctx, s.Operator(), slug, 1, article.Parse("News\n\n"+strings.ReplaceAll(strings.Join(blocks, "\n\n"), "’", "'")))
		if err != nil || !b.Whole || len(b.Bound) != 6 || len(b.Moved) != 6 {
			t.Fatalf("BindPack to a shuffled text = %d bound, moved %v, missing %v, %v", len(b.Bound), b.Moved, b.Missing, err)
		}
		line, err := set()
		fine(t, err)
		open := quiz.Open
		_, err = s.UpdateAssignment(ctx, teacher, line.ID, quiz.AssignmentChange{State: &open})
		fine(t, err)
		askOriginal(t, s, storetest.Student(t, s, class.Code, "Pupil 1"), line.ID)
		refused(t, "unbind while a quiz asks in the words", s.UnbindPack(ctx, teacher, slug), quiz.ErrState)
		fine(t, s.DeleteClass(ctx, teacher, class.ID))
		fine(t, s.UnbindPack(ctx, teacher, slug))
		if b, err := s.Binding(ctx, teacher, slug, 0); err != nil || len(b.Bound) != 0 {
			t.Errorf("Binding after UnbindPack = %+v, %v", b, err)
		}
		var kept strings.Builder
		pack, err := s.Pack(ctx, slug, 0)
		fine(t, err)
		fine(t, pack.Write(&kept))
		if strings.Contains(kept.String(), `"text": "Bus 1 stopped`) {
			t.Error("the pack holds the words of its source")
		}
	})
}

func askOriginal(t *testing.T, s *store.Store, student quiz.Actor, assignment string) {
	t.Helper()
	sheet, _, err := s.StartAttempt(ctx, student, assignment, quiz.Intent{})
	fine(t, err)
	for _, q := range sheet.Questions {
		if strings.HasPrefix(q.Passage.Text, "Restated") {
			t.Errorf("question %d is asked restated: %s", q.N, q.Passage.Text)
		}
	}
	_, marked, err := s.SaveAnswer(ctx, student, sheet.Attempt.ID, quiz.Change{N: 1, Label: fact})
	if err != nil || marked == nil || marked.Passage.Text != sheet.Questions[0].Passage.Text || !slices.Equal(marked.Key.Cues, []questions.Cue{{Start: 0, End: 3}}) {
		t.Errorf("feedback = %+v, %v, want it on the words of the source with their cues", marked, err)
	}
	_, err = s.SubmitAttempt(ctx, student, sheet.Attempt.ID, nil)
	fine(t, err)
	result, err := s.Result(ctx, student, sheet.Attempt.ID)
	if err != nil || result.Questions[0].Passage.Text != sheet.Questions[0].Passage.Text || result.Score.Right != 1 {
		t.Errorf("result = %+v, %v", result.Score, err)
	}
}

// All of the built-in pack is found in the column, if that is at hand, and the
// text as it comes in binds it by itself.
func TestColumn(t *testing.T) {
	files, err := filepath.Glob("../../../shared/article/*.txt")
	if err != nil || len(files) == 0 {
		t.Skip("the column is not at hand: ../shared/article holds no text")
	}
	text, err := os.ReadFile(files[0])
	fine(t, err)
	s := storetest.Open(t, store.Options{})
	document, err := article.Read(text)
	fine(t, err)
	b, err := s.BindPack(ctx, s.Operator(), "macron-leaks", 0, document.Article)
	if err != nil || !b.Whole || len(b.Bound) != 40 || b.Of != 40 || len(b.Missing) != 0 {
		t.Errorf("BindPack = %d of %d, missing %v, %v", len(b.Bound), b.Of, b.Missing, err)
	}
	fresh := storetest.Open(t, store.Options{})
	ana := storetest.Reviewer(t, fresh, "a@school.example")
	source, err := fresh.AddSource(ctx, ana, quiz.NewSource{Title: "The column", Article: document.Article}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	if pack := storetest.Pack(t, "macron-leaks.json"); source.SHA256 == pack.Source.SHA256 && !slices.Equal(source.Binds, []string{"macron-leaks"}) {
		t.Errorf("AddSource of the very text binds %v", source.Binds)
	}
}
