package api_test

import (
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"discern/quiz/store"
	"discern/web/api"
)

// The actors, in the order of the cells: nobody, the student, another one of the
// class, one of another class, the teacher, another teacher, a reviewer and an
// administrator.
var actors = []string{"AN", "S", "S2", "SB", "TA", "TB", "RV", "AD"}

// The matrix of permissions for the routes of the API: the objects are those of
// class A, student S and teacher TA. What an administrator may only do by
// breaking the glass is refused, as that is not built.
var matrix = []struct {
	operation, call, body string
	cells                 string
}{
	{"join", "POST /join", `{"code":"{code}","name":"New"}`, "201 200 200 201 403 403 403 403"},
	{"me", "GET /me", "", "401 200 200 200 403 403 403 403"},
	{"startAttempt", "POST /assignments/{assignment}/attempts", "{}", "401 200 201 404 403 404 404 404"},
	{"getAttempt", "GET /attempts/{attempt}", "", "401 200 404 404 200 404 404 403"},
	{"putAnswer", "PUT /attempts/{attempt}/answers/1", `{"label":"fact"}`, "401 200 404 404 403 404 404 403"},
	{"submitAttempt", "POST /attempts/{attempt}/submit", "{}", "401 200 404 404 403 404 404 403"},
	{"getResult", "GET /attempts/{attempt}/result", "", "401 403 404 404 200 404 404 403"},
	{"voidAttempt", "POST /attempts/{attempt}/void", `{"reason":"drill"}`, "401 403 404 404 200 404 404 403"},
	{"reopenAttempt", "POST /attempts/{handed}/reopen", `{"reason":"drill"}`, "401 403 404 404 200 404 404 403"},
	{"listClasses", "GET /classes", "", "401 403 403 403 200 200 403 403"},
	{"createClass", "POST /classes", `{"title":"8C"}`, "401 403 403 403 201 201 403 403"},
	{"getClass", "GET /classes/{class}", "", "401 403 403 404 200 404 404 404"},
	{"updateClass", "PATCH /classes/{class}", `{"joining":false}`, "401 403 403 404 200 404 404 403"},
	{"deleteClass", "DELETE /classes/{class}", "", "401 403 403 404 204 404 404 204"},
	{"rotateCode", "POST /classes/{class}/code", "", "401 403 403 404 200 404 404 403"},
	{"listSeats", "GET /classes/{class}/seats", "", "401 403 403 404 200 404 404 403"},
	{"addSeats", "POST /classes/{class}/seats", `{"names":["Zoe"]}`, "401 403 403 404 201 404 404 403"},
	{"makeCards", "POST /classes/{class}/cards", `{"seats":["{seat}"]}`, "401 403 403 404 200 404 404 403"},
	{"handOver", "PUT /classes/{class}/owner", `{"account":"{co}"}`, "401 403 403 404 200 404 404 403"},
	{"listTeachers", "GET /classes/{class}/teachers", "", "401 403 403 404 200 404 404 404"},
	{"inviteTeacher", "POST /classes/{class}/teachers", `{"email":"new@school.example"}`, "401 403 403 404 201 404 404 403"},
	{"removeTeacher", "DELETE /classes/{class}/teachers/{co}", "", "401 403 403 404 204 404 404 403"},
	{"listInvitations", "GET /invitations", "", "401 403 403 403 200 200 403 403"},
	{"acceptInvitation", "POST /invitations/{invitation}", "{}", "401 403 403 403 404 200 403 403"},
	{"declineInvitation", "DELETE /invitations/{invitation}", "", "401 403 403 403 204 204 403 403"},
	{"mergeSeats", "POST /seats/{seat}/merge", `{"with":"{twin}"}`, "401 403 404 404 200 404 404 403"},
	{"updateSeat", "PATCH /seats/{seat}", `{"name":"Anna"}`, "401 403 404 404 200 404 404 403"},
	{"deleteSeat", "DELETE /seats/{seat}", "", "401 403 404 404 204 404 404 204"},
	{"newSeatCode", "POST /seats/{seat}/code", "", "401 403 404 404 200 404 404 403"},
	{"getSeatScores", "GET /seats/{seat}/scores", "", "401 403 404 404 200 404 404 403"},
	{"exportSeat", "GET /seats/{seat}/export", "", "401 200 404 404 200 404 404 403"},
	{"listAssignments", "GET /classes/{class}/assignments", "", "401 403 403 404 200 404 404 404"},
	{"createAssignment", "POST /classes/{class}/assignments", `{"pack":"everyday"}`, "401 403 403 404 201 404 404 404"},
	{"getAssignment", "GET /assignments/{assignment}", "", "401 403 403 404 200 404 404 404"},
	{"updateAssignment", "PATCH /assignments/{assignment}", `{"settings":{"attempts":2}}`, "401 403 403 404 200 404 404 404"},
	{"copyAssignment", "POST /assignments/{assignment}/copies", `{"classes":["{class}"]}`, "401 403 403 404 201 404 404 404"},
	{"compareClasses", "GET /packs/macron-leaks/comparison", "", "401 403 403 403 200 200 403 403"},
	{"release", "POST /assignments/{assignment}/release", `{"confirm":"close"}`, "401 403 403 404 200 404 404 403"},
	{"takeBackRelease", "DELETE /assignments/{closed}/release", "", "401 403 403 404 204 404 404 403"},
	{"watchAssignment", "GET /assignments/{assignment}/live?once=true", "", "401 403 403 404 200 404 404 404"},
	{"getScores", "GET /assignments/{assignment}/scores", "", "401 403 403 404 200 404 404 403"},
	{"getConfusion", "GET /assignments/{assignment}/confusion", "", "401 403 403 404 200 404 404 403"},
	{"getScoresTable", "GET /assignments/{assignment}/scores.csv", "", "401 403 403 404 200 404 404 403"},
	{"getAnswersTable", "GET /assignments/{assignment}/answers.csv", "", "401 403 403 404 200 404 404 403"},
	{"getScoresWorkbook", "GET /assignments/{assignment}/scores.xlsx", "", "401 403 403 404 200 404 404 403"},
	{"getAnswersWorkbook", "GET /assignments/{assignment}/answers.xlsx", "", "401 403 403 404 200 404 404 403"},
	{"getConfidence", "GET /assignments/{assignment}/confidence", "", "401 403 403 404 200 404 404 403"},
	{"getItems", "GET /assignments/{assignment}/items", "", "401 403 403 404 200 404 404 403"},
	{"rescore", "POST /assignments/{assignment}/rescore", `{"policy":"drop","passages":[1],"preview":true}`, "401 403 403 404 200 404 404 403"},
	{"listRescores", "GET /assignments/{assignment}/rescores", "", "401 403 403 404 200 404 404 403"},
	{"getItemsTable", "GET /assignments/{assignment}/items.csv", "", "401 403 403 404 200 404 404 403"},
	{"listPacks", "GET /packs", "", "401 403 403 403 200 200 200 200"},
	{"getPack", "GET /packs/macron-leaks", "", "401 404 404 404 200 200 200 404"},
	{"getPackVersion", "GET /packs/macron-leaks/versions/1", "", "401 404 404 404 200 200 200 404"},
	{"listVersions", "GET /packs/macron-leaks/versions", "", "401 403 403 403 200 200 200 200"},
	{"diffVersions", "GET /packs/macron-leaks/diff?from=1&to=1", "", "401 404 404 404 200 200 200 404"},
	{"getAgreement", "GET /packs/macron-leaks/agreement", "", "401 404 404 404 200 200 200 404"},
	{"getPooledItems", "GET /packs/macron-leaks/items", "", "401 403 403 403 403 403 200 403"},
	{"getBinding", "GET /packs/macron-leaks/binding", "", "401 403 403 403 200 200 200 403"},
	{"bindPack", "PUT /packs/macron-leaks/binding", `{"text":"Nothing of it."}`, "401 403 403 403 200 200 200 403"},
	{"unbindPack", "DELETE /packs/macron-leaks/binding", "", "401 403 403 403 204 204 204 403"},
	{"publish", "POST /packs/{pack}/versions", "{}", "401 403 403 403 403 403 422 403"},
	{"listSources", "GET /sources", "", "401 403 403 403 403 403 200 200"},
	{"addSource", "POST /sources", `{"title":"A walk","text":"It rained. It was a bad walk."}`, "401 403 403 403 403 403 201 403"},
	{"getSource", "GET /sources/{source}", "", "401 403 403 403 403 403 200 200"},
	{"removeSourceText", "DELETE /sources/{source}/text", "", "401 403 403 403 403 403 204 403"},
	{"addPassages", "POST /sources/{source}/passages", `{"paragraph":0,"start":0,"end":9}`, "401 403 403 403 403 403 201 403"},
	{"listDrafts", "GET /drafts", "", "401 403 403 403 403 403 200 200"},
	{"correctPack", "POST /drafts", `{"pack":"everyday"}`, "401 403 403 403 403 403 201 403"},
	{"getDraft", "GET /drafts/{draft}", "", "401 403 403 403 403 403 200 200"},
	{"updateDraft", "PATCH /drafts/{draft}", `{"about":"A walk."}`, "401 403 403 403 403 403 200 403"},
	{"deleteDraft", "DELETE /drafts/{draft}", "", "401 403 403 403 403 403 204 403"},
	{"myReadings", "GET /drafts/{draft}/reading", "", "401 403 403 403 403 403 200 403"},
	{"getQueue", "GET /drafts/{draft}/queue", "", "401 403 403 403 403 403 200 403"},
	{"ratify", "POST /drafts/{draft}/ratify", "", "401 403 403 403 403 403 200 403"},
	{"getMissing", "GET /drafts/{draft}/missing", "", "401 403 403 403 403 403 200 403"},
	{"getPassage", "GET /passages/{passage}", "", "401 403 403 403 403 403 200 403"},
	{"updatePassage", "PATCH /passages/{passage}", `{"text":"There was rain."}`, "401 403 403 403 403 403 200 403"},
	{"removePassage", "DELETE /passages/{passage}", "", "401 403 403 403 403 403 204 403"},
	{"getReview", "GET /passages/{read}/review", "", "401 403 403 403 403 403 200 403"},
	{"putReview", "PUT /passages/{passage}/review", `{"label":"fact","confidence":3}`, "401 403 403 403 403 403 200 403"},
	{"undoReview", "DELETE /passages/{read}/review", "", "401 403 403 403 403 403 204 403"},
	{"decide", "PUT /passages/{read}/decision", `{"label":"fact","status":"adjudicated","rationale":"One can look."}`, "401 403 403 403 403 403 200 403"},
	{"challenge", "POST /passages/{asked}/challenges", `{"reason":"I read it differently."}`, "401 403 404 404 201 201 201 403"},
	{"listChallenges", "GET /challenges", "", "401 200 200 200 200 200 200 200"},
	{"answerChallenge", "PUT /challenges/{challenge}/answer", `{"answer":"We read it again."}`, "401 403 403 403 403 403 200 403"},
}

