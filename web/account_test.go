package web

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"discern/quiz"
)

const goodPassword = "four lemons on a roof"

func TestSetUp(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("", "")
	secret, err := s.NewLink(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	path := "/setup/" + secret
	d.get(path).is(200).has("input[autocomplete=new-password]", 1).has("button.button", 1)

	p := d.post(path, "email", "teacher@school.example", "name", "The teacher", "password", "password1").is(422)
	p.has("#password[aria-invalid=true]", 1).has("#password-why", 1).has("#trouble a", 1)
	if got := p.value("#email", "value"); got != "teacher@school.example" {
		t.Errorf("the e-mail that was typed is %q", got)
	}
	if p.value("#password", "value") != "" {
		t.Error("the password came back")
	}
	d.post(path, "email", "teacher", "name", "The teacher", "password", goodPassword).is(422).has("#email-why", 1)
	d.post(path, "email", "teacher@school.example", "name", "<b>", "password", goodPassword).is(422).has("#name-why", 1)

	d.post(path, "email", "teacher@school.example", "name", "The teacher", "password", goodPassword).to("/teach")
	d.get("/teach").is(200).says(".who a", "The teacher").has(".notice", 0)
	d.get(path).is(410).has("h1", 1)
	d.post(path, "email", "other@school.example", "name", "Other", "password", goodPassword).is(410)
	d.get("/setup/nothing").is(410)
}

func TestLink(t *testing.T) {
	s, sit := newDesktops(t)
	d, ctx := sit("", ""), context.Background()
	teacher, err := s.AddTeacher(ctx, "teacher@school.example", "The teacher", quiz.TeacherOf)
	if err != nil {
		t.Fatal(err)
	}
	link := func() string {
		secret, err := s.NewLink(ctx, teacher.ID)
		if err != nil {
			t.Fatal(err)
		}
		return "/link/" + secret
	}
	first := link()
	d.get(first).is(200).says("h1", "Sign in as The teacher")
	d.get(first).is(200).says("main button", "Sign in").has("main button", 1)
	d.get(strings.Replace(first, "/link/", "/setup/", 1)).is(410)
	d.post(first).to("/teach")
	d.get("/teach").is(200).has(".notice a[href=/teach/account]", 1)
	d.post(first).is(410)
	d.get(first).is(410)

	d.post("/teach/account", "password", goodPassword).to("/teach/account")
	d.get("/teach").is(200).has(".notice", 0)

	forgot, old := sit("", ""), d.cookies[staffCookie]
	second := link()
	forgot.get(second).is(200).has("details #password", 1)
	forgot.post(second, "password", "short").is(422).has("#password-why", 1)
	forgot.post(second, "password", "a wholly different sentence").to("/teach")
	if d.cookies[staffCookie] != old {
		t.Fatal("the first browser's cookie changed")
	}
	d.get("/teach").to("/sign-in") // a new password ends the other sessions
	d.post("/sign-in", "email", "teacher@school.example", "password", "a wholly different sentence").to("/teach")
}

func TestSignIn(t *testing.T) {
	_, sit := newDesktops(t)
	teacher := sit("teacher@school.example", quiz.TeacherOf)
	teacher.post("/teach/account", "password", goodPassword).to("/teach/account")

	d := sit("", "")
	form := d.get("/sign-in?next=/teach/packs").is(200).has("input[autocomplete=username]", 1).has("input[autocomplete=current-password]", 1)
	if got := form.value("input[name=next]", "value"); got != "/teach/packs" {
		t.Errorf("next is %q", got)
	}
	wrong := d.post("/sign-in", "email", "teacher@school.example", "password", "not this one").is(401)
	nobody := d.post("/sign-in", "email", "teacher@school.example", "password", "not this one").is(401)
	if wrong.body != nobody.body {
		t.Error("the same wrong password twice gives two pages")
	}
	unknown := d.post("/sign-in", "email", "nobody@school.example", "password", "not this one").is(401)
	if strings.ReplaceAll(unknown.body, "nobody@", "teacher@") != wrong.body {
		t.Error("an unknown account is told apart from a wrong password")
	}
	d.post("/sign-in", "email", "teacher@school.example", "password", goodPassword, "next", "//elsewhere.example").to("/teach")
	d.get("/sign-in").to("/teach")
	d.post("/sign-in", "email", " TEACHER@school.example", "password", goodPassword, "next", "/teach/packs").to("/teach/packs")

	before := d.cookies[staffCookie]
	out := d.post("/sign-out")
	out.to("/sign-in")
	if out.header.Get("Clear-Site-Data") == "" || d.cookies[staffCookie] != "" {
		t.Error("signing out leaves something in the browser")
	}
	d.cookies[staffCookie] = before
	d.get("/teach").to("/sign-in")
}

func TestSignInSlowsGuessing(t *testing.T) {
	_, sit := newDesktops(t)
	d := sit("", "")
	now := time.Now() // stands still, or slow hashing would give tries back
	d.server.failures.now = func() time.Time { return now }
	for range failuresPerMinute {
		d.post("/sign-in", "email", "teacher@school.example", "password", "guess").is(401)
	}
	if p := d.post("/sign-in", "email", "teacher@school.example", "password", "guess").is(429); p.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}

func TestAccount(t *testing.T) {
	_, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	d.get("/teach/account").is(200).has("#current", 0).has("#password", 1)
	d.post("/teach/account", "password", "12345678").is(422).has("#password-why", 1)
	d.post("/teach/account", "password", goodPassword).to("/teach/account?changed=yes")
	d.get("/teach/account?changed=yes").is(200).has(".notice[role=status]", 1).has("#current", 1)
	d.post("/teach/account", "password", "another fine sentence").is(422).has("#current-why", 1)
	d.post("/teach/account", "current", goodPassword, "password", "another fine sentence").to("/teach/account")

	reviewer := sit("reader@school.example", quiz.Reviewer)
	reviewer.get("/teach/account").is(200).has("nav a", 2)
	reviewer.post("/teach/account", "password", goodPassword).to("/teach/account")
	reviewer.post("/sign-out").to("/sign-in")
	reviewer.post("/sign-in", "email", "reader@school.example", "password", goodPassword).to("/review")
	sit("", "").get("/teach/account").to("/sign-in")
	sit("", "").post("/teach/account", "password", goodPassword).is(http.StatusUnauthorized)
}

func TestLocalPath(t *testing.T) {
	for next, want := range map[string]string{
		"": "", "/": "/", "/teach/class/x?sort=name": "/teach/class/x?sort=name",
		"teach": "", "//elsewhere.example": "", "/\\elsewhere.example": "", "https://elsewhere.example/": "",
		"/\t/elsewhere.example": "", "javascript:alert(1)": "", "/%zz": "",
	} {
		if got := localPath(next); got != want {
			t.Errorf("localPath(%q) = %q, want %q", next, got, want)
		}
	}
}
