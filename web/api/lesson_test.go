package api_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/web/api"
)

func roleOf(name string) quiz.Role { return quiz.Role(name) }

// A whole lesson over the API: every operation of the document is used, and
// every answer is what the document says (site.ask sees to that).
func TestLesson(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := newSite(t, o)
		l := &lesson{site: s, teacher: s.token("teacher@school.example", "teacher")}
		l.prepare()
		l.join()
		l.take()
		l.release()
		l.rescore()
		l.tidy()
		l.review()
		s.coTeacher()
		s.mergeAndCopy()
		document, err := openapi3.NewLoader().LoadFromData(api.OpenAPI())
		if err != nil {
			t.Fatal(err)
		}
		for path, item := range document.Paths.Map() {
			for method, op := range item.Operations() {
				if !s.done[op.OperationID] {
					t.Errorf("%s %s (%s) was never answered with success", method, path, op.OperationID)
				}
			}
		}
	})
}

type lesson struct {
	*site
	teacher, student, second  string // tokens
	class, code, quiz, direct string // direct gives feedback after each question
	attempt, mayaAttempt      string
}

func (l *lesson) prepare() {
	t := l.t
	t.Helper()
	class := l.ask(l.teacher, "POST", "/classes", object{"title": "8B English", "school_year": "2026/27"}, "Idempotency-Key", "c1").is(201)
	again := l.ask(l.teacher, "POST", "/classes", object{"title": "8B English", "school_year": "2026/27"}, "Idempotency-Key", "c1").is(201)
	if again.text != class.text {
		t.Errorf("repeated under its key, POST /classes = %s, want %s", again.text, class.text)
	}
	l.ask(l.teacher, "POST", "/classes", object{"title": "Other"}, "Idempotency-Key", "c1").problem(422, "key_reused")
	l.class = class.str("id")
	if code := class.str("code"); !regexp.MustCompile(`^[A-HJKMNP-Z2-9]{8}$`).MatchString(code) {
		t.Errorf("join code = %s, want 8 of the 31 characters", code)
	}
	l.ask(l.teacher, "PATCH", "/classes/"+l.class, object{"title": "8C English", "joining": true}).is(200)
	l.code = l.ask(l.teacher, "POST", "/classes/"+l.class+"/code", nil).is(200).str("code")
	if title := l.ask(l.teacher, "GET", "/classes/"+l.class, nil).is(200).str("title"); title != "8C English" {
		t.Errorf("title = %s, want 8C English", title)
	}
	l.ask(l.teacher, "GET", "/classes", nil).is(200)
	l.ask(l.teacher, "GET", "/packs", nil).is(200)
	l.ask(l.teacher, "GET", "/packs/macron-leaks", nil).is(200)
	l.ask(l.teacher, "GET", "/packs/macron-leaks/versions/1", nil).is(200)
	l.ask(l.teacher, "GET", "/packs/macron-leaks/versions/2", nil).problem(404, "not_found")

	made := l.ask(l.teacher, "POST", "/classes/"+l.class+"/assignments",
		object{"pack": "macron-leaks", "settings": object{"count": 6, "confidence": true}}).is(201)
	l.quiz = made.str("id")
	if made.str("state") != "draft" || made.get("settings.count") != 6.0 || made.get("settings.balance") != true {
		t.Errorf("new assignment = %s, want a draft of 6 with the default balance", made.text)
	}
	l.ask(l.teacher, "PATCH", "/assignments/"+l.quiz, object{"settings": object{"count": "all", "opens_at": "2020-01-01T01:00:00.1234+01:00"}}).is(200)
	changed := l.ask(l.teacher, "PATCH", "/assignments/"+l.quiz, object{"state": "open", "settings": object{"count": 7}}).is(200)
	if changed.get("settings.confidence") != true || changed.get("settings.opens_at") != "2020-01-01T00:00:00.123Z" {
		t.Errorf("after a partial PATCH the settings are %v", changed.get("settings"))
	}
	l.direct = l.ask(l.teacher, "POST", "/classes/"+l.class+"/assignments",
		object{"pack": "everyday", "title": "At once", "settings": object{"count": 3, "feedback": "question"}}).is(201).str("id")
	l.ask(l.teacher, "PATCH", "/assignments/"+l.direct, object{"state": "open"}).is(200)
	if list := l.ask(l.teacher, "GET", "/classes/"+l.class+"/assignments", nil).is(200); list.get("1.title") != "At once" {
		t.Errorf("assignments = %s, want the second to be “At once”", list.text)
	}
}

