package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// classroom is a class with its teacher, and a clock that a test can move.
type classroom struct {
	t       *testing.T
	clock   *storetest.Clock
	store   *store.Store
	server  *Server
	teacher quiz.Actor
	class   quiz.Class
}

func newClassroom(t *testing.T) *classroom {
	t.Helper()
	clock := &storetest.Clock{At: time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)}
	s := storetest.Open(t, store.Options{Now: clock.Now})
	server, err := New(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	teacher := storetest.Teacher(t, s, "t@school.example")
	return &classroom{t, clock, s, server, teacher, storetest.Class(t, s, teacher)}
}

func (r *classroom) browser() *desktop {
	return &desktop{t: r.t, server: r.server, cookies: map[string]string{}}
}

// student joins by the pages.
func (r *classroom) student(name string) *desktop {
	r.t.Helper()
	d := r.browser()
	d.post("/join", "code", r.class.Code, "name", name).is(303)
	return d
}

// quiz opens a quiz for the class and returns its id.
func (r *classroom) quiz(change func(*quiz.Settings)) string {
	r.t.Helper()
	return storetest.Assignment(r.t, r.store, r.teacher, r.class.ID, change).ID
}

// become brings a quiz into a state.
func (r *classroom) become(id string, state quiz.AssignmentState) {
	r.t.Helper()
	if _, err := r.store.UpdateAssignment(r.t.Context(), r.teacher, id, quiz.AssignmentChange{State: &state}); err != nil {
		r.t.Fatal(err)
	}
}

// begin starts an attempt and returns its address.
func (d *desktop) begin(assignment string) string {
	d.t.Helper()
	return strings.TrimSuffix(d.post("/assignment/"+assignment).to("/attempt/"), "/1")
}

func TestJoin(t *testing.T) {
	r := newClassroom(t)
	d := r.browser()
	d.get("/").is(200).says("h1", "Join your class").has(".passage .cue", 3).has("#code", 1)
	typed := strings.ToLower(r.class.Code[:4] + " - " + r.class.Code[4:])
	place := "/j/" + r.class.Code
	if where := d.post("/join", "code", typed).to("/"); where != place {
		t.Errorf("the code leads to %s, want %s", where, place)
	}
	d.get("/j/"+strings.ToLower(r.class.Code)).is(200).says("h1", "Who are you?")
	who := d.get(place).is(200).says("h1", "Who are you?").says("main b", "8B English").has(".notice", 0)
	intent := who.value("input[name=intent]", "value")

	bad := d.post("/join", "code", r.class.Code, "name", " ", "intent", intent).is(422)
	bad.has("#trouble[role=alert]", 1).has("#name[aria-invalid=true]", 1).says("#name-why", "Type a name.")
	if next := bad.value("input[name=intent]", "value"); next == intent || next == "" {
		t.Errorf("the form after a bad name has the intent %q", next)
	}
	if where := d.post("/join", "code", r.class.Code, "name", "Amira", "intent", intent).to("/"); where != "/class" {
		t.Errorf("sent on to %s, want /class", where)
	}
	again := r.browser() // a double click: the cookie of the first answer was not there yet
	again.post("/join", "code", r.class.Code, "name", "Amira", "intent", intent).is(303)
	if seats, _ := r.store.Seats(t.Context(), r.teacher, r.class.ID); len(seats) != 1 {
		t.Errorf("%d seats after one student joined twice by one intent", len(seats))
	}
	before := d.cookies[seatCookie]
	d.post("/join", "code", r.class.Code).to("/class")
	d.post("/join", "code", r.class.Code, "name", "Another").to("/class")
	if d.cookies[seatCookie] != before {
		t.Error("a student of the class was given another seat")
	}
	d.get("/join").is(200).has("main a[href=/class]", 1)
	if where := d.get(place).to("/"); where != "/class" {
		t.Errorf("a student of the class is led to %s", where)
	}
	other := storetest.Class(t, r.store, r.teacher)
	d.get("/j/"+other.Code).is(200).says("h1", "Who are you?").says(".notice b", "8B English")
}

func TestJoinRefuses(t *testing.T) {
	r := newClassroom(t)
	d := r.browser()
	for typed, status := range map[string]int{"": 422, "ABC": 422, "OOOOIIII": 422, "ABCDEFGH": 404, "<script>": 422} {
		page := d.post("/join", "code", typed).is(status).says("h1", "Join your class")
		page.has("#code[aria-invalid=true]", 1).has("#trouble[autofocus] a[href=#code]", 1).has("#code-why", 1)
		if got := page.value("#code", "value"); got != typed {
			t.Errorf("the form shows %q, typed was %q", got, typed)
		}
	}
	r.browser().post("/join", "code", r.class.Code, "seat_code", "ABCDEF").is(404).has("details[open] #seat_code[aria-invalid=true]", 1)

	staff := r.browser()
	token, err := r.store.SignIn(t.Context(), r.teacher.ID)
	if err != nil {
		t.Fatal(err)
	}
	staff.cookies[staffCookie] = token
	staff.post("/join", "code", r.class.Code, "name", "Me").is(403).has("#trouble", 1)

	locked := false
	if _, err := r.store.UpdateClass(t.Context(), r.teacher, r.class.ID, quiz.ClassChange{Joining: &locked}); err != nil {
		t.Fatal(err)
	}
	d.post("/join", "code", r.class.Code, "name", "Amira").is(403).says("h1", "Join your class").has("#code-why", 1)
	locked = true
	if _, err := r.store.UpdateClass(t.Context(), r.teacher, r.class.ID, quiz.ClassChange{Joining: &locked}); err != nil {
		t.Fatal(err)
	}
	r.clock.At = r.clock.At.Add(quiz.CodeLife + time.Minute)
	d.post("/join", "code", r.class.Code).is(410).has("#code-why", 1)
}

