package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz/store"
	"discern/web/api"
	"discern/web/live"
)

// Options say how the service is reached and watched.
type Options struct {
	BaseURL string       // as visitors type it; https makes cookies Secure
	Dev     string       // folder of templates to re-read for each page, "" for the embedded ones
	Log     *slog.Logger // nil: nothing is logged
}

// Server is the whole service as an http.Handler.
type Server struct {
	store    *store.Store
	log      *slog.Logger
	echo     *echo.Echo
	base     *url.URL
	secure   bool // the base URL is https
	pages    *pages
	voices   voices
	files    files
	origins  *http.CrossOriginProtection
	failures *failures
	hasher   *hasher
	boards   *live.Boards
}

// New makes a server on an open store. It fails if the base URL or a template
// cannot be read.
func New(s *store.Store, o Options) (*Server, error) {
	server := &Server{store: s, log: o.Log, echo: echo.New(), origins: http.NewCrossOriginProtection(),
		failures: newFailures(time.Now), hasher: newHasher(), boards: live.New(s, live.Options{})}
	if server.log == nil {
		server.log = slog.New(slog.DiscardHandler)
	}
	base, err := url.Parse(o.BaseURL)
	if err != nil || o.BaseURL != "" && (base.Host == "" || base.Scheme != "http" && base.Scheme != "https") {
		return nil, fmt.Errorf("base URL %q: want http:// or https:// and a host", o.BaseURL)
	}
	server.base, server.secure = base, base.Scheme == "https"
	if base.Host != "" {
		// Behind a proxy the Host header may be the proxy's own name for us.
		if err := server.origins.AddTrustedOrigin(base.Scheme + "://" + base.Host); err != nil {
			return nil, fmt.Errorf("base URL %q: %w", o.BaseURL, err)
		}
	}
	if server.pages, err = embeddedPages(); err != nil {
		return nil, fmt.Errorf("read templates: %w", err)
	}
	server.files, server.voices = server.pages.files, server.pages.voices
	if o.Dev != "" {
		if server.pages, err = readPages(server.files, o.Dev, server.voices); err != nil {
			return nil, fmt.Errorf("read templates: %w", err)
		}
	}
	server.routes()
	return server, nil
}