func (l *lesson) join() {
	t := l.t
	t.Helper()
	l.ask("", "POST", "/join", object{"code": "22222222", "name": "Ana"}).problem(404, "unknown_code")
	l.ask("", "POST", "/join", object{"code": "", "name": "Ana"}).problem(422, "code")
	l.ask("", "POST", "/join", object{"code": l.code}).problem(422, "name")
	typed := l.code[:4] + " - " + l.code[4:]
	joined := l.ask("", "POST", "/join", object{"code": typed, "name": "Ana"}).is(201)
	l.student = joined.str("token")
	same := l.ask(l.student, "POST", "/join", object{"code": l.code, "name": "Somebody"}).is(200)
	if same.str("seat.id") != joined.str("seat.id") || same.str("token") != l.student {
		t.Errorf("joined again = %s, want the same seat and token as %s", same.text, joined.text)
	}
	seats := l.ask(l.teacher, "POST", "/classes/"+l.class+"/seats", object{"names": []string{"Ben", "Maya"}}, "Idempotency-Key", "s1").is(201)
	if again := l.ask(l.teacher, "POST", "/classes/"+l.class+"/seats", object{"names": []string{"Ben", "Maya"}}, "Idempotency-Key", "s1").is(201); again.text != seats.text {
		t.Errorf("repeated under its key, POST seats = %s, want %s", again.text, seats.text)
	}
	l.ask("", "POST", "/join", object{"code": l.code, "seat_code": "222222"}).problem(404, "seat_code")
	maya := l.ask("", "POST", "/join", object{"code": l.code, "seat_code": seats.str("1.seat_code")}).is(201)
	lost := maya.str("token")
	card := l.ask(l.teacher, "POST", "/seats/"+maya.str("seat.id")+"/code", object{}).is(200)
	back := l.ask("", "POST", "/join", object{"code": l.code, "seat_code": card.str("seat_code")}).is(201)
	if l.second = back.str("token"); back.str("seat.id") != maya.str("seat.id") {
		t.Errorf("with a new seat code one comes to seat %s, want %s", back.str("seat.id"), maya.str("seat.id"))
	}
	l.ask(lost, "GET", "/me", nil).problem(401, "not_signed_in")
	l.ask(l.teacher, "PATCH", "/seats/"+maya.str("seat.id"), object{"extra_time": 1.5}).is(200)
	l.ask(l.teacher, "GET", "/classes/"+l.class+"/seats", nil).is(200)
	me := l.ask(l.second, "GET", "/me", nil).is(200)
	if me.str("seat.name") != "Maya" || me.get("assignments.0.attempts_left") != 1.0 {
		t.Errorf("GET /me = %s, want Maya with one attempt left", me.text)
	}
}

