package api_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// review takes a text to a published pack, corrects it, and throws things away:
// every operation on reviews is used.
func (l *lesson) review() {
	t := l.t
	t.Helper()
	ana, ben := l.token("a@school.example", "reviewer"), l.token("b@school.example", "reviewer")
	passages, pack, draft := l.marked(ana)
	for _, p := range passages[:2] {
		l.ask(ana, "GET", "/passages/"+p+"/review", nil).problem(403, "read_first")
		l.ask(ana, "PUT", "/passages/"+p+"/decision", decided("fact", "adjudicated")).problem(403, "read_first")
		for _, who := range []string{ana, ben} {
			l.ask(who, "PUT", "/passages/"+p+"/review", object{"label": "fact", "confidence": 3, "note": "One can look."}, "If-Match", `"1"`).is(200)
		}
	}
	l.ask(ben, "GET", "/packs/"+pack+"/agreement", nil).is(200)
	l.ask(ana, "PUT", "/passages/"+passages[1]+"/review", object{"label": "maybe", "confidence": 3}).problem(422, "label")
	l.ask(ana, "DELETE", "/passages/"+passages[1]+"/review", nil).is(204)
	l.ask(ana, "PUT", "/passages/"+passages[1]+"/review", object{"label": "opinion", "second": "fact", "confidence": 1}).is(200)
	if again := l.ask(ana, "PUT", "/passages/"+passages[1]+"/review", object{"label": "opinion", "second": "fact", "confidence": 1}).is(200); again.str("second") != "fact" || again.get("done") != 2.0 {
		t.Errorf("reading = %s", again.text)
	}
	l.ask(ana, "GET", "/drafts/"+draft+"/reading", nil).is(200)
	queue := l.ask(ana, "GET", "/drafts/"+draft+"/queue", nil).is(200)
	if queue.str("proposed.0.passage.id") != passages[0] || queue.str("contested.0.passage.id") != passages[1] {
		t.Errorf("queue = %s", queue.text)
	}
	l.ask(ana, "PUT", "/passages/"+passages[1]+"/review", object{"label": "fact", "confidence": 3}).problem(409, "state")
	if n := l.ask(ana, "POST", "/drafts/"+draft+"/ratify", nil).is(200).get("ratified"); n != 1.0 {
		t.Errorf("ratified = %v, want 1", n)
	}
	refused := l.ask(ana, "POST", "/packs/"+pack+"/versions", nil).problem(422, "not_ready")
	if refused.str("missing.0.field") != "rationale" || refused.str("missing.0.passage") != passages[0] {
		t.Errorf("publish = %s", refused.text)
	}
	l.ask(ana, "PUT", "/passages/"+passages[0]+"/decision", decided("fact", "agreed"), "If-Match", `"9"`).problem(409, "conflict")
	l.ask(ana, "PUT", "/passages/"+passages[0]+"/decision", decided("fact", "agreed"), "If-Match", `"1"`).is(200)
	l.ask(ben, "PUT", "/passages/"+passages[1]+"/decision", decided("fact", "agreed")).problem(422, "status")
	l.ask(ben, "PUT", "/passages/"+passages[1]+"/decision", decided("fact", "adjudicated")).is(200)
	if settled := l.ask(ana, "GET", "/passages/"+passages[1]+"/review", nil).is(200); settled.get("of") != 2.0 || settled.str("decision.label") != "fact" {
		t.Errorf("review = %s", settled.text)
	}
	if missing := l.ask(ana, "GET", "/drafts/"+draft+"/missing", nil).is(200); missing.text != "[]\n" {
		t.Errorf("missing = %s, want nothing", missing.text)
	}
	first := l.ask(ana, "POST", "/packs/"+pack+"/versions", object{}, "Idempotency-Key", "p1").is(201)
	if again := l.ask(ana, "POST", "/packs/"+pack+"/versions", object{}, "Idempotency-Key", "p1").is(201); again.text != first.text {
		t.Errorf("published again = %s, want %s", again.text, first.text)
	}
	l.ask(ana, "POST", "/packs/"+pack+"/versions", nil).problem(409, "state")
	l.correct(ana, pack, passages[0])
}