func TestPermissions(t *testing.T) {
	listed := map[string]bool{}
	reading := newWorld(t) // reading changes nothing
	for _, row := range matrix {
		listed[row.operation] = true
		t.Run(row.operation, func(t *testing.T) {
			w := reading
			if !strings.HasPrefix(row.call, "GET") {
				w = newWorld(t)
			}
			cells := strings.Fields(row.cells)
			// What is refused comes first, as what is allowed changes the world.
			for _, allowed := range []bool{false, true} {
				for i, cell := range cells {
					if want, _ := strconv.Atoi(cell); (want < 300) == allowed {
						if allowed && strings.HasPrefix(row.call, "DELETE") {
							w = newWorld(t) // the one before has erased it
						}
						w.cell(actors[i], row.call, row.body, want)
					}
				}
			}
		})
	}
	for _, group := range api.Doc().Groups {
		for _, call := range group.Calls {
			if !listed[call.ID] {
				t.Errorf("%s %s (%s) has no row in the matrix", call.Method, call.Path, call.ID)
			}
		}
	}
}

// Whoever is no longer anybody is a visitor, on every route.
func TestGhosts(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	gone := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	gone(w.store.DisableTeacher(ctx, "rv@school.example"))
	w.ask(w.tokens["TA"], "DELETE", "/seats/"+w.ids["{seat}"], nil).is(204)
	w.ask(w.tokens["TB"], "DELETE", "/classes/"+w.ids["{classB}"], nil).is(204)
	who, err := w.store.Authenticate(ctx, w.tokens["S2"])
	gone(err)
	gone(w.store.SignOut(ctx, who))
	w.tokens["made up"] = strings.Repeat("A", 64)
	w.tokens["malformed"] = "x"
	for _, ghost := range []string{"RV", "S", "SB", "S2", "made up", "malformed"} {
		for _, row := range matrix[1:] {
			method, path, _ := strings.Cut(row.call, " ")
			got := w.ask(w.tokens[ghost], method, w.fill(path), body(row.body))
			if got.status != 401 {
				t.Errorf("%s: %s = %d, want 401", ghost, row.call, got.status)
			}
		}
	}
}

