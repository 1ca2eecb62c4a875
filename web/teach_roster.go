package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// addPage is where a teacher types the names of students, or sends a file of
// them, and looks once more at what would be added.
type addPage struct {
	desk
	Class   quiz.Class
	Names   string       // as typed, or as found in the file
	Roster  *quiz.Roster // what was made of them; nil before that
	Doubles bool         // those are to be added too
	Seen    string       // hash of the names that Roster is of
	Intent  string
}

// Adding is the names that would be added, as the form brings them back.
func (p addPage) Adding() string { return strings.Join(p.Roster.Names, "\n") }

// Doubling is the names that would be added if doubles were wanted.
func (p addPage) Doubling() string { return strings.Join(p.Roster.Doubles, "\n") }

// Full tells which names look like full ones, a few of them.
func (p addPage) Full() string {
	const some = 3
	if n := len(p.Roster.Full); n > some {
		return strings.Join(p.Roster.Full[:some], ", ") + " and " + strconv.Itoa(n-some) + " more"
	}
	return strings.Join(p.Roster.Full, ", ")
}

// addForm answers GET /teach/class/{id}/students.
func (s *Server) addForm(c echo.Context) error {
	return s.showAdd(c, http.StatusOK, addPage{Intent: s.store.NewSecret(intentBytes)}, nil)
}

func (s *Server) showAdd(c echo.Context, status int, view addPage, t *trouble) (err error) {
	if view.Class, err = s.store.Class(c.Request().Context(), s.staff(c), c.Param("id")); err != nil {
		return err
	}
	view.desk = s.desk(c, "classes", "Add students", t).narrow()
	return s.page(c, status, "teach-students", view)
}

// addStudents answers POST /teach/class/{id}/students: first with what would be
// added, and when that very list comes back, with the cards of the new students.
func (s *Server) addStudents(c echo.Context) error {
	sent, file, err := upload(c)
	if err != nil {
		return err
	}
	view := addPage{Names: sent.Get("names"), Doubles: sent.Get("doubles") != "", Intent: sent.Get("intent")}
	if sent.Get("act") == "add" && len(file) == 0 && sent.Get("seen") == seen(view.Names) {
		return s.addRoster(c, sent, view)
	}
	lines, err := rosterLines(sent, file)
	if err == nil {
		view.Names = strings.Join(lines, "\n")
		view.Seen = seen(view.Names)
		view.Roster, err = s.roster(c.Request().Context(), s.staff(c), c.Param("id"), lines)
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showAdd(c, status, view, t)
	}
	if err != nil {
		return err
	}
	return s.showAdd(c, http.StatusOK, view, nil)
}

// seen marks a list that somebody has looked at. Browsers write the ends of
// lines in their own way.
func seen(names string) string { return quiz.SecretHash(strings.ReplaceAll(names, "\r", "")) }

// addRoster adds the names that the page with the list said it would. They come
// with the form, as the same form sent twice finds them in the class already.
func (s *Server) addRoster(c echo.Context, sent url.Values, view addPage) error {
	adding := sent.Get("adding")
	if view.Doubles {
		adding += "\n" + sent.Get("doubling")
	}
	names := strings.Split(strings.ReplaceAll(adding, "\r", ""), "\n")
	cards, err := s.store.AddSeats(c.Request().Context(), s.staff(c), c.Param("id"), names, intent(sent, "adding", "doubling", "doubles"))
	if t, status, ok := troubleOf(err); ok {
		return s.showAdd(c, status, view, t)
	}
	if err != nil {
		return err
	}
	return s.showCards(c, cards)
}

// rosterLines reads the list that was sent, one name a line.
func rosterLines(sent url.Values, file []byte) ([]string, error) {
	typed := sent.Get("names")
	if len(file) > 0 {
		if strings.TrimSpace(typed) != "" {
			return nil, &quiz.FieldError{Field: "file", Message: "There are names in the field above too. Send one of the two."}
		}
		text, err := quiz.RosterText(file)
		return quiz.RosterLines(text, true), err
	}
	lines := quiz.RosterLines(typed, false)
	if sent.Get("act") == "short" {
		for i, line := range lines {
			lines[i] = quiz.ShortName(line)
		}
	}
	return lines, nil
}

// roster sorts lines by what the class has already.
func (s *Server) roster(ctx context.Context, who quiz.Actor, class string, lines []string) (*quiz.Roster, error) {
	seats, err := s.store.Seats(ctx, who, class)
	if err != nil {
		return nil, err
	}
	var present []string
	for _, seat := range seats {
		present = append(present, seat.Name)
	}
	roster, err := quiz.CheckRoster(lines, present)
	if err != nil {
		return nil, err
	}
	return &roster, nil
}
