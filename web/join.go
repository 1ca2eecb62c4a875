package web

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// teacherHere is said to whoever wants to join in a browser with a teacher's
// session.
var teacherHere = key("You are signed in as a teacher here. To try the quiz as a student, join in a private window.")

// offeredNames is how many made-up names a student is offered. The page shows
// three, and the others on asking.
const offeredNames = 9

// intentBytes is how random the hidden mark of a form is.
const intentBytes = 16

// joinView is the page where a student types the class code.
type joinView struct {
	frame
	Trouble  *trouble
	Typed    string
	Here     string // class that this browser has a seat in already, or ""
	Examples []example
}

// nameView is the page where a student who typed a code says who it is.
type nameView struct {
	frame
	Trouble *trouble
	Here    string // another class that this browser has a seat in, or ""
	Class   quiz.Class
	Name    string
	Return  string // return code as typed
	Intent  string
	Only    bool // students of the class type no name
	MadeUp  []string
}

// form reads a form that was posted; what stands in the address is no part of it.
func form(c echo.Context) (url.Values, error) {
	r := c.Request()
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, err
		}
		return nil, echo.NewHTTPError(http.StatusBadRequest)
	}
	return r.PostForm, nil
}

// intent makes the hidden mark of a form into the intent of sending fields.
func intent(sent url.Values, fields ...string) quiz.Intent {
	payload := url.Values{}
	for _, name := range fields {
		payload[name] = sent[name]
	}
	return quiz.Intent{Key: sent.Get("intent"), Request: quiz.SecretHash(payload.Encode())}
}

// joinForm shows where to type the class code.
func (s *Server) joinForm(c echo.Context) error {
	return s.joinPage(c, http.StatusOK, "", nil)
}

func (s *Server) joinPage(c echo.Context, status int, typed string, t *trouble) error {
	ctx := c.Request().Context()
	view := joinView{frame: frame{Title: s.voice(c).say("Join your class"), Body: "notes", Script: "hop.js"}, Trouble: t, Typed: typed}
	view.Here, view.Who = s.seatHere(c)
	view.Examples = s.examples(ctx)
	return s.page(c, status, "join", view)
}

// seatHere returns the class that this browser has a seat in and the seat's
// name, or nothing: whoever cannot be told of a class can still join one.
func (s *Server) seatHere(c echo.Context) (class, name string) {
	who := s.student(c)
	if !who.SignedIn() {
		return "", ""
	}
	home, err := s.store.Home(c.Request().Context(), who)
	if err != nil {
		return "", ""
	}
	return home.Class.Title, home.Seat.Name
}

// join takes a code, and leads to where the name is asked for; or a code with a
// name or a return code, and gives a seat.
func (s *Server) join(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	if code, seat := quiz.SplitCard(sent.Get("code")); seat != "" {
		sent.Set("code", code)
		sent.Set("seat_code", seat)
	}
	named := sent.Has("name") || sent.Has("made_up")
	_, returning := sent["seat_code"]
	class, err := s.store.ClassByCode(c.Request().Context(), sent.Get("code"))
	if returning && class.ID != "" {
		err = nil // a return code brings nobody new
	}
	switch {
	case err != nil:
		return s.joinAgain(c, sent.Get("code"), err)
	case class.ID == s.student(c).Class && !returning:
		return c.Redirect(http.StatusSeeOther, "/class")
	case !named && !returning:
		return c.Redirect(http.StatusSeeOther, classPath(class))
	}
	return s.takeSeat(c, class, sent)
}

// classPath is the address that a class's QR code leads to.
func classPath(class quiz.Class) string { return "/j/" + class.Code }

// joinClass asks whoever brings a class's code along in the address for a name.
func (s *Server) joinClass(c echo.Context) error {
	class, err := s.store.ClassByCode(c.Request().Context(), c.Param("code"))
	switch {
	case err != nil:
		return s.joinAgain(c, c.Param("code"), err)
	case class.ID == s.student(c).Class:
		return c.Redirect(http.StatusSeeOther, "/class")
	}
	return s.namePage(c, http.StatusOK, class, url.Values{}, nil)
}

