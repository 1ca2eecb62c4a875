package api_test

import (
	"testing"

	"discern/quiz/store"
)

// rescore puts the key right and takes it back, over the API.
func (l *lesson) rescore() {
	t := l.t
	t.Helper()
	place := "/assignments/" + l.quiz + "/rescore"
	result := func() reply {
		t.Helper()
		return l.ask(l.teacher, "GET", "/attempts/"+l.attempt+"/result", nil).is(200)
	}
	before := result()
	if before.get("rescored_at") != nil || before.get("questions.0.policy") != nil {
		t.Errorf("a result that was never rescored = %s", before.text)
	}
	dropped := l.asked(before.str("questions.0.text"))
	l.ask(l.teacher, "POST", place, object{"policy": "drop", "passages": []int{dropped}}).problem(422, "preview")
	l.ask(l.teacher, "POST", place, object{"policy": "wrong", "preview": true}).problem(422, "policy")
	l.ask(l.teacher, "POST", place, object{"policy": "current", "preview": true}).problem(422, "passages")
	l.ask(l.teacher, "POST", place, object{"policy": "current", "version": 0, "preview": true}).problem(422, "version")
	l.ask(l.teacher, "POST", place, object{"preview_id": "x"}).problem(409, "changed_since")
	preview := l.ask(l.teacher, "POST", place, object{"policy": "drop", "passages": []int{dropped}, "preview": true}).is(200)
	l.ask(l.teacher, "POST", place, object{"preview_id": preview.str("preview_id"), "policy": "drop"}).problem(422, "preview_id")
	entry := l.ask(l.teacher, "POST", place, object{"preview_id": preview.str("preview_id"), "reason": "Read aloud"}).is(200)
	again := l.ask(l.teacher, "POST", place, object{"preview_id": preview.str("preview_id"), "reason": "Read aloud"}).is(200)
	if entry.text != again.text || entry.get("policy") != "drop" || entry.str("reason") != "Read aloud" {
		t.Errorf("applied = %s, and again = %s", entry.text, again.text)
	}
	after := result()
	if after.get("rescored_at") == nil || after.get("questions.0.policy") != "drop" || after.get("max") != before.get("max").(float64)-1 ||
		after.get("key_version") != before.get("key_version") {
		t.Errorf("result after passage %d was dropped = %s", dropped, after.text)
	}
	old := l.ask(l.teacher, "POST", place, object{"undo": entry.str("id"), "preview": true}).is(200)
	l.ask(l.teacher, "POST", place, object{"undo": entry.str("id"), "policy": "drop", "preview": true}).problem(422, "undo")
	l.ask(l.teacher, "POST", place, object{"preview_id": old.str("preview_id")}).is(200)
	back := result()
	if back.get("score") != before.get("score") || back.get("max") != before.get("max") || back.get("questions.0.policy") != nil {
		t.Errorf("result after the undo = %s, want the score of %s", back.text, before.text)
	}
	ledger := l.ask(l.teacher, "GET", place+"s", nil).is(200)
	if ledger.get("0.undoes") != entry.str("id") || ledger.get("1.id") != entry.str("id") || ledger.get("2") != nil {
		t.Errorf("ledger = %s", ledger.text)
	}
	l.ask(l.student, "POST", place, object{"policy": "drop", "preview": true}).problem(403, "forbidden")
}

// asked finds the number of a passage by its text.
func (l *lesson) asked(text string) int {
	l.t.Helper()
	pack, err := l.store.Pack(l.t.Context(), "macron-leaks", 1)
	if err != nil {
		l.t.Fatal(err)
	}
	for _, item := range pack.Items {
		if item.Text == text {
			return item.Number
		}
	}
	l.t.Fatalf("no passage %q", text)
	return 0
}

// A preview cannot be applied by another teacher, nor to another assignment.
func TestRescoreReach(t *testing.T) {
	s := newSite(t, store.Options{})
	ta, tb := s.token("ta@school.example", "teacher"), s.token("tb@school.example", "teacher")
	_, mine := s.asking(ta)
	_, other := s.asking(ta)
	_, theirs := s.asking(tb)
	id := s.ask(ta, "POST", "/assignments/"+mine+"/rescore", object{"policy": "drop", "passages": []int{1}, "preview": true}).is(200).str("preview_id")
	s.ask(tb, "POST", "/assignments/"+mine+"/rescore", object{"preview_id": id}).problem(404, "not_found")
	s.ask(tb, "POST", "/assignments/"+theirs+"/rescore", object{"preview_id": id}).problem(409, "changed_since")
	s.ask(ta, "POST", "/assignments/"+other+"/rescore", object{"preview_id": id}).problem(409, "changed_since")
	s.ask(ta, "POST", "/assignments/"+mine+"/rescore", object{"preview_id": id}).is(200)
}