func (l *lesson) take() {
	t := l.t
	t.Helper()
	started := l.ask(l.student, "POST", "/assignments/"+l.quiz+"/attempts", object{}, "Idempotency-Key", "a1").is(201)
	l.attempt = started.str("id")
	if again := l.ask(l.student, "POST", "/assignments/"+l.quiz+"/attempts", nil).is(200); again.text != started.text {
		t.Errorf("started again = %s, want %s", again.text, started.text)
	}
	answers := "/attempts/" + l.attempt + "/answers/"
	first := l.ask(l.student, "PUT", answers+"1", object{"label": "fact", "confidence": 2}).is(200)
	if first.get("feedback") != nil || first.get("revision") != 1.0 {
		t.Errorf("PUT answer = %s, want revision 1 and no feedback", first.text)
	}
	l.ask(l.student, "PUT", answers+"1", object{"label": "fact", "confidence": 2}, "If-Match", `"0"`).is(200)
	l.ask(l.student, "PUT", answers+"1", object{"label": "opinion"}, "If-Match", "1").is(200)
	stale := l.ask(l.student, "PUT", answers+"1", object{"label": "inference"}, "If-Match", `"1"`).problem(409, "stale")
	if stale.get("current.label") != "opinion" || stale.get("current.revision") != 2.0 {
		t.Errorf("stale = %s, want the current opinion, revision 2", stale.text)
	}
	l.ask(l.student, "PUT", answers+"1", object{"label": "fact"}, "If-Match", `W/"1"`).problem(400, "header")
	l.ask(l.student, "PUT", answers+"1", object{"label": "Fact"}).problem(422, "label")
	l.ask(l.student, "PUT", answers+"1", object{}).problem(422, "label")
	l.ask(l.student, "PUT", answers+"1", nil).problem(422, "label")
	l.ask(l.student, "PUT", answers+"1", object{"label": "fact", "confidence": 4}).problem(422, "confidence")
	l.ask(l.student, "PUT", answers+"2", object{"flagged": true}).is(200)
	for _, n := range []string{"0", "8", "-1", "x", "99999999999999999999"} {
		l.ask(l.student, "PUT", answers+n, object{"label": "fact"}).problem(404, "not_found")
	}
	sheet := l.ask(l.student, "GET", "/attempts/"+l.attempt, nil).is(200)
	if sheet.get("questions.0.label") != "opinion" || sheet.get("questions.1.flagged") != true || sheet.get("count") != 7.0 {
		t.Errorf("attempt = %s", sheet.text)
	}
	last := object{"answers": []object{{"n": 3, "label": "fact", "revision": 0}, {"n": 1, "label": "inference", "revision": 1}}}
	done := l.ask(l.student, "POST", "/attempts/"+l.attempt+"/submit", last, "Idempotency-Key", "s1").is(200)
	if again := l.ask(l.student, "POST", "/attempts/"+l.attempt+"/submit", last, "Idempotency-Key", "s1").is(200); again.text != done.text {
		t.Errorf("submitted again = %s, want %s", again.text, done.text)
	}
	l.ask(l.student, "POST", "/attempts/"+l.attempt+"/submit", nil, "Idempotency-Key", "s1").problem(422, "key_reused")
	if again := l.ask(l.student, "POST", "/attempts/"+l.attempt+"/submit", nil).is(200); again.text != done.text || done.get("result") != nil {
		t.Errorf("submitted = %s, then %s, want the same without a result", done.text, again.text)
	}
	l.ask(l.student, "PUT", answers+"1", object{"label": "fact"}).problem(409, "attempt_closed")
	l.ask(l.student, "GET", "/attempts/"+l.attempt+"/result", nil).problem(403, "not_released")
	l.ask(l.student, "POST", "/assignments/"+l.quiz+"/attempts", nil).problem(409, "no_attempts_left")
	if late := l.ask(l.student, "POST", "/assignments/"+l.quiz+"/attempts", object{}, "Idempotency-Key", "a1").is(200); late.str("id") != l.attempt {
		t.Errorf("the first start repeated under its key = %s, want attempt %s", late.text, l.attempt)
	}

	at := l.ask(l.second, "POST", "/assignments/"+l.direct+"/attempts", nil).is(201).str("id")
	if saved := l.ask(l.second, "PUT", "/attempts/"+at+"/answers/1", object{"label": "fact"}).is(200); saved.get("feedback.key") == nil {
		t.Errorf("PUT answer with feedback after each question = %s, want feedback", saved.text)
	}
	l.ask(l.second, "PUT", "/attempts/"+at+"/answers/1", object{"label": "opinion"}).problem(409, "answer_final")
	if done := l.ask(l.second, "POST", "/attempts/"+at+"/submit", nil).is(200); done.get("result.max") != 3.0 {
		t.Errorf("submitted with feedback = %s, want a result of 3", done.text)
	}
	l.mayaAttempt = l.ask(l.second, "POST", "/assignments/"+l.quiz+"/attempts", nil).is(201).str("id")
}

