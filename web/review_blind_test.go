package web

import (
	"math/rand/v2"
	"strings"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// TestBlindPages holds every page of a reviewer who has not read a passage to
// say nothing of what another said and of the key.
func TestBlindPages(t *testing.T) {
	pages := func(swap bool) []string {
		l := twinLunch(t)
		fact, opinion := questions.Fact, questions.Opinion
		if swap {
			fact, opinion = opinion, fact
		}
		l.read(l.two, 0, fact, "3")
		l.read(l.two, 1, opinion, "2")
		l.two.post("/review/passage/"+l.passages[0].ID+"/settle", "label", string(fact), "use", "yes", "rationale", "canary-"+string(opinion), "cue", "0", "revision", "0").is(303)
		l.read(l.one, 2, questions.Opinion, "3")
		l.one.get("/review/passage/"+l.passages[0].ID+"/settle").is(403).says("main .button", "Read it")
		l.one.post("/review/passage/"+l.passages[0].ID+"/settle", "label", "fact", "rationale", "x", "cue", "0").is(403)
		l.one.get("/review/pack/lunch-at-school/agreement").is(403)
		var all []string
		for _, path := range []string{"/review", "/review/pack/lunch-at-school", "/review/pack/lunch-at-school?decide=yes", "/review/pack/lunch-at-school/readings",
			"/review/pack/lunch-at-school/guide", "/review/source/" + l.source.ID, "/review/challenges", "/review/passage/" + l.passages[0].ID, "/review/passage/" + l.passages[1].ID,
			"/review/passage/" + l.passages[1].ID + "/wording"} {
			body := l.one.get(path).is(200).body
			if strings.Contains(body, "canary-"+string(fact)) || strings.Contains(body, "canary-opinion") && path != "/review/passage/"+l.passages[2].ID {
				t.Errorf("%s tells what another reviewer said", path)
			}
			all = append(all, path, body)
		}
		return all
	}
	one, two := pages(false), pages(true)
	for i := range one {
		if one[i] != two[i] && !strings.HasPrefix(one[i], "/review") {
			a, b := strings.Split(one[i], "\n"), strings.Split(two[i], "\n")
			for n := range min(len(a), len(b)) {
				if a[n] != b[n] {
					t.Errorf("%s differs with what another reviewer said: %s / %s", one[i-1], a[n], b[n])
					break
				}
			}
		}
	}
}

// twinLunch is newLunch in a world where the time stands still and nothing is
// left to chance, so that two of them are the same to the last letter.
func twinLunch(t *testing.T) *lunch {
	t.Helper()
	clock := &storetest.Clock{At: sampleTime}
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir(), Now: clock.Now, Random: rand.NewChaCha8([32]byte{4})})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	server, err := New(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return fill(&lunch{t: t, store: s, sit: func(email string, role quiz.Role) *desktop {
		teacher, err := s.AddTeacher(t.Context(), email, "The teacher", role)
		if err != nil {
			t.Fatal(err)
		}
		token, err := s.SignIn(t.Context(), teacher.ID)
		if err != nil {
			t.Fatal(err)
		}
		return &desktop{t: t, server: server, cookies: map[string]string{staffCookie: token}}
	}})
}

// TestCardTellsNoKey swaps the keys of two passages: the page for everybody in
// the school stays the same to the last letter.
func TestCardTellsNoKey(t *testing.T) {
	card := func(swap bool) string {
		l := twinLunch(t)
		pack := storetest.Pack(t, "everyday.json")
		pack.Slug, pack.ID = "other-days", l.source.ID
		for i := range pack.Items {
			pack.Items[i].ID = l.passages[0].ID[:34] + string(rune('a'+i/10)) + string(rune('0'+i%10))
		}
		if a, b := &pack.Items[0], &pack.Items[1]; swap {
			if a.Label == b.Label {
				t.Fatal("the first two passages have the same key")
			}
			a.Label, b.Label, a.Readings, b.Readings, a.Rationale = b.Label, a.Label, b.Readings, a.Readings, "canary"
		}
		if _, _, err := l.store.ImportPack(t.Context(), pack); err != nil {
			t.Fatal(err)
		}
		return l.one.get("/pack/other-days").is(200).has("section[aria-labelledby=agree] p", 1).body
	}
	if card(false) != card(true) {
		t.Error("the page for everybody differs with the key")
	}
}