// world is a site with two classes.
type world struct {
	*site
	tokens map[string]string
	ids    map[string]string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{site: newSite(t, store.Options{}), tokens: map[string]string{}, ids: map[string]string{}}
	for name, role := range map[string]string{"TA": "teacher", "TB": "teacher", "RV": "reviewer", "AD": "admin"} {
		w.tokens[name] = w.token(strings.ToLower(name)+"@school.example", role)
	}
	class := w.ask(w.tokens["TA"], "POST", "/classes", object{"title": "A"}).is(201)
	other := w.ask(w.tokens["TB"], "POST", "/classes", object{"title": "B"}).is(201)
	w.ids["{class}"], w.ids["{classB}"], w.ids["{code}"] = class.str("id"), other.str("id"), class.str("code")
	for name, code := range map[string]string{"S": class.str("code"), "S2": class.str("code"), "SB": other.str("code")} {
		joined := w.ask("", "POST", "/join", object{"code": code, "name": name}).is(201)
		w.tokens[name] = joined.str("token")
		if name == "S" {
			w.ids["{seat}"] = joined.str("seat.id")
		}
	}
	w.ids["{assignment}"], w.ids["{attempt}"] = w.begun(w.ids["{class}"])
	w.ids["{closed}"], w.ids["{handed}"] = w.begun(w.ids["{class}"])
	w.ask(w.tokens["TA"], "PATCH", "/assignments/"+w.ids["{closed}"], object{"state": "closed"}).is(200)
	w.ids["{asked}"] = w.ask(w.tokens["S"], "GET", "/attempts/"+w.ids["{attempt}"], nil).is(200).str("questions.0.passage.id")
	w.colleagues()
	w.review()
	return w
}