func (l *lesson) release() {
	t := l.t
	t.Helper()
	path := "/assignments/" + l.quiz
	scores := l.ask(l.teacher, "GET", path+"/scores", nil).is(200)
	states := fmt.Sprintf("%v %v %v", scores.get("students.0.state"), scores.get("students.1.state"), scores.get("students.2.state"))
	if states != "submitted not_started in_progress" || scores.get("n") != 1.0 || scores.get("mean") == nil || scores.get("sd") != nil {
		t.Errorf("scores = %s, want Ana's only, without a deviation", scores.text)
	}
	l.ask(l.teacher, "POST", path+"/release", object{}).problem(409, "attempts_open")
	l.ask(l.teacher, "POST", path+"/release", object{"confirm": "yes"}).problem(422, "confirm")
	l.ask(l.teacher, "POST", path+"/release", object{"confirm": "close"}).is(200)
	result := l.ask(l.student, "GET", "/attempts/"+l.attempt+"/result", nil).is(200)
	if result.get("max") != 7.0 || result.get("key_version") != 1.0 || result.get("questions.0.label") != "opinion" {
		t.Errorf("result = %s", result.text)
	}
	board := l.ask(l.teacher, "GET", path+"/live?once=true", nil).is(200)
	if nameless := l.ask(l.teacher, "GET", path+"/live?once=true&view=projector", nil).is(200).text; !strings.Contains(board.text, "event: snapshot") ||
		!strings.Contains(board.text, `"marks"`) || strings.Contains(nameless, `"seats":[`) || !strings.Contains(nameless, `"handed_in":2`) {
		t.Errorf("the board says %s, without names %s", board.text, nameless)
	}
	if report := l.ask(l.teacher, "GET", path+"/confusion", nil).is(200); report.get("n") != 2.0 {
		t.Errorf("confusion = %s, want n 2", report.text)
	}
	if sure := l.ask(l.teacher, "GET", path+"/confidence", nil).is(200); sure.get("asked") == nil || len(sure.get("levels").([]any)) != 3 {
		t.Errorf("confidence = %s, want three levels", sure.text)
	}
	l.ask(l.teacher, "GET", path+"/items.csv", nil).is(200)
	items := l.ask(l.teacher, "GET", path+"/items", nil).is(200)
	if items.get("n") != 2.0 || items.get("items.0.facility") != nil || items.get("items.0.why") == nil || items.get("alpha") != nil {
		t.Errorf("items = %s, want counts of 2 only, with the reason why", items.text)
	}
	if lines := strings.Split(l.ask(l.teacher, "GET", path+"/scores.csv", nil).is(200).text, "\r\n"); len(lines) != 5 {
		t.Errorf("scores.csv has the lines %q, want the names, three students and the end", lines)
	}
	if lines := strings.Split(l.ask(l.teacher, "GET", path+"/answers.csv", nil).is(200).text, "\r\n"); len(lines) != 16 {
		t.Errorf("answers.csv has the lines %q, want the names, seven each of two students and the end", lines)
	}
	for _, name := range []string{"/scores.xlsx", "/answers.xlsx"} {
		if book := l.ask(l.teacher, "GET", path+name, nil).is(200).text; !strings.HasPrefix(book, "PK") {
			t.Errorf("%s begins with %.20q", name, book)
		}
	}
	l.ask(l.teacher, "DELETE", path+"/release", nil).is(204)
	l.ask(l.student, "GET", "/attempts/"+l.attempt+"/result", nil).problem(403, "not_released")
	if state := l.ask(l.teacher, "GET", path, nil).is(200).str("state"); state != "closed" {
		t.Errorf("state after the release was taken back = %s, want closed", state)
	}
	l.ask(l.teacher, "PATCH", path, object{"state": "released"}).problem(422, "state")
	l.ask(l.teacher, "PATCH", path, object{"state": "paused"}).problem(409, "state")
}

func (l *lesson) tidy() {
	t := l.t
	t.Helper()
	l.ask(l.teacher, "POST", "/attempts/"+l.mayaAttempt+"/reopen", object{}).problem(422, "reason")
	l.ask(l.teacher, "POST", "/attempts/"+l.mayaAttempt+"/reopen", object{"reason": "Fire drill"}).is(200)
	if voided := l.ask(l.teacher, "POST", "/attempts/"+l.mayaAttempt+"/void", object{"reason": "Wrong seat"}).is(200); voided.str("state") != "voided" {
		t.Errorf("voided = %s", voided.text)
	}
	seat := l.ask(l.student, "GET", "/me", nil).is(200).str("seat.id")
	one := l.ask(l.teacher, "GET", "/seats/"+seat+"/scores", nil).is(200)
	if one.get("assignments.0.max") != 7.0 || one.get("assignments.0.state") != "submitted" || one.get("assignments.0.attempts") != 1.0 || one.str("seat.name") != "Ana" {
		t.Errorf("scores of one student = %s", one.text)
	}
	export := l.ask(l.teacher, "GET", "/seats/"+seat+"/export", nil).is(200)
	if export.str("seat.name") != "Ana" || export.get("attempts.0.answers.0.label") != "opinion" {
		t.Errorf("export = %s", export.text)
	}
	l.ask(l.teacher, "DELETE", "/seats/"+seat, nil).is(204)
	l.ask(l.teacher, "DELETE", "/seats/"+seat, nil).is(204)
	l.ask(l.student, "GET", "/me", nil).problem(401, "not_signed_in")
	l.ask(l.teacher, "DELETE", "/classes/"+l.class, nil).is(204)
	l.ask(l.teacher, "GET", "/classes/"+l.class, nil).problem(404, "not_found")
	l.ask(l.second, "GET", "/me", nil).problem(401, "not_signed_in")
	if list := l.ask(l.teacher, "GET", "/classes", nil).is(200); list.text != "[]\n" {
		t.Errorf("classes after deletion = %q, want an empty list", list.text)
	}
}
