package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"discern/questions"
	"discern/questions/article"
	"discern/quiz"
	"discern/quiz/store"
)

// Reviewer makes an account of a reviewer and returns who that is.
func Reviewer(t testing.TB, s *store.Store, email string) quiz.Actor {
	t.Helper()
	return Account(t, s, email, quiz.Reviewer)
}

// Account makes an account with a role and returns who that is.
func Account(t testing.TB, s *store.Store, email string, role quiz.Role) quiz.Actor {
	t.Helper()
	ctx := context.Background()
	if _, err := s.AddTeacher(ctx, email, "", role); err != nil {
		t.Fatal(err)
	}
	token, err := s.NewToken(ctx, email)
	if err != nil {
		t.Fatal(err)
	}
	return Who(t, s, token)
}

// Text is a text of our own with the given number of paragraphs of two sentences
// each.
func Text(paragraphs int) string {
	var b strings.Builder
	for n := range paragraphs {
		fmt.Fprintf(&b, "Bus %d stopped running at 8 o’clock.  It seems that nobody\nwanted to drive bus %d.\n\n", n+1, n+1)
	}
	return b.String()
}

// Drafted adds a text and makes n sentences of it passages of its draft.
func Drafted(t testing.TB, s *store.Store, who quiz.Actor, title string, n int) (quiz.Source, []quiz.DraftPassage) {
	t.Helper()
	ctx := context.Background()
	source, err := s.AddSource(ctx, who, quiz.NewSource{Title: title, Article: article.Parse(Text((n + 1) / 2))}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	var spans []quiz.NewPassage
	for i, p := range source.Article.Paragraphs {
		for _, sentence := range p.Sentences {
			if len(spans) < n {
				spans = append(spans, quiz.NewPassage{Paragraph: i, Start: sentence.Start, End: sentence.End})
			}
		}
	}
	made, err := s.AddPassages(ctx, who, source.Draft, spans)
	if err != nil || len(made) != n {
		t.Fatalf("AddPassages = %d passages, %v, want %d", len(made), err, n)
	}
	return source, made
}

// Read gives readings of passages, surely: a label each, in their order.
func Read(t testing.TB, s *store.Store, who quiz.Actor, passages []quiz.DraftPassage, labels ...questions.Label) {
	t.Helper()
	for i, p := range passages {
		r := quiz.NewReading{Label: labels[i%len(labels)], Confidence: 3}
		if _, err := s.GiveReading(context.Background(), who, p.ID, r); err != nil {
			t.Fatalf("GiveReading of passage %d: %v", p.Number, err)
		}
	}
}
