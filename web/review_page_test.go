package web

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// schoolLife is a text of our own with four sentences in two paragraphs.
const schoolLife = "The school has opened a second kitchen this week. The queue at noon will be shorter from now on.\n\n" +
	"The new soup is the best one in town. Some pupils bring their own food."

// lunch is a text in the making, with two reviewers.
type lunch struct {
	t        *testing.T
	store    *store.Store
	sit      func(email string, role quiz.Role) *desktop
	one, two *desktop
	source   quiz.Source
	passages []quiz.DraftPassage
}

// newLunch brings the text in by the pages and marks all of it.
func newLunch(t *testing.T) *lunch {
	t.Helper()
	s, sit := newDesktops(t)
	return fill(&lunch{t: t, store: s, sit: sit})
}

func fill(l *lunch) *lunch {
	t, s := l.t, l.store
	t.Helper()
	l.one, l.two = l.sit("one@school.example", quiz.Reviewer), l.sit("two@school.example", quiz.Reviewer)
	where := l.one.post("/review/source/new", "title", "Lunch at school", "author", "A pupil", "language", "en", "text", schoolLife, "intent", "a").to("/review/source/")
	var err error
	if l.source, err = s.Source(t.Context(), l.one.who(), strings.TrimPrefix(where, "/review/source/")); err != nil {
		t.Fatal(err)
	}
	page := l.one.get(where).is(200).has(".mark input", 4)
	fields := []string{"wording", "original"}
	for _, box := range page.all(".mark input") {
		value, _ := has(box, "value")
		fields = append(fields, "mark", value)
	}
	l.one.post(where, fields...).to(where + "?added=4")
	l.one.get(where+"?added=4").is(200).has(".mark input", 0).has(".made", 4).says(".saved", "4 passages marked")
	sheet, err := s.Draft(t.Context(), l.one.who(), l.source.Draft)
	if err != nil || len(sheet.Passages) != 4 {
		t.Fatalf("the draft has %d passages, %v", len(sheet.Passages), err)
	}
	l.passages = sheet.Passages
	return l
}

// read gives a reading by the pages.
func (l *lunch) read(d *desktop, passage int, label questions.Label, confidence string) string {
	l.t.Helper()
	return d.post("/review/passage/"+l.passages[passage].ID, "label", string(label), "confidence", confidence, "note", "canary-"+string(label), "revision", "1", "go", "next").to("/review/")
}

// readAll lets both read: they differ on the second passage alone.
func (l *lunch) readAll() {
	l.t.Helper()
	labels := []questions.Label{questions.Fact, questions.Inference, questions.Opinion, questions.Fact}
	for i, label := range labels {
		l.read(l.one, i, label, "3")
		if i == 1 {
			label = questions.Opinion
		}
		l.read(l.two, i, label, "2")
	}
}

// publish settles everything and publishes.
func (l *lunch) publish() {
	l.t.Helper()
	l.readAll()
	l.one.get("/review/pack/lunch-at-school").is(200)
	for i, label := range []questions.Label{questions.Fact, questions.Inference, questions.Opinion, questions.Fact} {
		l.one.post("/review/passage/"+l.passages[i].ID+"/settle", "label", string(label), "use", "yes", "rationale", "That is why.", "cue", "0", "cue", "1", "revision", "0").to("/review/pack/")
	}
	l.one.post("/review/pack/lunch-at-school/publish", "intent", "p").to("/review/pack/lunch-at-school")
}