func decided(label, status string) object {
	return object{"label": label, "status": status, "rationale": "One can look.", "cues": []object{{"start": 0, "end": 2}}}
}

// marked brings in a text and makes two passages of it.
func (l *lesson) marked(token string) (passages []string, pack, draft string) {
	l.t.Helper()
	body := object{"title": "The rain report", "author": "The caretaker", "text": "It rained. It was bad.\n\nIt rained again. It was worse."}
	source := l.ask(token, "POST", "/sources", body, "Idempotency-Key", "s1").is(201)
	if again := l.ask(token, "POST", "/sources", body, "Idempotency-Key", "s1").is(201); again.str("id") != source.str("id") {
		l.t.Errorf("the same text again = %s", again.text)
	}
	id, draft, pack := source.str("id"), source.str("draft"), source.str("pack")
	l.ask(token, "POST", "/sources", object{"title": "x", "text": " "}).problem(422, "text")
	l.ask(token, "GET", "/sources", nil).is(200)
	if got := l.ask(token, "GET", "/sources/"+id, nil).is(200); got.str("paragraphs.1.text") != "It rained again. It was worse." {
		l.t.Errorf("source = %s", got.text)
	}
	one := l.ask(token, "POST", "/sources/"+id+"/passages", object{"paragraph": 1, "start": 0, "end": 16}).is(201)
	several := l.ask(token, "POST", "/sources/"+id+"/passages", object{"passages": []object{
		{"paragraph": 0, "start": 0, "end": 10}, {"paragraph": 0, "start": 11, "end": 22, "text": "It was not good."}}}).is(201)
	if one.str("wording") != "original" || several.get("number") != 1.0 || several.str("passages.1.wording") != "restated" {
		l.t.Errorf("passages = %s, %s", one.text, several.text)
	}
	l.ask(token, "POST", "/sources/"+id+"/passages", object{"paragraph": 7, "start": 0, "end": 10}).problem(422, "paragraph")
	l.ask(token, "DELETE", "/passages/"+several.str("passages.1.id"), nil).is(204)
	l.ask(token, "GET", "/passages/"+one.str("id"), nil).is(200)
	l.ask(token, "PATCH", "/passages/"+one.str("id"), object{"text": "It rained again."}, "If-Match", `"1"`).is(200) // as it is
	l.ask(token, "PATCH", "/drafts/"+draft, object{"about": "Two days of rain."}, "If-Match", `"1"`).is(200)
	l.ask(token, "PATCH", "/drafts/"+draft, object{"about": "Rain."}, "If-Match", `"1"`).problem(409, "conflict")
	l.ask(token, "GET", "/drafts", nil).is(200)
	l.ask(token, "DELETE", "/sources/"+id+"/text", nil).is(204)
	return []string{several.str("id"), one.str("id")}, pack, draft
}