// colleagues gives class A another teacher, invites TB, who has not accepted,
// and puts a student on the list once more.
func (w *world) colleagues() {
	w.t.Helper()
	ta, teachers := w.tokens["TA"], "/classes/"+w.ids["{class}"]+"/teachers"
	tc := w.token("tc@school.example", "teacher")
	joining := w.ask(ta, "POST", teachers, object{"email": "tc@school.example"}).is(201).str("id")
	w.ask(tc, "POST", "/invitations/"+joining, nil).is(200)
	w.ids["{co}"] = w.ask(tc, "GET", teachers, nil).is(200).str("teachers.1.account")
	w.ids["{invitation}"] = w.ask(ta, "POST", teachers, object{"email": "tb@school.example"}).is(201).str("id")
	w.ids["{twin}"] = w.ask(ta, "POST", "/classes/"+w.ids["{class}"]+"/seats", object{"names": []string{"S again"}}).is(201).str("0.id")
}

// review begins a review, in which RV has read one of two passages.
func (w *world) review() {
	w.t.Helper()
	rv := w.tokens["RV"]
	source := w.ask(rv, "POST", "/sources", object{"title": "Rain", "text": "It rained on Monday. Monday was a bad day."}).is(201)
	w.ids["{source}"], w.ids["{draft}"], w.ids["{pack}"] = source.str("id"), source.str("draft"), source.str("pack")
	for i, name := range []string{"{passage}", "{read}"} {
		span := object{"paragraph": 0, "start": []int{0, 21}[i], "end": []int{20, 42}[i]}
		w.ids[name] = w.ask(rv, "POST", "/sources/"+w.ids["{source}"]+"/passages", span).is(201).str("id")
	}
	w.ask(rv, "PUT", "/passages/"+w.ids["{read}"]+"/review", object{"label": "opinion", "confidence": 2}).is(200)
	known := w.ask(w.tokens["TB"], "GET", "/packs/macron-leaks", nil).is(200).str("passages.0.id")
	w.ids["{challenge}"] = w.ask(w.tokens["TB"], "POST", "/passages/"+known+"/challenges", object{"reason": "I read it as an inference."}).is(201).str("id")
}