func TestReviewPublishes(t *testing.T) {
	l := newLunch(t)
	pack := "/review/pack/lunch-at-school"
	l.one.get("/review").is(200).says("tbody th", "Lunch at school").says("tbody td", "4")
	l.one.get(pack).is(200).has(".review-rows li", 4).says("main .button", "Start reading").has("#missing", 0)
	next := l.read(l.one, 0, questions.Fact, "3")
	l.one.get(next).is(200).has(".saved .icon", 1)
	l.one.get(pack).is(200).says("main .button", "Go on reading").says(".review-rows .kind", "Fact")
	l.readAll()
	if where := l.read(l.one, 3, questions.Fact, "3"); !strings.HasPrefix(where, pack+"/readings?saved=") {
		t.Errorf("after the last reading sent to %s", where)
	}
	l.one.get(pack+"/readings").is(200).has(".grid .kind", 4).says("main .button", "See what others say")
	page := l.one.get(pack).is(200).says("main .button", "Decide on passage 2").says(".notice p", "On 3 passages all readers agree and are sure.")
	if got := page.texts(".review-rows li"); !strings.Contains(got[1], "Needs a decision") || !strings.Contains(got[0], "to be ratified") {
		t.Errorf("the states are %q", got)
	}
	page.says("#agree", "Agreement").says(".facts tr", "All readers agree75.0 %").has("form [name=reason]", 0)
	l.one.post(pack + "/ratify").to(pack)
	page = l.one.get(pack).is(200).has("main form.notice", 0)
	if got := page.texts("main .list li"); len(got) != 7 { // 3 want a reason and marks, 1 a decision
		t.Errorf("missing: %q", got)
	}
	l.one.post(pack+"/publish", "intent", "x").is(422).says("#trouble a", "It cannot be published yet. Look at what is still open.")

	for i, label := range []questions.Label{questions.Fact, questions.Inference, questions.Opinion, questions.Fact} {
		address := "/review/passage/" + l.passages[i].ID + "/settle"
		form := l.one.get(address).is(200)
		where := l.one.post(address, "label", string(label), "use", "yes", "rationale", "That is why.", "cue", "0", "cue", "1", "cue", "4",
			"revision", form.value("[name=revision]", "value"), "go", "done").to(pack)
		l.one.get(strings.TrimSuffix(where, atMain)).is(200)
	}
	l.one.get(pack).is(200).has("main .list li", 0).says("main button.button", "Publish version 1")
	l.one.post(pack+"/publish", "intent", "p").to(pack)
	l.one.post(pack+"/publish", "intent", "p").to(pack) // sent twice
	done := l.one.get(pack).is(200).has("article.reading", 4).says(".verdict", "Agreed").has(".reading .cue", 8)
	if got := done.texts(".verdict"); got[1] != "Readers differed; it was decided" {
		t.Errorf("the state of the second passage is %q", got[1])
	}
	l.one.get("/review").is(200).has("#drafts", 1).says("h1", "Texts")
}

func TestReadingForm(t *testing.T) {
	l := newLunch(t)
	address := "/review/passage/" + l.passages[0].ID
	l.one.post(address, "label", "fact", "note", "kept").is(422).says("#confidence-why", "Say how sure you are: 1, 2 or 3.").has("#label-fact[checked]", 1).says("textarea", "kept")
	l.one.post(address, "confidence", "2").is(422).says("#label-why", "Choose fact, inference or opinion.")
	l.one.post(address, "label", "fact", "second", "fact", "confidence", "2").is(422).has("#second-why", 1)
	l.one.post(address, "label", "fact", "confidence", "2", "revision", "7").is(409).has("#label-why", 1)
	l.one.post(address, "label", "fact", "confidence", "2", "revision", "1", "go", "next").is(303)
	l.one.get(address).is(200).has("#label-fact[checked]", 1).has("form", 3) // signing out, reading, undoing
	l.one.post(address + "/undo").to(address)
	l.one.get(address).is(200).has("[checked]", 1) // "No" second kind
	if where := l.one.post(address, "go", "previous").is(303).header.Get("Location"); !strings.HasPrefix(where, "/review/pa") {
		t.Errorf("previous leads to %s", where)
	}
}

func TestNewText(t *testing.T) {
	_, sit := newDesktops(t)
	d := sit("one@school.example", quiz.Reviewer)
	d.post("/review/source/new", "title", "A", "text", " ").is(422).has("#text-why", 1)
	d.post("/review/source/new", "title", "", "text", schoolLife, "author", "Kept").is(422).has("#title-why", 1).says("textarea", strings.Join(strings.Fields(schoolLife), " "))
	send := func(name, content string, fields ...string) screen {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		for i := 0; i < len(fields); i += 2 {
			w.WriteField(fields[i], fields[i+1])
		}
		file, _ := w.CreateFormFile("file", name)
		file.Write([]byte(content))
		w.Close()
		r := httptest.NewRequest("POST", "/review/source/new", &body)
		r.Header.Set("Content-Type", w.FormDataContentType())
		return d.send(r)
	}
	send("a.pdf", "%PDF-1.4", "title", "A").is(422).has("#file-why", 1)
	where := send("a.html", "<!doctype html><title>From a page</title><body><article><h1>From a page</h1><p>"+strings.Repeat("One sentence stands here. Another stands there. ", 9)+"</p></article>").to("/review/source/")
	d.get(where).is(200).says("h1", "From a page")
	send("a.txt", schoolLife, "title", "").is(422).has("#title-why", 1).says("textarea", strings.Join(strings.Fields(schoolLife), " "))
	send("big.txt", strings.Repeat("Many words stand here. ", 30_000), "title", "Big").to("/review/source/")
	send("huge.txt", strings.Repeat("x", 2<<20+bodyLimit), "title", "Huge").is(413)
}