// correct makes a second version, with what is said against the first.
func (l *lesson) correct(token, pack, passage string) {
	l.t.Helper()
	c := l.ask(l.teacher, "POST", "/passages/"+passage+"/challenges", object{"reason": "“Rained” is a guess."}, "Idempotency-Key", "c1").is(201)
	l.ask(token, "GET", "/challenges", nil).is(200)
	l.ask(token, "PUT", "/challenges/"+c.str("id")+"/answer", object{"answer": "Anybody could see it."}).is(200)
	l.ask(token, "PUT", "/challenges/"+c.str("id")+"/answer", object{"answer": "No."}).problem(409, "state")
	draft := l.ask(token, "POST", "/drafts", object{"pack": pack}).is(201)
	l.ask(token, "PATCH", "/passages/"+passage, object{"text": "There was rain."}).is(200)
	l.ask(token, "PUT", "/passages/"+passage+"/review", object{"label": "fact", "confidence": 3}).is(200)
	l.ask(token, "PUT", "/passages/"+passage+"/decision", decided("fact", "adjudicated")).is(200)
	l.ask(token, "POST", "/packs/"+pack+"/versions", object{}).problem(422, "reason")
	l.ask(token, "POST", "/packs/"+pack+"/versions", object{"reason": "It is shorter."}).is(201)
	diff := l.ask(token, "GET", "/packs/"+pack+"/diff?from=1&to=2", nil).is(200)
	if diff.str("passages.0.fields.0.field") != "text" || diff.str("passages.0.fields.0.words.0.change") != "removed" {
		l.t.Errorf("diff = %s", diff.text)
	}
	if history := l.ask(token, "GET", "/packs/"+pack+"/versions", nil).is(200); history.str("0.reason") != "It is shorter." {
		l.t.Errorf("history = %s", history.text)
	}
	if bound := l.ask(token, "GET", "/packs/"+pack+"/binding", nil).is(200); bound.get("bound") != 0.0 || bound.get("of") != 2.0 {
		l.t.Errorf("binding = %s, want none, as the text was removed", bound.text)
	}
	if bound := l.ask(token, "PUT", "/packs/"+pack+"/binding", object{"text": "News!\n\nIt rained. It was bad."}).is(200); bound.get("bound") != 1.0 {
		l.t.Errorf("binding = %s, want 1", bound.text)
	}
	l.ask(token, "DELETE", "/packs/"+pack+"/binding", nil).is(204)
	// Too few have answered for reviewers to see anything of it.
	if pooled := l.ask(token, "GET", "/packs/macron-leaks/items?version=1", nil).is(200); pooled.get("n") != 0.0 {
		l.t.Errorf("items of all classes = %s, want nothing", pooled.text)
	}
	for _, none := range []string{"x", "0", "7"} {
		l.ask(token, "GET", "/packs/macron-leaks/items?version="+none, nil).problem(404, "not_found")
	}
	known := l.ask(token, "GET", "/packs/macron-leaks/agreement", nil).is(200)
	if figures := fmt.Sprintf("%.1f %.3f", known.get("percent"), known.get("alpha")); figures != "97.5 0.974" || known.get("why") != nil {
		l.t.Errorf("agreement on the built-in pack = %s", known.text)
	}
	other := l.ask(token, "POST", "/drafts", object{"pack": pack, "version": 1}).is(201).str("id")
	if other == draft.str("id") {
		l.t.Error("the correction of a published draft is the same draft")
	}
	l.ask(token, "GET", "/drafts/"+other, nil).is(200)
	l.ask(token, "DELETE", "/drafts/"+other, nil).is(204)
}

// A text may come as a file in a form.
func TestSourceFile(t *testing.T) {
	s := newSite(t, store.Options{})
	token := s.token("a@school.example", "reviewer")
	post := func(fields ...string) reply {
		var b bytes.Buffer
		form := multipart.NewWriter(&b)
		for i := 0; i < len(fields); i += 2 {
			if part, err := form.CreateFormFile(fields[i], "x.txt"); err == nil {
				part.Write([]byte(fields[i+1]))
			}
		}
		form.Close()
		r := httptest.NewRequest("POST", "/api/v1/sources", &b)
		r.Header.Set("Content-Type", form.FormDataContentType())
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		s.web.ServeHTTP(w, r)
		return reply{t, "POST /sources", w.Code, w.Body.String(), w.Header()}
	}
	page := "<html><head><title>Rain</title></head><body><article><p>" + strings.Repeat("It rained, and it was bad. ", 20) + "</p></article></body></html>"
	if got := post("file", page).is(201); got.str("title") != "Rain" || !strings.HasPrefix(got.str("paragraphs.0.text"), "It rained") {
		t.Errorf("page = %s", got.text)
	}
	post("title", "Rain", "file", "%PDF-1.7").problem(422, "text")
	post("title", "Rain", "file", "It rained.", "text", "It rained.").problem(400, "json")
	post("title", "Rain", "secret", "It rained.").problem(400, "json")
	post("title", "Rain", "file", strings.Repeat("It rained. ", 250_000)).is(413)
	post("title", "Rain", "file", strings.Repeat("It rained. ", 192_000)).problem(422, "file")
}

