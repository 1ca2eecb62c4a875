package quiz_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/quiz"
)

// keyed is a version of a pack of passages a, b, c ... with the kinds given.
func keyed(version int, kinds string) *questions.Pack {
	p := &questions.Pack{Version: version}
	for i, label := range letters(kinds) {
		id := string(rune('a' + i))
		p.Items = append(p.Items, questions.Item{Passage: questions.Passage{ID: id, Number: i + 1, Text: "Passage " + id},
			Key: questions.Key{Label: label, Status: questions.Agreed, Cues: []questions.Cue{{Start: 0, End: 1}}}})
	}
	return p
}

// TestDecide: what becomes of a key in a newer version, by policy.
func TestDecide(t *testing.T) {
	asked, target := keyed(1, "FFFFF"), keyed(3, "IIIIF")
	target.Items[1].Text = "In other words"
	target.Items[2].Status = questions.Disputed
	target.Items[3].ID = "another passage"
	for _, c := range []struct {
		name string
		now  quiz.Ruling
		q    quiz.RescoreRequest
		want quiz.Ruling
	}{
		{"what is gone, reworded or disputed keeps its key", quiz.Ruling{Version: 1}, quiz.RescoreRequest{Policy: quiz.PolicyCurrent},
			quiz.Ruling{Version: 3, Keys: map[int]int{2: 1, 3: 1, 4: 1}}},
		{"both keys", quiz.Ruling{Version: 1}, quiz.RescoreRequest{Policy: quiz.PolicyEither},
			quiz.Ruling{Version: 3, Keys: map[int]int{2: 1, 3: 1, 4: 1}, Except: map[int]quiz.Exception{1: {Policy: quiz.PolicyEither, Also: questions.Fact}}}},
		{"only what is named", quiz.Ruling{Version: 1}, quiz.RescoreRequest{Policy: quiz.PolicyDrop, Passages: []int{5}},
			quiz.Ruling{Version: 3, Keys: map[int]int{1: 1, 2: 1, 3: 1, 4: 1}, Except: map[int]quiz.Exception{5: {Policy: quiz.PolicyDrop}}}},
		{"exceptions of before stay", quiz.Ruling{Version: 1, Except: map[int]quiz.Exception{2: {Policy: quiz.PolicyFullCredit}, 1: {Policy: quiz.PolicyDrop}}},
			quiz.RescoreRequest{Policy: quiz.PolicyCurrent}, quiz.Ruling{Version: 3, Keys: map[int]int{2: 1, 3: 1, 4: 1}, Except: map[int]quiz.Exception{2: {Policy: quiz.PolicyFullCredit}}}},
	} {
		got, err := c.q.Decide(c.now, asked, target)
		if len(got.Except) == 0 {
			got.Except = nil
		}
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", c.name, err, diff)
		}
	}
	var field *quiz.FieldError
	if _, err := (quiz.RescoreRequest{Policy: quiz.PolicyEither, Passages: []int{2}}).Decide(quiz.Ruling{Version: 1}, asked, target); !errors.As(err, &field) {
		t.Errorf("two keys of a passage that keeps the one it has: %v", err)
	}
}

// TestResolve: a newer key comes with its reasons, and with its cues only if they
// are of the words that are asked; a passage that was disputed is never touched.
func TestResolve(t *testing.T) {
	asked, newer := keyed(1, "FFF"), keyed(2, "III")
	asked.Items[2].Status = questions.Disputed
	newer.Items[1].Text = "The words of the source"
	since := time.Unix(1, 0)
	pack, rule := quiz.Ruling{Version: 2}.Resolve(asked, map[int]*questions.Pack{1: asked, 2: newer}, since)
	if rule.Version != 2 || !rule.Since.Equal(since) || rule.Keys[1].Label != questions.Inference || rule.Keys[3].Label != questions.Fact {
		t.Errorf("rule = %+v", rule)
	}
	if len(pack.Items[0].Cues) != 1 || pack.Items[1].Label != questions.Inference || pack.Items[1].Cues != nil || pack.Items[1].Text != "Passage b" {
		t.Errorf("pack = %+v", pack.Items)
	}
	if asked.Items[0].Label != questions.Fact {
		t.Error("the pack that is asked was changed")
	}
}