func TestMarkPart(t *testing.T) {
	l := newLunch(t)
	address := "/review/source/" + l.source.ID
	l.one.post(address).is(422).has("#marks-why", 1)
	l.one.post(address, "part", "no such words").is(422).has("#part-why", 1)
	l.one.post(address, "mark", "0:x:1").is(400)
	l.one.post(address, "part", "own food").to(address + "?added=1")
	l.one.get(address).is(200).says("main form .alone", "Go on to the 5 passages")
	first := l.passages[0].ID
	l.one.post("/review/passage/"+first+"/wording", "text", " ", "revision", "1").is(422).has("#text-why", 1)
	l.read(l.one, 0, questions.Fact, "3")
	l.one.post("/review/passage/"+first+"/wording", "text", "This week the school opened a second kitchen.", "revision", "1", "go", "next").to("/review/passage/")
	l.one.post("/review/passage/"+first+"/wording", "text", "Mine.", "revision", "1").is(409).has("#text-why", 1).says(".sheet p", "This week the school opened a second kitchen.")
	page := l.one.get("/review/passage/"+first).is(200).says("#passage", "This week the school opened a second kitchen.")
	page.has(".context mark.span", 1).has("#label-fact[checked]", 0) // a new wording asks for a new reading
	l.one.post("/review/passage/" + first + "/remove").to("/review/pack/")
	l.one.get("/review/passage/" + first).is(404)
	l.one.post(address + "/remove").to(address)
	l.one.get(address).is(200).has(".passage", 0).says(".notice", "The words of this text were removed. What was made of it is still there.")
	l.one.get("/review/passage/"+l.passages[1].ID).is(200).has("mark.span", 1)
}

func TestSettleConflict(t *testing.T) {
	l := newLunch(t)
	l.readAll()
	address := "/review/passage/" + l.passages[1].ID + "/settle"
	l.one.get(address).is(200).has("thead th", 2).says("h1", "Passage 2: readers disagree")
	l.one.post(address, "label", "inference", "use", "yes", "cue", "0").is(422).has("#rationale-why", 1)
	l.one.post(address, "label", "inference", "use", "yes", "rationale", strings.Repeat("x", 401), "cue", "0").is(422).has("#rationale-why", 1)
	l.one.post(address, "label", "inference", "use", "yes", "rationale", "One.", "cue", "1", "cue", "2", "revision", "0").to("/review/pack/")
	both := l.two.post(address, "label", "opinion", "use", "no", "rationale", "Two.", "cue", "3", "revision", "0").is(409)
	both.has("#stored", 1).says("#rationale", "Two.").has("#label-opinion[checked]", 1).has(".word [checked]", 1).has("mark.inference", 1)
	l.two.post(address, "label", "opinion", "use", "no", "rationale", "Two.", "cue", "3", "revision", both.value("[name=revision]", "value")).to("/review/pack/")
	l.one.get(address).is(200).says("#rationale", "Two.").has("#use-no[checked]", 1)
	l.one.post("/review/passage/"+l.passages[1].ID+"/wording", "text", "Other words.", "revision", "1").is(303)
	l.read2(l.one, 1)
	l.one.get(address).is(200).says("#rationale", "")
	l.one.post(address, "label", "inference", "use", "yes", "rationale", "New.", "cue", "0", "revision", "0").to("/review/pack/")
}

// read2 reads a passage that was worded anew.
func (l *lunch) read2(d *desktop, passage int) {
	l.t.Helper()
	d.post("/review/passage/"+l.passages[passage].ID, "label", "inference", "confidence", "3", "revision", "2").is(303)
}