// joinAgain shows the code's form once more, if that is the place to say what
// was wrong.
func (s *Server) joinAgain(c echo.Context, typed string, err error) error {
	if wrongGuess(err) {
		s.failures.note(c)
	}
	if t, status, ok := s.voice(c).troubleOf(err); ok {
		return s.joinPage(c, status, typed, t)
	}
	return err
}

func (s *Server) namePage(c echo.Context, status int, class quiz.Class, sent url.Values, t *trouble) error {
	view := nameView{frame: frame{Title: s.voice(c).say("Who are you?"), Body: "read", Script: "hop.js"}, Trouble: t, Class: class,
		Name: sent.Get("name"), Return: sent.Get("seat_code"), Intent: sent.Get("intent"), Only: class.Names == quiz.NamesMadeUp}
	picked := sent.Get("made_up")
	// What was not confirmed may have happened: the same intent finds it again.
	if view.Intent == "" || status != http.StatusServiceUnavailable {
		view.Intent, picked = s.store.NewSecret(intentBytes), ""
	}
	names, err := s.store.MadeUpNames(c.Request().Context(), class.Code, s.voice(c).tag, offeredNames)
	if err != nil {
		return err
	}
	if picked != "" {
		view.MadeUp = append(view.MadeUp, picked)
	}
	for _, name := range names {
		if name != picked {
			view.MadeUp = append(view.MadeUp, name)
		}
	}
	view.Here, view.Who = s.seatHere(c)
	c.Response().Header().Set("Content-Location", classPath(class)) // what to reload, also when a form was refused
	return s.page(c, status, "name", view)
}

// takeSeat lets a student in.
func (s *Server) takeSeat(c echo.Context, class quiz.Class, sent url.Values) error {
	ask := quiz.JoinRequest{Code: class.Code, Name: sent.Get("name"), SeatCode: sent.Get("seat_code")}
	fields := []string{"code", "name", "seat_code"}
	if sent.Has("made_up") {
		ask.Name, ask.MadeUp = sent.Get("made_up"), true
		fields = []string{"code", "seat_code"} // of several names pressed quickly, the first is the student's
	}
	joined, err := s.store.Join(c.Request().Context(), s.visitor(c), ask, intent(sent, fields...))
	if err != nil {
		return s.nameAgain(c, class, sent, err)
	}
	if joined.Token != "" {
		s.setSession(c, seatCookie, joined.Token)
	}
	return c.Redirect(http.StatusSeeOther, firstThing(joined.Home))
}

// nameAgain shows the name's form once more, if that is the place to say what
// was wrong.
func (s *Server) nameAgain(c echo.Context, class quiz.Class, sent url.Values, err error) error {
	if errors.Is(err, quiz.ErrForbidden) {
		return s.namePage(c, http.StatusForbidden, class, sent, &trouble{Text: s.voice(c).say(teacherHere)})
	}
	t, status, ok := s.voice(c).troubleOf(err)
	switch {
	case !ok:
		return err
	case t.Field == "code":
		return s.joinAgain(c, sent.Get("code"), err)
	case wrongGuess(err):
		s.failures.note(c)
	case t.Field == "name" && (sent.Has("made_up") || class.Names == quiz.NamesMadeUp):
		t.Field = "made_up"
	}
	return s.namePage(c, status, class, sent, t)
}

// firstThing is where a student who has just come in goes: to the one quiz that
// is open, or to the list.
func firstThing(home quiz.Home) string {
	where, open := "/class", 0
	for _, card := range home.Cards {
		running := card.Latest != nil && card.Latest.State == quiz.InProgress
		if card.State != quiz.Open || !running && card.Left == 0 {
			continue
		}
		open++
		where = "/assignment/" + card.Assignment.ID
		if running {
			where = "/attempt/" + card.Latest.ID
		}
	}
	if open != 1 {
		return "/class"
	}
	return where
}

// leave ends a student's session and clears what the browser kept.
func (s *Server) leave(c echo.Context) error {
	if who := s.student(c); who.SignedIn() {
		if err := s.store.SignOut(c.Request().Context(), who); err != nil {
			return err
		}
	}
	s.dropSession(c, seatCookie)
	c.Response().Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return c.Redirect(http.StatusSeeOther, "/")
}