// begun sets a quiz for a class and lets S begin it.
func (w *world) begun(class string) (assignment, attempt string) {
	w.t.Helper()
	assignment = w.ask(w.tokens["TA"], "POST", "/classes/"+class+"/assignments", object{"pack": "everyday"}).is(201).str("id")
	w.ask(w.tokens["TA"], "PATCH", "/assignments/"+assignment, object{"state": "open"}).is(200)
	return assignment, w.ask(w.tokens["S"], "POST", "/assignments/"+assignment+"/attempts", nil).is(201).str("id")
}

func (w *world) fill(text string) string {
	for name, id := range w.ids {
		text = strings.ReplaceAll(text, name, id)
	}
	return text
}

func body(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// cell makes one call as an actor. Not found has to look just like an object
// that does not exist, and like an id that cannot be one.
func (w *world) cell(actor, call, text string, want int) {
	w.t.Helper()
	method, path, _ := strings.Cut(call, " ")
	got := w.ask(w.tokens[actor], method, w.fill(path), body(w.fill(text)))
	if got.status != want {
		w.t.Errorf("%s: %s = %d %s, want %d", actor, call, got.status, got.text, want)
	}
	if want != 404 || !strings.Contains(path, "{") {
		return
	}
	at, end := strings.Index(path, "{"), strings.Index(path, "}")
	for _, id := range []string{uuid.NewString(), "x", strings.Repeat("9", 36)} {
		missing := w.ask(w.tokens[actor], method, path[:at]+id+path[end+1:], body(text))
		if missing.status != 404 || missing.text != got.text {
			w.t.Errorf("%s: %s with id %s = %d %s, want what a foreign one gives: %s", actor, call, id, missing.status, missing.text, got.text)
		}
	}
}

// What no route is for is not found, whoever asks.
func TestNoRoute(t *testing.T) {
	s := newSite(t, store.Options{})
	for _, token := range []string{"", s.token("ta@school.example", "teacher")} {
		for path, status := range map[string]int{"/nothing": 404, "/classes/x/nothing": 404, "/attempts": 404} {
			if got := s.ask(token, "GET", path, nil); got.status != status {
				t.Errorf("GET %s = %d, want %d", path, got.status, status)
			}
		}
	}
	w := httptest.NewRecorder()
	s.web.ServeHTTP(w, httptest.NewRequest("DELETE", "/api/v1/me", nil))
	if w.Code != 405 && w.Code != 404 {
		t.Errorf("DELETE /me = %d, want 405 or 404", w.Code)
	}
}