// blindWorld is a draft of six passages in a world of its own; Ben has read them
// and decided some, as labels say. Two such worlds have the same ids and times.
func blindWorld(t *testing.T, labels ...string) (s *site, ana string, passages []string, draft, pack string) {
	now := time.Date(2027, 1, 31, 8, 0, 0, 0, time.UTC)
	s = newSite(t, store.Options{Now: func() time.Time { return now }, Random: rand.NewChaCha8([32]byte{1})})
	ana = s.token("a@school.example", "reviewer")
	ben := s.token("b@school.example", "reviewer")
	source := s.ask(ana, "POST", "/sources", object{"title": "Buses", "text": storetest.Text(3)}).is(201)
	draft, pack = source.str("draft"), source.str("pack")
	for i := range 6 {
		span := object{"paragraph": i / 2, "start": []int{0, 33}[i%2], "end": []int{32, 73}[i%2]}
		passages = append(passages, s.ask(ana, "POST", "/sources/"+source.str("id")+"/passages", span).is(201).str("id"))
	}
	for i, p := range passages {
		label := labels[i%len(labels)]
		s.ask(ben, "PUT", "/passages/"+p+"/review", object{"label": label, "confidence": 1 + i%3, "note": "It says " + label}).is(200)
		if i%2 == 0 {
			s.ask(ben, "PUT", "/passages/"+p+"/decision", decided(label, "adjudicated")).is(200)
		}
	}
	return s, ana, passages, draft, pack
}

// pry is all that Ana gets to see before she has read the last passage, as she
// reads the others.
func pry(t *testing.T, labels ...string) (seen []string) {
	s, ana, passages, draft, pack := blindWorld(t, labels...)
	look := func(method, path string, body any) {
		got := s.ask(ana, method, path, body)
		seen = append(seen, fmt.Sprintf("%s %s: %d %v\n%s", method, path, got.status, got.header, got.text))
	}
	last := passages[5]
	for _, path := range []string{"/drafts", "/drafts/" + draft, "/drafts/" + draft + "/reading", "/drafts/" + draft + "/queue", "/drafts/" + draft + "/missing",
		"/packs", "/packs/" + pack, "/packs/" + pack + "/agreement", "/packs/" + pack + "/versions", "/challenges", "/sources"} {
		look("GET", path, nil)
	}
	for _, p := range passages {
		look("GET", "/passages/"+p, nil)
		look("GET", "/passages/"+p+"/review", nil)
		look("PUT", "/passages/"+p+"/decision", decided("fact", "disputed"))
		look("POST", "/passages/"+p+"/challenges", object{"reason": "Let me see."})
	}
	look("POST", "/packs/"+pack+"/versions", object{})
	look("POST", "/drafts/"+draft+"/ratify", nil)
	for _, p := range passages[:5] {
		look("PUT", "/passages/"+p+"/review", object{"label": "fact", "confidence": 2})
		look("GET", "/passages/"+last+"/review", nil)
		look("GET", "/packs/"+pack+"/agreement", nil)
	}
	look("GET", "/drafts/"+draft, nil)
	look("GET", "/passages/"+last, nil)
	return seen
}

// Two worlds that differ only in others' readings and the key are the same to a
// reviewer before her own reading, byte for byte. The control: after it they are
// not.
func TestBlindReading(t *testing.T) {
	one, other := pry(t, "fact", "inference"), pry(t, "opinion", "fact", "inference")
	if len(one) != len(other) || len(one) < 50 {
		t.Fatalf("%d and %d answers", len(one), len(other))
	}
	for i := range one {
		if one[i] != other[i] {
			t.Errorf("what she sees depends on others:\n%s\n%s", one[i], other[i])
		}
		if strings.Contains(one[i], "It says") {
			t.Errorf("she sees a note of somebody else:\n%s", one[i])
		}
	}
	var after [2]string
	for i, labels := range [][]string{{"fact", "inference"}, {"opinion", "fact", "inference"}} {
		s, ana, passages, _, _ := blindWorld(t, labels...)
		s.ask(ana, "PUT", "/passages/"+passages[0]+"/review", object{"label": "fact", "confidence": 2}).is(200)
		after[i] = s.ask(ana, "GET", "/passages/"+passages[0]+"/review", nil).is(200).text
	}
	if after[0] == after[1] || !strings.Contains(after[0], "It says fact") {
		t.Errorf("after her own reading she sees no difference: %s", after[0])
	}
}
