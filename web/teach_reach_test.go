package web

import (
	"net/http"
	"strings"
	"testing"

	"discern/quiz"
	"discern/quiz/store/storetest"
)

// TestTeachReach asks for every page of teachers as everybody: who has not
// signed in goes to sign in, what is somebody else's looks as if it did not
// exist, and reviewers are told that it is not theirs.
func TestTeachReach(t *testing.T) {
	s, sit := newDesktops(t)
	owner := sit("teacher@school.example", quiz.TeacherOf)
	l := newLesson(t, s, owner)
	others := map[string]*desktop{"another teacher": sit("lind@school.example", quiz.TeacherOf),
		"reviewer": sit("reader@school.example", quiz.Reviewer), "admin": sit("office@school.example", quiz.Admin)}
	visitor, student := sit("", ""), sit("", "")
	joined, err := s.Join(t.Context(), quiz.Actor{}, quiz.JoinRequest{Code: l.class.Code, Name: "Finn A."}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	student.cookies[seatCookie] = joined.Token

	random := strings.NewReplacer(l.class.ID, "01890a5d-ac96-774b-bcce-b302099a8057", l.line.ID, "01890a5d-ac96-774b-bcce-b302099a8057",
		l.ada.ID, "01890a5d-ac96-774b-bcce-b302099a8058")
	asked := 0
	for _, route := range owner.server.echo.Routes() {
		if !strings.HasPrefix(route.Path, "/teach") || route.Path == "/teach/account" || route.Method == http.MethodHead {
			continue
		}
		asked++
		object := l.class.ID
		if strings.HasPrefix(route.Path, "/teach/assignment") {
			object = l.line.ID
		}
		path := strings.NewReplacer(":id", object, ":seat", l.ada.ID, ":slug", "macron-leaks",
			":account", owner.who().ID, ":invitation", "01890a5d-ac96-774b-bcce-b302099a8059").Replace(route.Path)
		mine := strings.Contains(route.Path, ":id")
		want := http.StatusForbidden
		if mine {
			want = http.StatusNotFound
		}
		for name, d := range others {
			if name == "another teacher" && !mine {
				continue
			}
			if name == "admin" && mine && strings.Contains(route.Path, "delete") || name == "admin" && strings.Contains(route.Path, "remove") {
				continue // an administrator may erase
			}
			p := ask(d, route.Method, path)
			if p.status != want && !(name == "admin" && p.status == http.StatusForbidden) {
				t.Errorf("%s %s as %s: %d, want %d", route.Method, route.Path, name, p.status, want)
			}
			if mine && p.status == http.StatusNotFound && p.body != ask(d, route.Method, random.Replace(path)).body {
				t.Errorf("%s %s as %s: not as if it did not exist", route.Method, route.Path, name)
			}
		}
		for _, d := range []*desktop{visitor, student} {
			p := ask(d, route.Method, path)
			switch {
			case route.Method == http.MethodGet && p.header.Get("Location") != "/sign-in":
				t.Errorf("GET %s signed out: %d %q", route.Path, p.status, p.header.Get("Location"))
			case route.Method == http.MethodPost && p.status != http.StatusUnauthorized:
				t.Errorf("POST %s signed out: %d, want 401", route.Path, p.status)
			}
		}
	}
	if asked < 30 {
		t.Errorf("only %d routes asked", asked)
	}
	line, err := s.Assignment(t.Context(), owner.who(), l.line.ID)
	if err != nil || line.State != quiz.Open || line.Seats != 5 {
		t.Errorf("after all that the quiz is %s with %d students, %v", line.State, line.Seats, err)
	}
}

// ask sends, with POST, what each form needs to be taken, so that only the
// person is wrong.
func ask(d *desktop, method, path string) screen {
	d.t.Helper()
	if method != http.MethodPost {
		return d.get(path)
	}
	return d.post(path, "title", "8B", "language", "en", "allowed", "yes", "names", "Gus P.", "name", "Gus P.", "extra_time", "1",
		"state", "paused", "pack", "everyday", "count", "6", "order", "article", "attempts", "1", "scoring", "first", "feedback", "release",
		"reason", "none", "attempt", "01890a5d-ac96-774b-bcce-b302099a8059")
}

// TestForeignSeat makes sure that a student is found only in the own class.
func TestForeignSeat(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	here, there := storetest.Class(t, s, d.who()), storetest.Class(t, s, d.who())
	seat := storetest.Student(t, s, there.Code, "Ada W.").ID
	d.get("/teach/class/" + there.ID + "/seat/" + seat).is(200)
	d.get("/teach/class/" + here.ID + "/seat/" + seat).is(404)
	d.post("/teach/class/" + here.ID + "/seat/" + seat + "/remove").is(404)
	d.get("/teach/class/" + there.ID + "/seat/" + seat).is(200)
}