// routes is every address of the service.
func (s *Server) routes() {
	e := s.echo
	e.HideBanner, e.HidePort = true, true
	e.JSONSerializer = api.JSON
	e.IPExtractor = echo.ExtractIPDirect()
	e.HTTPErrorHandler = s.fail
	e.Pre(s.record, s.recoverPanics, s.headers, s.refuseOdd, s.refuseForeign, s.chooseLanguage, s.chooseComfort)

	g := e.Group("", s.hop, s.cookies)

	// Students, and visitors who have not joined yet.
	get(g, "/", s.joinForm)
	get(g, "/join", s.joinForm)
	g.POST("/join", s.join, s.guarded)
	get(g, "/j/:code", s.joinClass, s.guarded)
	get(g, "/card", s.cardForm)
	g.POST("/card", s.useCard, s.guarded)
	get(g, "/class", s.class)
	g.POST("/leave", s.leave)
	get(g, "/assignment/:id", s.assignment)
	g.POST("/assignment/:id", s.startAttempt)
	get(g, "/attempt/:id", s.attempt)
	get(g, "/attempt/:id/review", s.review)
	get(g, "/attempt/:id/ends", s.attemptEnds)
	g.POST("/attempt/:id/submit", s.submit)
	get(g, "/attempt/:id/result", s.result)
	g.POST("/attempt/:id/challenge", s.challengeResult)
	get(g, "/attempt/:id/:n", s.question)
	g.POST("/attempt/:id/:n", s.answer)
	both(g, "/practice", s.practiceForm, s.practice)
	get(g, "/help", s.help)
	get(g, "/help/:topic", s.topic)
	get(g, "/privacy", s.privacy)
	get(g, "/pack/:slug", s.packCard)

	s.staffRoutes(g)
	s.reviewRoutes(g)

	// Programs.
	get(g, "/api", s.apiPage)
	get(e, "/api/openapi.json", s.apiDocument)
	api.Register(e.Group("/api/v1", s.bearer, s.guardedJoin), s.store, s.boards)

	// Files and probes.
	get(e, "/static/:name", s.static)
	get(e, "/livez", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	get(e, "/readyz", s.ready)

	// Groups put their own answer here, which knows of no other methods.
	for _, path := range []string{"", "/*", "/api/v1", "/api/v1/*"} {
		e.RouteNotFound(path, s.nowhere)
	}
}

// staffRoutes is every page of teachers and reviewers.
func (s *Server) staffRoutes(g *echo.Group) {
	get(g, "/sign-in", s.signInForm)
	g.POST("/sign-in", s.signIn, s.guarded)
	g.POST("/sign-out", s.signOut)
	both(g, "/setup/:secret", s.setUpForm, s.setUp)
	both(g, "/link/:secret", s.linkForm, s.useLink)
	get(g, "/teach/account", s.accountForm)
	g.POST("/teach/account", s.changePassword, s.guarded)

	both(g, "/teach", s.classes, s.makeClass)
	get(g, "/teach/class/:id", s.teachClass)
	get(g, "/teach/class/:id/projector", s.projector)
	both(g, "/teach/class/:id/edit", s.editClass, s.saveClass)
	both(g, "/teach/class/:id/delete", s.askDeleteClass, s.deleteClass)
	g.POST("/teach/class/:id/code", s.newCode)
	g.POST("/teach/class/:id/joining", s.setJoining)
	both(g, "/teach/class/:id/students", s.addForm, s.addStudents)
	both(g, "/teach/class/:id/cards", s.cardsForm, s.makeCards)
	both(g, "/teach/class/:id/teachers", s.teachers, s.invite)
	both(g, "/teach/class/:id/teachers/:account/remove", s.askRemoveTeacher, s.removeTeacher)
	both(g, "/teach/class/:id/teachers/:account/owner", s.askHandOver, s.handOver)
	g.POST("/teach/invitation/:invitation/accept", s.accept)
	g.POST("/teach/invitation/:invitation/decline", s.decline)
	g.POST("/teach/class/:id/archive", s.archive)
	both(g, "/teach/class/:id/seat/:seat", s.teachSeat, s.saveSeat)
	get(g, "/teach/class/:id/seat/:seat/scores", s.teachPupil)
	g.POST("/teach/class/:id/seat/:seat/code", s.newSeatCode)
	both(g, "/teach/class/:id/seat/:seat/merge", s.askMerge, s.merge)
	both(g, "/teach/class/:id/seat/:seat/remove", s.askRemoveSeat, s.removeSeat)

	both(g, "/teach/class/:id/assignment/new", s.setForm, s.setQuiz)
	get(g, "/teach/assignment/:id", s.teachAssignment)
	g.GET("/teach/assignment/:id/live", s.watchBoard)
	get(g, "/teach/assignment/:id/projector", s.projectQuiz)
	g.POST("/teach/assignment/:id/close", s.closeQuiz)
	g.POST("/teach/assignment/:id/close/off", s.callOff)
	get(g, "/teach/assignment/:id/seat/:seat/help", s.helpStudent)
	g.POST("/teach/assignment/:id/state", s.setState)
	both(g, "/teach/assignment/:id/settings", s.settingsForm, s.saveSettings)
	both(g, "/teach/assignment/:id/copy", s.copyForm, s.copyQuiz)
	both(g, "/teach/assignment/:id/release", s.askRelease, s.release)
	g.POST("/teach/assignment/:id/unrelease", s.unrelease)
	get(g, "/teach/assignment/:id/scores", s.teachScores)
	get(g, "/teach/assignment/:id/confusion", s.teachConfusion)
	get(g, "/teach/assignment/:id/items", s.teachItems)
	both(g, "/teach/assignment/:id/rescore", s.rescoreForm, s.previewRescore)
	both(g, "/teach/assignment/:id/rescore/:preview", s.rescorePreview, s.applyRescore)
	get(g, "/teach/assignment/:id/rescores", s.ledger)
	get(g, "/teach/assignment/:id/items/:number", s.teachItem)
	g.POST("/teach/assignment/:id/items/:number/challenge", s.challengeItem)
	get(g, "/teach/assignment/:id/seat/:seat", s.teachResult)
	both(g, "/teach/assignment/:id/seat/:seat/void", s.askVoid, s.void)
	both(g, "/teach/assignment/:id/seat/:seat/reopen", s.askReopen, s.reopen)

	get(g, "/teach/compare", s.compare)
	get(g, "/teach/packs", s.packs)
	get(g, "/teach/packs/:slug", s.pack)
	g.POST("/teach/packs/:slug/challenge", s.challengePack)
	both(g, "/teach/packs/:slug/words", s.packWords, s.bindPack)
	g.POST("/teach/packs/:slug/words/forget", s.forgetWords)
}

// reviewRoutes is every page of reviewers.
func (s *Server) reviewRoutes(g *echo.Group) {
	get(g, "/review", s.reviewHome)
	both(g, "/review/import", s.importForm, s.importFile)
	get(g, "/review/challenges", s.challenges)
	g.POST("/review/challenge/:id", s.answerChallenge)

	both(g, "/review/source/new", s.newText, s.addText)
	both(g, "/review/source/:id", s.source, s.markPassages)
	both(g, "/review/source/:id/remove", s.askRemoveText, s.removeText)

	get(g, "/review/pack/:slug", s.reviewPack)
	get(g, "/review/pack/:slug/readings", s.readings)
	get(g, "/review/pack/:slug/agreement", s.agreement)
	get(g, "/review/pack/:slug/items", s.reviewItems)
	get(g, "/review/pack/:slug/history", s.history)
	get(g, "/review/pack/:slug/export", s.export)
	both(g, "/review/pack/:slug/guide", s.guide, s.saveGuide)
	both(g, "/review/pack/:slug/drop", s.askDropDraft, s.dropDraft)
	g.POST("/review/pack/:slug/ratify", s.ratify)
	g.POST("/review/pack/:slug/publish", s.publish)
	g.POST("/review/pack/:slug/correct", s.correct)

	both(g, "/review/passage/:id", s.readPassage, s.giveReading)
	g.POST("/review/passage/:id/undo", s.undoReading)
	both(g, "/review/passage/:id/wording", s.wording, s.saveWording)
	both(g, "/review/passage/:id/remove", s.askRemovePassage, s.removePassage)
	both(g, "/review/passage/:id/settle", s.settle, s.decide)
}

// router is what routes are added to: the service or a group of it.
type router interface {
	Add(method, path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
}

// get routes GET and HEAD.
func get(r router, path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) {
	r.Add(http.MethodGet, path, h, m...)
	r.Add(http.MethodHead, path, h, m...)
}

// both routes a form: read with GET and HEAD, sent with POST.
func both(r router, path string, show, take echo.HandlerFunc) {
	get(r, path, show)
	r.Add(http.MethodPost, path, take)
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// HTTPServer returns a server for s with the time-outs and sizes that keep slow
// or greedy clients from taking it over. The caller sets its address. Its Shutdown
// ends the open boards, which would otherwise never be done.
func (s *Server) HTTPServer() *http.Server {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      15 * time.Second,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
		// What net/http itself says names addresses of visitors.
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	server.RegisterOnShutdown(s.boards.Close)
	return server
}

// nowhere answers for an address that does not exist, or not with this method:
// then it says which methods it has.
func (s *Server) nowhere(c echo.Context) error {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		other := s.echo.NewContext(nil, nil)
		s.echo.Router().Find(method, echo.GetPath(c.Request()), other)
		if found := other.Path(); found != "" && found != "/api/v1" && !strings.HasSuffix(found, "*") {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		return echo.ErrNotFound
	}
	c.Response().Header().Set("Allow", strings.Join(allowed, ", "))
	return echo.ErrMethodNotAllowed
}

// ready reports whether an answer could be stored now.
func (s *Server) ready(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), time.Second)
	defer cancel()
	if err := s.store.Ready(ctx); err != nil {
		s.log.Error("not ready", "error", err.Error())
		return c.String(http.StatusServiceUnavailable, "not ready\n")
	}
	return c.String(http.StatusOK, "ready\n")
}

// isAPI reports whether the request is for a program, which gets its errors as
// JSON and may send a bearer token.
func isAPI(c echo.Context) bool { return strings.HasPrefix(c.Request().URL.Path, "/api/") }
