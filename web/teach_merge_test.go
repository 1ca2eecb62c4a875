package web

import (
	"strings"
	"testing"

	"discern/quiz"
	"discern/quiz/store/storetest"
)

func TestMergePage(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	line := storetest.Assignment(t, s, d.who(), class.ID, nil)
	ada, twin := storetest.Student(t, s, class.Code, "Ada W."), storetest.Student(t, s, class.Code, "ada")
	path := "/teach/class/" + class.ID + "/seat/" + ada.ID
	d.get(path).is(200).has("main a[href="+path+"/merge]", 1)
	d.get(path+"/merge").is(200).has("#with option", 1).has("form[method=get]", 1)
	d.get(path+"/merge?with="+ada.ID).is(422).has("#with-why", 1)
	d.get(path + "/merge?with=01890a5d-ac96-774b-bcce-b302099a8057").is(404)

	var attempts []quiz.Sheet
	for _, who := range []quiz.Actor{ada, twin} {
		sheet, _, err := s.StartAttempt(t.Context(), who, line.ID, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		attempts = append(attempts, sheet)
	}
	p := d.get(path+"/merge?with="+twin.ID).is(200).has("main section", 1).has("form[method=post] input[name=with]", 0)
	if !strings.Contains(p.texts(".alarm")[0], "Both are at work on "+line.Title) {
		t.Errorf("two open attempts: %q", p.texts(".alarm"))
	}
	d.post(path+"/merge", "with", twin.ID).is(409).has(".alarm", 1)
	if _, err := s.SubmitAttempt(t.Context(), twin, attempts[1].Attempt.ID, nil); err != nil {
		t.Fatal(err)
	}
	d.get(path+"/merge?with="+twin.ID).is(200).has("main ol li", 2).says("section .hint", "That is 1 more than the quiz allows. All are kept, and which of them counts goes by the setting of the quiz: the first.")
	where := d.post(path+"/merge", "with", twin.ID).to(path)
	d.get(where).is(200).has("main .notice", 1)
	d.get(path).is(200).has("main .notice", 0)
	d.get("/teach/class/" + class.ID + "/seat/" + twin.ID).is(404)
	d.get(path+"/merge").is(200).has("#with", 0)
}