func TestCues(t *testing.T) {
	text := `"Fair," she said - twice.`
	for _, c := range []struct {
		chosen []string
		want   []questions.Cue
	}{
		{nil, []questions.Cue{}},
		{[]string{"0"}, []questions.Cue{{Start: 1, End: 5}}},
		{[]string{"1", "2", "9", "x"}, []questions.Cue{{Start: 8, End: 16}}},
		{[]string{"0", "2", "3"}, []questions.Cue{{Start: 1, End: 5}, {Start: 12, End: 24}}},
	} {
		got := readCues(map[string][]string{"cue": c.chosen}, text)
		if !slices.Equal(got, c.want) {
			t.Errorf("readCues(%v) = %v, want %v", c.chosen, got, c.want)
		}
		var whole strings.Builder
		for _, word := range cueWords(text, got) {
			whole.WriteString(word.Before + word.Text + word.After)
		}
		if whole.String() != text {
			t.Errorf("the words give %q", whole.String())
		}
	}
}

func TestCorrection(t *testing.T) {
	l := newLunch(t)
	l.publish()
	pack := "/review/pack/lunch-at-school"
	l.two.post(pack+"/correct", "intent", "c").to(pack)
	l.two.get(pack).is(200).says("main .hint", "A correction of version 1, from A pupil")
	l.two.post(pack+"/publish", "reason", "x", "intent", "q").is(422)
	address := "/review/passage/" + l.passages[1].ID + "/settle"
	form := l.two.get(address).is(200)
	l.two.post(address, "label", "inference", "use", "yes", "rationale", "That is the reason.", "cue", "1", "revision", form.value("[name=revision]", "value")).to(pack)
	l.two.get(pack).is(200).has("#changed", 1).has("del", 2).has("ins", 1)
	l.two.post(pack+"/publish", "reason", "", "intent", "q").is(422).has("#reason-why", 1)
	l.two.post(pack+"/publish", "reason", "A better reason.", "intent", "q").to(pack)
	history := l.two.get(pack+"/history?to=2").is(200).has("tbody tr", 2).has("del", 2)
	if got := history.texts("tbody tr")[0]; !strings.Contains(got, "A better reason.") {
		t.Errorf("the history says %q", got)
	}
	l.two.get(pack+"?version=1").is(200).has("article.reading", 4)
	l.two.get(pack + "?version=9").is(404)
	for _, one := range exportFormats {
		file := l.two.get(pack + "/export?format=" + string(one.Format)).is(200)
		if len(file.body) < 200 || !strings.Contains(file.header.Get("Content-Disposition"), "lunch-at-school-2") {
			t.Errorf("%s: %d bytes, %s", one.Name, len(file.body), file.header.Get("Content-Disposition"))
		}
	}
	l.two.get(pack + "/export?format=pdf").is(404)
	l.two.get(pack+"/agreement?version=1").is(200).has("#by-pair", 1)
	if !strings.Contains(l.one.get("/pack/lunch-at-school").is(200).body, "2 readers") {
		t.Error("the card does not say how many read")
	}
}

func TestImportPage(t *testing.T) {
	_, sit := newDesktops(t)
	d := sit("one@school.example", quiz.Reviewer)
	send := func(content string) screen {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		w.WriteField("intent", content[:min(9, len(content))])
		file, _ := w.CreateFormFile("file", "file")
		file.Write([]byte(content))
		w.Close()
		r := httptest.NewRequest("POST", "/review/import", &body)
		r.Header.Set("Content-Type", w.FormDataContentType())
		return d.send(r)
	}
	send("").is(422).has("#file-why", 1)
	send("nothing of the kind").is(422).has("#file-why", 1)
	gift := "::one::It rained. {=Fact ~Inference ~Opinion}\n\n::two::Two and two? {=4 ~5}\n"
	page := send(gift).is(200).has("#skipped", 1).has("#wanting", 1)
	d.get(page.value("main .button", "href")).is(200).has(".review-rows li", 1)
	pack := storetest.Pack(t, "everyday.json")
	pack.Slug, pack.ID = "other-days", "01890a5d-ac96-774b-bcce-b302099a8057"
	for i := range pack.Items {
		pack.Items[i].ID = fmt.Sprintf("01890a5d-ac96-774b-bcce-b302099b%04d", i)
	}
	var out bytes.Buffer
	if err := pack.Write(&out); err != nil {
		t.Fatal(err)
	}
	send(out.String()).to("/review/pack/other-days")
	d.get("/review/pack/other-days").is(200).has("article.reading", len(pack.Items))
}
