package api

import (
	"context"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/quiz"
	"discern/quiz/store"
	feeds "discern/web/live"
)

type server struct {
	store  *store.Store
	boards *feeds.Boards
}

// Register adds the routes to group, which stands at /api/v1 and has been given
// the middleware that says who asks; see WithActor. Its Echo has to use JSON.
func Register(group *echo.Group, s *store.Store, boards *feeds.Boards) {
	own := group.Group("", plain, withBearer, signedIn, jsonOnly)
	RegisterHandlers(own, NewStrictHandler(server{s, boards}, nil))
}

type contextKey int

const (
	actorKey contextKey = iota
	bearerKey
)

// WithActor returns ctx with who asks, for the handlers of this package.
func WithActor(ctx context.Context, who quiz.Actor) context.Context {
	return context.WithValue(ctx, actorKey, who)
}

func actor(ctx context.Context) quiz.Actor {
	who, _ := ctx.Value(actorKey).(quiz.Actor)
	return who
}

// withBearer keeps the token that a client sent, as joining again gives it back.
func withBearer(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		scheme, token, found := strings.Cut(c.Request().Header.Get(echo.HeaderAuthorization), " ")
		if found && strings.EqualFold(scheme, "bearer") {
			ctx := context.WithValue(c.Request().Context(), bearerKey, strings.TrimSpace(token))
			c.SetRequest(c.Request().WithContext(ctx))
		}
		return next(c)
	}
}

func bearer(ctx context.Context) string {
	token, _ := ctx.Value(bearerKey).(string)
	return token
}

// signedIn refuses visitors before their bodies are read; only joining is theirs,
// and being told that an address does not exist.
func signedIn(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		known := !strings.HasSuffix(c.Path(), "*") && !strings.HasSuffix(c.Path(), "/join")
		if known && !actor(c.Request().Context()).SignedIn() {
			return quiz.ErrNotSignedIn
		}
		return next(c)
	}
}

// jsonOnly refuses bodies that are not called JSON: Echo would bind forms and
// XML too, which a page elsewhere can send without asking. Only a text may come
// as a file, which the handler reads by itself.
func jsonOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if r.ContentLength == 0 || r.Method == http.MethodGet || r.Method == http.MethodDelete {
			return next(c)
		}
		kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
		if err == nil && kind == echo.MIMEMultipartForm && r.Method == http.MethodPost && strings.HasSuffix(c.Path(), "/sources") {
			return next(c)
		}
		if err != nil || kind != echo.MIMEApplicationJSON {
			return &RequestError{Status: http.StatusUnsupportedMediaType, Code: CodeType,
				Detail: "Send the body as JSON, with the header Content-Type: application/json."}
		}
		r.Header.Set(echo.HeaderContentType, echo.MIMEApplicationJSON) // as Echo's binder spells it
		return next(c)
	}
}
