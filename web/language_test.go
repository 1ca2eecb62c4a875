package web

import (
	"net/http/httptest"
	"strings"
	"testing"

	"discern/quiz"
)

// in asks for a page with an Accept-Language header.
func (d *desktop) in(accept, path string) screen {
	d.t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("Accept-Language", accept)
	return d.send(r)
}

func (s screen) language() string {
	s.t.Helper()
	lang := s.value("html", "lang")
	if got := s.header.Get("Content-Language"); got != lang {
		s.t.Errorf("Content-Language %q on a page with lang %q", got, lang)
	}
	return lang
}

func TestLanguageOfBrowser(t *testing.T) {
	r := newClassroom(t)
	for accept, want := range map[string]string{"": "en", "fr": "fr", "fr-CA,en;q=0.5": "fr", "es-419": "es", "de,es;q=0.8,fr;q=0.5": "es",
		"ja": "en", "en-GB,fr;q=0.9": "en", "*": "en", "x;q=y,,": "en", strings.Repeat("-", 3000): "en", "fr;q=0, es": "es"} {
		page := r.browser().in(accept, "/join")
		if got := page.language(); got != want {
			t.Errorf("%.40q: %s, want %s", accept, got, want)
		}
		if got := page.header.Values("Vary"); len(got) != 1 || got[0] != "Accept-Language, Cookie" {
			t.Errorf("%.40q: Vary %q", accept, got)
		}
	}
	for path, status := range map[string]int{"/nowhere": 404, "/attempt/1": 303, "/help": 200, "/pack/nothing": 303} {
		if page := r.browser().in("fr", path).is(status); status != 303 && page.language() != "fr" {
			t.Errorf("%s is not French", path)
		}
	}
	d := r.browser()
	d.in("fr", "/nowhere").says("h1", "Nous ne trouvons pas cette page")
	d.in("fr", "/").says("h1", "Entre dans ta classe").has(".passage p[lang=en]", 3)
	if page := d.in("es", "/"); !strings.Contains(page.body, `d="M8.8 7v11M15.2 7v11M8.8 12.4h6.4"`) { // H as in hecho
		t.Error("the shape of a fact is not lettered for Spanish")
	}
	for _, path := range []string{"/sign-in", "/api", "/teach/nowhere", "/review/nowhere"} {
		if page := d.in("fr", path); page.language() != "en" || strings.Contains(page.body, `class="tongues"`) {
			t.Errorf("%s is of grown-ups and has to be English", path)
		}
	}
	if page := d.in("fr", "/api/v1/nowhere"); !strings.Contains(page.body, `"title":"We cannot find that page"`) {
		t.Errorf("the API speaks %s", page.body)
	}
}

func TestChooseLanguage(t *testing.T) {
	r := newClassroom(t)
	attempt := r.student("Amira").begin(r.quiz(nil))
	for from, back := range map[string]string{"/": "/", "/help": "/help", "/nowhere": "/", "//evil.example/help": "/",
		attempt + "/submit": attempt, attempt + "/3": attempt + "/3", "/leave": "/", "/a%20b": "/"} {
		d := r.browser()
		answer := d.post(from+"?language", "language", "es")
		if got := answer.to("/"); got != back {
			t.Errorf("chosen on %s, led to %s, want %s", from, got, back)
		}
		cookie := answer.header.Get("Set-Cookie")
		if !strings.HasPrefix(cookie, "discern_language=es; Path=/; Max-Age=31536000;") || !strings.Contains(cookie, "SameSite=Lax") {
			t.Errorf("the cookie is %q", cookie)
		}
	}
	d := r.browser()
	d.post("/?language", "language", "fr").is(303)
	if got := d.in("es", "/help").says("h1", "Aide").has(".tongues button", 3).value(".tongues [aria-current]", "lang"); got != "fr" {
		t.Errorf("the foot names %s as the language here", got)
	}
	for _, bad := range []string{"", "de", "<script>", "en,fr"} {
		d.post("/?language", "language", bad).is(400).says("h1", "Nous n’avons pas pu lire cela")
	}
	d.cookies[languageCookie] = "nonsense"
	if got := d.in("es", "/help").language(); got != "es" {
		t.Errorf("with a made-up cookie: %s", got)
	}
	d.get("/help?language").is(200)
}

// TestPackKeepsItsLanguage finds what a pack says of itself marked as being in its
// language: on the question, on the page of the pack, and where grown-ups read it.
func TestPackKeepsItsLanguage(t *testing.T) {
	r := newClassroom(t)
	d := r.student("Amira")
	d.cookies[languageCookie] = "fr"
	d.get(d.begin(r.quiz(nil))+"/1").is(200).says("figcaption span[lang=en]", "opinion column")
	pack := d.get("/pack/macron-leaks").is(200).says("h1[lang=en]", "The Macron Leaks column").has(".lead[lang=en]", 1)
	if pack.language() != "fr" {
		t.Error("the page of the pack is not French")
	}
	token, err := r.store.SignIn(t.Context(), r.teacher.ID)
	if err != nil {
		t.Fatal(err)
	}
	d.cookies[staffCookie] = token
	d.get("/teach/packs/macron-leaks").is(200).has("h1[lang=en]", 1).has(".lead[lang=en]", 1)
}

// What was typed wrong is said in the language of who typed it.
func TestRefusalsAreTranslated(t *testing.T) {
	r := newClassroom(t)
	d := r.browser()
	d.cookies[languageCookie] = "fr"
	d.post("/join", "code", "ABCDEFGH").is(404).says("#code-why", "Nous ne connaissons pas ce code. Regarde de nouveau le tableau.")
	d.post("/join", "code", r.class.Code, "name", strings.Repeat("x", 50)).is(422).says("#name-why", "C’est trop long. Écris au maximum 40 lettres.")
	d.post("/join", "code", r.class.Code, "name", "Amira").is(303)
	attempt := d.begin(r.quiz(func(s *quiz.Settings) { s.Feedback = quiz.FeedbackSubmit }))
	d.get(attempt+"/1").says("h1", "Question 1 sur 12").has("#passage[lang=en]", 1)
	d.post(attempt+"/1", "label", "guess", "revision", "0").is(422).says("#label-why", "Choisis fait, inférence ou opinion.")
	d.post(attempt + "/submit").to(attempt)
	result := d.get(attempt+"/result").is(200).says(".finding", "Tu as laissé toutes les questions sans réponse.")
	if got, want := len(result.all(".because p[lang=en]")), 12; got < want {
		t.Errorf("%d reasons are marked as English, want %d or more", got, want)
	}
}
