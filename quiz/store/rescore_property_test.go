package store_test

import (
	"errors"
	"flag"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// afresh is the test's own idea of a rule: a kind and a policy a passage.
type afresh struct {
	label   map[int]questions.Label
	except  map[int]quiz.Exception
	version int
}

func (m afresh) clone() afresh {
	c := afresh{map[int]questions.Label{}, map[int]quiz.Exception{}, m.version}
	for n, l := range m.label {
		c.label[n] = l
	}
	for n, e := range m.except {
		c.except[n] = e
	}
	return c
}

// rescore says what a request makes of the rule.
func (m afresh) rescore(q quiz.RescoreRequest, target *questions.Pack, asked []questions.Item) afresh {
	c := m.clone()
	c.version = target.Version
	for _, item := range asked {
		label := m.label[item.Number]
		newer := label
		if other, ok := target.ItemByID(item.ID); ok && other.Text == item.Text && other.Status != questions.Disputed {
			newer = other.Label
		}
		if len(q.Passages) > 0 && !slices.Contains(q.Passages, item.Number) || len(q.Passages) == 0 && newer == label {
			continue
		}
		c.label[item.Number] = newer
		switch {
		case q.Policy == quiz.PolicyCurrent:
			delete(c.except, item.Number)
		case q.Policy == quiz.PolicyEither && newer != label:
			c.except[item.Number] = quiz.Exception{Policy: q.Policy, Also: label}
		case q.Policy != quiz.PolicyEither:
			c.except[item.Number] = quiz.Exception{Policy: q.Policy}
		}
	}
	return c
}

// mark scores one student by the rule, from what was said.
func (m afresh) mark(said map[int]questions.Label) (p quiz.Part) {
	for n, label := range m.label {
		switch e := m.except[n]; {
		case e.Policy == quiz.PolicyDrop:
		case e.Policy == quiz.PolicyFullCredit, said[n] != "" && (said[n] == label || e.Policy == quiz.PolicyEither && said[n] == e.Also):
			p.Right++
			p.Of++
		default:
			p.Of++
		}
	}
	return p
}

// versions publishes two more versions: the second has other keys, the third too,
// and also words that were changed, a key that is disputed and a passage that is
// gone.
func versions(t *testing.T, s *store.Store) map[int]*questions.Pack {
	t.Helper()
	return map[int]*questions.Pack{1: storetest.Pack(t, "macron-leaks.json"), 2: corrected(t, s, 2, moved(2, 5, 9)),
		3: corrected(t, s, 3, func(item *questions.Item) {
			moved(5, 9, 11, 14)(item)
			switch item.Number {
			case 11:
				item.Text += " Really."
			case 14:
				item.Status = questions.Disputed
			case 9:
				item.ID = "5d3f7c5e-07a4-4dd9-8a4b-61c52e7f5f09"
			}
		})}
}

// said is what each attempt says of each passage.
func (r *rescored) said() map[string]map[int]questions.Label {
	r.t.Helper()
	said := map[string]map[int]questions.Label{}
	table, err := r.s.AnswerTable(ctx, r.teacher, r.line.ID)
	fine(r.t, err)
	for _, line := range table.Lines {
		if said[line.Attempt.ID] == nil {
			said[line.Attempt.ID] = map[int]questions.Label{}
		}
		said[line.Attempt.ID][line.Item.Number] = line.Answer.Label
	}
	return said
}

// TestRescoreProperty: whatever is rescored and undone in whatever order, the
// scores are those that the final rule gives afresh, the stored ones too, and
// every entry of the ledger accounts for its part of the difference.
func TestRescoreProperty(t *testing.T) {
	before := flag.Lookup("rapid.checks").Value.String()
	fine(t, flag.Set("rapid.checks", "25"))
	defer flag.Set("rapid.checks", before)
	storetest.Each(t, func(t *testing.T, o store.Options) {
		r := newRescored(t, o, 6)
		packs := versions(t, r.s)
		asked := packs[1].Askable()
		first := afresh{map[int]questions.Label{}, map[int]quiz.Exception{}, 1}
		for _, item := range asked {
			first.label[item.Number] = item.Label
		}
		said := r.said()
		history := []afresh{first} // the rule after each rescore, across all checks
		latest := ""
		rapid.Check(t, func(t *rapid.T) {
			steps := rapid.IntRange(1, 6).Draw(t, "steps")
			for range steps {
				rule := history[len(history)-1]
				q := quiz.RescoreRequest{Policy: rapid.SampledFrom([]string{quiz.PolicyCurrent, quiz.PolicyEither, quiz.PolicyFullCredit, quiz.PolicyDrop}).Draw(t, "policy"),
					Version: rapid.IntRange(1, 3).Draw(t, "version"), Passages: rapid.SliceOfN(rapid.SampledFrom([]int{1, 2, 5, 9, 11, 14}), 0, 3).Draw(t, "passages")}
				want := rule.rescore(q, packs[q.Version], asked)
				if latest != "" && rapid.IntRange(0, 2).Draw(t, "undo") == 0 {
					q, want = quiz.RescoreRequest{Undo: latest}, history[len(history)-2]
				}
				preview, err := r.s.PreviewRescore(ctx, r.teacher, r.line.ID, q)
				var field *quiz.FieldError
				if errors.As(err, &field) {
					if q.Policy != quiz.PolicyEither && (!cmp.Equal(rule.label, want.label) || !cmp.Equal(rule.except, want.except)) {
						t.Fatalf("refused %+v: %v", q, err)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				entry, err := r.s.ApplyRescore(ctx, r.teacher, r.line.ID, preview.ID, "A reason")
				if err != nil {
					t.Fatal(err)
				}
				history, latest = append(history, want), entry.ID
				compareAfresh(t, r, said, rule, want, preview, entry)
			}
		})
	})
}

func compareAfresh(t *rapid.T, r *rescored, said map[string]map[int]questions.Label, was, is afresh, preview quiz.RescorePreview, entry quiz.Rescore) {
	got, want, changed, difference := r.scores(), map[string]quiz.Part{}, map[string][2]quiz.Part{}, 0
	for attempt, answers := range said {
		before, after := was.mark(answers), is.mark(answers)
		want[attempt] = after
		difference += after.Right - before.Right
		if before != after {
			changed[attempt] = [2]quiz.Part{before, after}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("scores differ from scoring afresh (-want +got):\n%s", diff)
	}
	stored, err := store.Stored(ctx, r.s, r.line.ID, entry.To)
	if diff := cmp.Diff(want, stored); diff != "" || err != nil {
		t.Fatalf("stored scores differ from scoring afresh: %v\n%s", err, diff)
	}
	for name, changes := range map[string][]quiz.ScoreChange{"preview": preview.Changes, "ledger": entry.Changes} {
		listed := map[string][2]quiz.Part{}
		for _, c := range changes {
			listed[c.Attempt] = [2]quiz.Part{c.Before, c.After}
		}
		if diff := cmp.Diff(changed, listed); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", name, diff)
		}
	}
	before, after := entry.Totals()
	sum := 0
	for _, part := range got {
		sum += part.Right
	}
	if after != sum || after-before != difference || entry.Unchanged+len(entry.Changes) != len(said) || entry.To != is.version {
		t.Fatalf("ledger: totals %d and %d, want a difference of %d to %d; %d unchanged, version %d", before, after, difference, sum, entry.Unchanged, entry.To)
	}
}
