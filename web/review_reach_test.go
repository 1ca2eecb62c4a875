package web

import (
	"net/http"
	"strings"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store/storetest"
)

// TestReviewReach asks for every page of reviewers as everybody else. Teachers
// are told that it is not theirs, administrators see lists and texts alone, and
// visitors and students are sent to sign in.
func TestReviewReach(t *testing.T) {
	l := newLunch(t)
	l.read(l.two, 0, questions.Fact, "3")
	teacher, admin, visitor, student := l.sit("t@school.example", quiz.TeacherOf), l.sit("office@school.example", quiz.Admin), l.sit("", ""), l.sit("", "")
	class := storetest.Class(t, l.store, teacher.who())
	joined, err := l.store.Join(t.Context(), quiz.Actor{}, quiz.JoinRequest{Code: class.Code, Name: "Ada"}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	student.cookies[seatCookie] = joined.Token
	open := map[string]bool{"/review": true, "/review/source/:id": true, "/review/pack/:slug": true} // to administrators, for reading
	asked := 0
	for _, route := range teacher.server.echo.Routes() {
		if !strings.HasPrefix(route.Path, "/review") || route.Method == http.MethodHead {
			continue
		}
		asked++
		object := l.source.ID
		if strings.HasPrefix(route.Path, "/review/passage") {
			object = l.passages[0].ID
		}
		path := strings.NewReplacer(":id", object, ":slug", "lunch-at-school").Replace(route.Path)
		if p := ask(teacher, route.Method, path); p.status != 403 {
			t.Errorf("%s %s as teacher: %d, want 403", route.Method, route.Path, p.status)
		}
		want := 403
		if open[route.Path] && route.Method == http.MethodGet {
			want = 200
		}
		p := ask(admin, route.Method, path)
		if p.status != want || strings.Contains(p.body, "canary") {
			t.Errorf("%s %s as admin: %d, want %d", route.Method, route.Path, p.status, want)
		}
		for _, d := range []*desktop{visitor, student} {
			p := ask(d, route.Method, path)
			switch {
			case route.Method == http.MethodGet && p.header.Get("Location") != "/sign-in":
				t.Errorf("GET %s signed out: %d %q", route.Path, p.status, p.header.Get("Location"))
			case route.Method == http.MethodPost && p.status != 401:
				t.Errorf("POST %s signed out: %d, want 401", route.Path, p.status)
			}
		}
	}
	if asked < 25 {
		t.Errorf("only %d routes asked", asked)
	}
	for _, path := range []string{"/review/passage/nonsense", "/review/passage/" + l.source.ID, "/review/source/nonsense", "/review/pack/nonsense", "/review/pack/lunch-at-school/history"} {
		l.one.get(path).is(404)
	}
}

func TestPackCard(t *testing.T) {
	l := newLunch(t)
	l.publish()
	teacher, admin, student := l.sit("t@school.example", quiz.TeacherOf), l.sit("office@school.example", quiz.Admin), l.sit("", "")
	class := storetest.Class(t, l.store, teacher.who())
	student.post("/join", "code", class.Code, "name", "Ada").is(303)
	l.sit("", "").get("/pack/lunch-at-school").is(303)
	for name, d := range map[string]*desktop{"reviewer": l.one, "teacher": teacher, "admin": admin, "student": student} {
		page := d.get("/pack/lunch-at-school").is(200).says("h1", "Lunch at school")
		if !strings.Contains(page.body, "All readers agree on 3 of 4 statements (75.0 %).") {
			t.Errorf("the page does not tell a %s how far readers agreed", name)
		}
		if counted := len(page.all(".figures .kind")) == 3; counted != (name == "reviewer" || name == "teacher") {
			t.Errorf("the page tells a %s how many there are of each kind: %v", name, counted)
		}
		if strings.Contains(page.body, "That is why") || strings.Contains(page.body, "canary") || strings.Contains(page.body, "second kitchen") {
			t.Errorf("the page tells a %s what a passage says or why", name)
		}
	}
	student.get("/pack/"+quiz.ExamplePack).is(200).has(".figures .kind", 3)
	student.get("/pack/nonsense").is(404)
}

// TestPlacesToGo holds the navigation to what an account may open, and follows it.
func TestPlacesToGo(t *testing.T) {
	_, sit := newDesktops(t)
	for role, want := range map[quiz.Role]string{quiz.TeacherOf: "Classes Quizzes", quiz.Reviewer: "Texts Challenges", quiz.Admin: "Texts"} {
		d := sit(string(role)+"@school.example", role)
		page := d.get("/teach/account").is(200)
		if got := strings.Join(page.texts("header nav a"), " "); got != want {
			t.Errorf("a %s is led to %q, want %q", role, got, want)
		}
		for _, link := range page.all("header nav a") {
			path, _ := has(link, "href")
			d.get(path).is(200).has("header nav a[aria-current=page]", 1)
		}
	}
}

// TestChallenge lets a student and a teacher read a statement differently.
func TestChallenge(t *testing.T) {
	l := newLunch(t)
	l.publish()
	teacher := l.sit("t@school.example", quiz.TeacherOf)
	class := storetest.Class(t, l.store, teacher.who())
	student := l.sit("", "")
	student.post("/join", "code", class.Code, "name", "Ada").is(303)
	set := teacher.post("/teach/class/"+class.ID+"/assignment/new", "pack", "lunch-at-school", "all", "yes", "order", "article", "attempts", "1",
		"scoring", "first", "feedback", "release", "minutes", "0", "wording", "original", "intent", "s").to("/teach/assignment/")
	teacher.post(set+"/state", "state", "open").is(303)
	attempt := student.begin(strings.TrimPrefix(set, "/teach/assignment/"))
	first := l.passages[0].ID
	student.post(attempt+"/challenge", "passage", first, "reason", "Too early.").is(403)
	student.post(attempt + "/submit").is(303)
	student.post(attempt+"/challenge", "passage", first, "reason", "Too early.").is(403)
	teacher.post(set+"/release", "confirm", "close").is(303)
	student.get(attempt+"/result").is(200).has(".differ form", 4)
	student.post(attempt+"/challenge", "passage", first, "version", "1", "reason", " ").is(422).has("#reason-1-why", 1).has("details[open]", 1)
	student.post(attempt+"/challenge", "passage", first, "version", "1", "reason", "Nobody counted the kitchens.", "intent", "c").is(303)
	student.get(attempt+"/result").is(200).says(".differ .notice", "You read this differently, because: Nobody counted the kitchens.A reviewer will look at it.")
	student.post(attempt+"/challenge", "passage", "01890a5d-ac96-774b-bcce-b302099a8057", "reason", "Not mine.").is(404)

	address := "/teach/packs/lunch-at-school"
	teacher.post(address+"/challenge", "passage", first, "version", "1", "reason", "").is(422).has("#reason-1-why", 1)
	teacher.post(address+"/challenge", "passage", first, "version", "1", "reason", "I wonder.").is(303)

	l.one.get("/review").is(200).says("main .notice", "2 challenges wait for an answer")
	queue := l.one.get("/review/challenges").is(200).has("main article form", 4)
	where := queue.value("main article form", "action")
	l.one.post(where, "answer", " ").is(422).has("#trouble", 1)
	l.one.post(where, "answer", "The head said so.").to("/review/challenges")
	l.one.get("/review/challenges").is(200).has("main article form", 2).has("#answered", 1)
	l.one.get("/review/passage/"+first+"/settle").is(200).has("#challenged", 1)
	both := teacher.get(address).is(200).texts(".differ .notice")[0] + student.get(attempt + "/result").is(200).texts(".differ .notice")[0]
	if !strings.Contains(both, "A reviewer answers: The head said so.") {
		t.Errorf("the answer does not come back: %s", both)
	}
}