func TestJoinSlowsGuessing(t *testing.T) {
	r := newClassroom(t)
	d := r.browser()
	for i := range failuresPerMinute {
		if guess := "ABCDEFG" + string(quiz.CodeAlphabet[i]); i%2 == 0 {
			d.post("/join", "code", guess).is(404)
		} else {
			d.get("/j/"+guess).is(404).has("#code-why", 1)
		}
	}
	d.get("/j/" + r.class.Code).is(429)
	page := d.post("/join", "code", r.class.Code).is(429).says("h1", "Too many tries just now")
	if page.header.Get("Retry-After") == "" {
		t.Error("429 without Retry-After")
	}
	d.get("/join").is(200)
}

func TestReturnCode(t *testing.T) {
	r := newClassroom(t)
	id := r.quiz(nil)
	first := r.student("Amira")
	attempt := first.begin(id)
	seats, err := r.store.Seats(t.Context(), r.teacher, r.class.ID)
	if err != nil {
		t.Fatal(err)
	}
	card, err := r.store.NewSeatCode(t.Context(), r.teacher, seats[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	phone := r.browser()
	if where := phone.post("/join", "code", r.class.Code, "seat_code", card.Code).to("/"); where != attempt {
		t.Errorf("came back to %s, want the open attempt %s", where, attempt)
	}
	phone.get(attempt + "/1").is(200)
	r.browser().post("/join", "code", r.class.Code, "seat_code", card.Code).is(404)
}

func TestClass(t *testing.T) {
	r := newClassroom(t)
	d := r.student("Amira")
	d.get("/class").is(200).says("h1", "8B English").says(".who", "Amira").has("main .button[href=/class]", 1)
	open := r.quiz(nil)
	r.quiz(func(s *quiz.Settings) { s.OpensAt = r.clock.At.Add(time.Hour) })
	paused := r.quiz(nil)
	r.become(paused, quiz.Paused)
	closed := r.quiz(nil)
	r.become(closed, quiz.Closed)
	page := d.get("/class").is(200).has("main .sheet", 4).has("main .sheet .button", 1)
	if got := page.value(".sheet .button", "href"); got != "/assignment/"+open {
		t.Errorf("the one thing to do is %s", got)
	}
	d.get("/assignment/"+paused).is(200).has("main form", 0).has(".notice", 1)
	d.post("/assignment/"+paused).is(403).says("h1", "Your teacher has paused this quiz")
	d.post("/assignment/"+closed).is(403).says("h1", "This quiz is not open")
	d.get("/assignment/" + r.class.ID).is(404)
	// The one quiz that is open is where a student who joins is sent.
	other := r.browser()
	if where := other.post("/join", "code", r.class.Code, "name", "Ben").to("/"); where != "/class" {
		t.Logf("with one quiz open and one to come: %s", where)
	}
}

func TestLeave(t *testing.T) {
	r := newClassroom(t)
	d := r.student("Amira")
	token := d.cookies[seatCookie]
	left := d.post("/leave")
	left.to("/")
	if got := left.header.Get("Clear-Site-Data"); got != `"cache", "storage"` || d.cookies[seatCookie] != "" {
		t.Errorf("Clear-Site-Data %q, cookie %q", got, d.cookies[seatCookie])
	}
	d.cookies[seatCookie] = token
	d.get("/class").to("/")
	d.post("/leave").to("/")
}

func TestOthersAttemptsDoNotExist(t *testing.T) {
	r := newClassroom(t)
	id := r.quiz(nil)
	attempt := r.student("Amira").begin(id)
	other := r.student("Ben")
	none := "/attempt/01910000-0000-7000-8000-000000000000"
	for _, path := range []string{"", "/1", "/99", "/x", "/review", "/result"} {
		want := other.get(none + path).is(404)
		for _, bad := range []string{attempt, "/attempt/1", "/attempt/'"} {
			if got := other.get(bad + path).is(404); got.body != want.body || fmt.Sprint(got.header) != fmt.Sprint(want.header) {
				t.Errorf("%s%s differs from an attempt that does not exist", bad, path)
			}
		}
		if path != "/review" && path != "/result" {
			other.post(attempt+path, "label", "fact").is(map[bool]int{true: 405, false: 404}[path == ""])
		}
	}
	other.post(attempt + "/submit").is(404)
	mine := other.begin(id)
	for _, n := range []string{"0", "13", "01", "-1", "1.0", "99999999999999999999", "%31%00"} {
		other.get(mine + "/" + n).is(404)
	}
}
