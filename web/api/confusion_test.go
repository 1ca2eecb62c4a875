package api_test

import (
	"fmt"
	"testing"

	"discern/quiz/store"
)

// What a class takes for what, by passage, student and over two assignments.
func TestConfusionReport(t *testing.T) {
	s := newSite(t, store.Options{})
	teacher := s.token("ta@school.example", "teacher")
	code, assignment := s.asking(teacher)
	for n := range 9 {
		s.handIn(code, fmt.Sprint("Pupil ", n), assignment, func(int) string { return "fact" })
	}
	path := "/assignments/" + assignment + "/confusion"
	few := s.ask(teacher, "GET", path, nil).is(200)
	if few.get("why") == nil || few.get("kappa") != nil || few.get("balanced_accuracy") != nil || few.get("n").(float64) != 9 {
		t.Errorf("nine attempts: %s", few.text)
	}
	s.handIn(code, "Pupil 9", assignment, func(int) string { return "fact" })
	all := s.ask(teacher, "GET", path, nil).is(200)
	near(t, "balanced accuracy", all.get("balanced_accuracy"), 1.0/3)
	near(t, "kappa", all.get("kappa"), 0)
	near(t, "corrected", all.get("corrected.fact"), 1)
	near(t, "corrected", all.get("corrected.inference"), -.5)
	if all.get("why") != nil || all.get("findings.0.taken_for") != "fact" || all.get("findings.0.passage.number") == nil {
		t.Errorf("ten attempts: %s", all.text)
	}
	keyed := 0.0
	for _, passage := range all.get("passages").([]any) {
		counts := passage.(map[string]any)["counts"].(map[string]any)
		if keyed += counts["fact"].(float64); counts["fact"].(float64) != 10 || counts["blank"].(float64) != 0 {
			t.Errorf("passage %v", passage)
		}
	}
	near(t, "answers", all.get("confusion.fact.fact").(float64)+all.get("confusion.inference.fact").(float64)+all.get("confusion.opinion.fact").(float64), keyed)
	seat := s.ask(teacher, "GET", "/assignments/"+assignment+"/scores", nil).is(200).str("students.0.seat.id")
	if one := s.ask(teacher, "GET", path+"?student="+seat, nil).is(200); one.get("n").(float64) != 1 || one.get("why") == nil {
		t.Errorf("one student: %s", one.text)
	}
	s.ask(teacher, "GET", path+"?student="+assignment, nil).is(404)
	s.ask(teacher, "GET", path+"?over=everything", nil).is(422)
	if both := s.ask(teacher, "GET", path+"?over=version", nil).is(200); both.get("assignments").(float64) != 1 || both.get("n").(float64) != 10 {
		t.Errorf("over the version: %s", both.text)
	}
}

// How sure students were, of an assignment that asks and of one that does not.
func TestConfidence(t *testing.T) {
	s := newSite(t, store.Options{})
	teacher := s.token("ta@school.example", "teacher")
	code, plain := s.asking(teacher)
	if got := s.ask(teacher, "GET", "/assignments/"+plain+"/confidence", nil).is(200); got.get("asked") != false || got.get("cbm_mean") != nil || got.get("levels.0.verdict") != nil {
		t.Errorf("not asked: %s", got.text)
	}
	class := s.ask(teacher, "GET", "/classes", nil).is(200).str("0.id")
	asked := s.ask(teacher, "POST", "/classes/"+class+"/assignments", object{"pack": "everyday", "settings": object{"count": "all", "confidence": true}}).is(201).str("id")
	s.ask(teacher, "PATCH", "/assignments/"+asked, object{"state": "open"}).is(200)
	token := s.ask("", "POST", "/join", object{"code": code, "name": "Ada"}).is(201).str("token")
	attempt := s.ask(token, "POST", "/assignments/"+asked+"/attempts", nil).is(201)
	right := 0
	for n := range 6 {
		number := attempt.str(fmt.Sprintf("questions.%d.passage.id", n))
		key := "opinion"
		if n < 4 {
			key, right = s.key(teacher, number), right+1
		} else if s.key(teacher, number) == key {
			key = "fact"
		}
		s.ask(token, "PUT", fmt.Sprintf("/attempts/%s/answers/%d", attempt.str("id"), n+1), object{"label": key, "confidence": 3}).is(200)
	}
	if got := s.ask(teacher, "GET", "/assignments/"+asked+"/confidence", nil).is(200); got.get("n").(float64) != 0 {
		t.Errorf("not handed in: %s", got.text)
	}
	s.ask(token, "POST", "/attempts/"+attempt.str("id")+"/submit", nil).is(200)
	got := s.ask(teacher, "GET", "/assignments/"+asked+"/confidence", nil).is(200)
	near(t, "share", got.get("levels.2.share"), 4.0/6)
	near(t, "mean", got.get("cbm_mean"), (4*3-2*6)/6.0)
	near(t, "bonus", got.get("bonus"), -.1*2/3)
	if got.get("levels.2.verdict") != "slightly_over" || got.get("levels.0.verdict") != nil || got.get("students.0.seat.name") != "Ada" || got.get("students.0.n").(float64) != 6 {
		t.Errorf("%s", got.text)
	}
}

// key is the kind of a passage by its id.
func (s *site) key(teacher, passage string) string {
	s.t.Helper()
	for _, one := range s.ask(teacher, "GET", "/packs/everyday", nil).is(200).get("passages").([]any) {
		if one := one.(map[string]any); one["id"] == passage {
			return one["key"].(string)
		}
	}
	s.t.Fatalf("passage %s is not in the pack", passage)
	return ""
}

func near(t *testing.T, name string, got any, want float64) {
	t.Helper()
	if x, ok := got.(float64); !ok || x-want > 1e-6 || want-x > 1e-6 {
		t.Errorf("%s = %v, want %.6f", name, got, want)
	}
}
