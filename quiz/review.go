package quiz

import (
	"slices"
	"strings"

	"discern/questions"
)

// Review is a whole draft as the rules see it.
type Review struct {
	Draft PackDraft
	Items []ReviewItem         // in the order of the text
	Read  []questions.Reviewer // all who have read any of it, in order
	Gone  int                  // passages of the base version that were taken out
	Base  *questions.Pack      // the version that it corrects, or nil
}

// Item returns the passage as the pack would hold it now.
func (i ReviewItem) Item() questions.Item {
	item := questions.Item{Passage: i.Passage}
	item.Readings = i.Current()
	if d := i.Decided(); d != nil {
		item.Label, item.Second, item.Status, item.Rationale = d.Label, d.Second, d.Status, d.Rationale
		item.Cues, item.Later = d.Cues, d.Later
	}
	if item.Source != nil && i.Wording == Original {
		span := *item.Source
		span.Cues = item.Cues
		item.Source = &span
	}
	return item
}

// Touched reports whether the passage is new, or differs in anything but its
// number from the version that the draft corrects.
func (i ReviewItem) Touched() bool {
	if i.Base == nil {
		return true
	}
	now, base := i.Item(), *i.Base
	now.Number = base.Number
	return len(questions.DiffItems(base, now)) > 0 || !slices.Equal(base.Cues, now.Cues)
}

// changedFor is Touched for a passage that the reviewer has read. Of others it
// reports whether anybody has done anything with them, whatever that was: what
// she gets to know does not depend on what others say.
func (i ReviewItem) changedFor(reviewer string) bool {
	if i.MaySee(reviewer) == nil {
		return i.Touched()
	}
	if i.Base == nil || i.Revision > 1 || i.Decision != nil && i.Decision.Revision > 1 {
		return true
	}
	return slices.ContainsFunc(i.Given, func(g GivenReading) bool {
		return !slices.ContainsFunc(i.Base.Readings, func(r questions.Reading) bool { return r.Reviewer == g.Reviewer })
	})
}

// Pack puts the draft together as the given version. Nothing is checked.
func (r Review) Pack(version int) *questions.Pack {
	d := r.Draft
	p := &questions.Pack{Format: questions.Format, ID: d.PackID, Slug: d.Slug, Version: version, Language: d.Language,
		Title: d.Title, About: d.About, Source: d.Said, Guide: d.Guide}
	given := map[string]bool{}
	for _, item := range r.Items {
		p.Items = append(p.Items, item.Item())
		for _, reading := range item.Current() {
			given[reading.Reviewer] = true
		}
	}
	for _, reader := range r.Read {
		if given[reader.ID] {
			p.Reviewers = append(p.Reviewers, reader)
		}
	}
	return p
}

// Unread counts the passages that the reviewer has to read before all of the
// draft may be seen.
func (r Review) Unread(reviewer string) int {
	n := 0
	for _, item := range r.Items {
		if item.MaySee(reviewer) != nil {
			n++
		}
	}
	return n
}

// Missing lists what keeps the draft from being published by the reviewer. Of a
// passage that she has not read it says only that, whatever others have done;
// what a correction has left alone needs no new reading.
func (r Review) Missing(reviewer string) []Missing {
	var list []Missing
	add := func(item *ReviewItem, field, text string) {
		m := Missing{Field: field, Text: text}
		if item != nil {
			m.Passage, m.Number = item.ID, item.Number
		}
		list = append(list, m)
	}
	r.missingHead(reviewer, func(field, text string) { add(nil, field, text) })
	for _, item := range r.Items {
		if !item.changedFor(reviewer) {
			continue
		}
		if item.MaySee(reviewer) != nil {
			add(&item, "reading", "Give your own reading first.")
			continue
		}
		item.missing(func(field, text string) { add(&item, field, text) })
	}
	if len(list) > 0 {
		return list
	}
	return r.checked()
}

func (r Review) missingHead(reviewer string, add func(field, text string)) {
	d := r.Draft
	for _, part := range []struct{ field, words, text string }{
		{"title", d.Title, "Give the pack a title."},
		{"guide.fact", d.Guide.Fact, "Say in the guide what a fact is here."},
		{"guide.inference", d.Guide.Inference, "Say in the guide what an inference is here."},
		{"guide.opinion", d.Guide.Opinion, "Say in the guide what an opinion is here."},
		{"guide.mixed", d.Guide.Mixed, "Say in the guide how mixed statements are judged."},
	} {
		if strings.TrimSpace(part.words) == "" {
			add(part.field, part.text)
		}
	}
	if len(r.Items) == 0 {
		add("passages", "Mark at least one passage.")
	}
	if r.Base != nil && r.same(reviewer) {
		add("passages", "Nothing has changed since version "+itoa(d.Base)+".")
	}
}

// same reports that, as far as the reviewer may know, the draft is still the
// version it corrects.
func (r Review) same(reviewer string) bool {
	d, b := r.Draft, r.Base
	if r.Gone > 0 || d.Title != b.Title || d.About != b.About || d.Language != b.Language || d.Guide != b.Guide {
		return false
	}
	return !slices.ContainsFunc(r.Items, func(i ReviewItem) bool { return i.changedFor(reviewer) })
}

// missing tells what a passage that was read still needs.
func (i ReviewItem) missing(add func(field, text string)) {
	d := i.Decided()
	if d == nil {
		switch n := len(i.Current()); {
		case n < 2:
			add("readings", "It needs a second reading, or a decision.")
		default:
			add("decision", "It needs a decision.")
		}
		return
	}
	if label, unanimous, _ := i.Unanimous(); d.Status == questions.Agreed && (!unanimous || label != d.Label) {
		add("status", "Not all readings say what the key says, or there are fewer than two: decide it as adjudicated or disputed.")
	}
	if strings.TrimSpace(d.Rationale) == "" {
		add("rationale", "Say in a sentence why the key holds.")
	}
	if len(d.Cues) == 0 {
		add("cues", "Mark at least one word that gives the kind away.")
	}
}

// checked lists what is wrong with the pack as a file.
func (r Review) checked() []Missing {
	var list []Missing
	numbers := map[string]ReviewItem{}
	for _, item := range r.Items {
		numbers["passage "+itoa(item.Number)] = item
	}
	for _, fault := range r.Pack(max(r.Draft.Base, 1)).CheckAll() {
		item := numbers[fault.Passage]
		list = append(list, Missing{Passage: item.ID, Number: item.Number, Field: fault.Field, Text: sentence(fault.Field + " " + fault.Problem)})
	}
	return list
}

// Check returns the decision as it is kept for the passage, or a *FieldError.
func (n NewDecision) Check(i ReviewItem) (NewDecision, error) {
	switch {
	case !n.Label.Valid():
		return n, &FieldError{Field: "label", Message: "Choose fact, inference or opinion."}
	case n.Second != "" && !n.Second.Valid():
		return n, &FieldError{Field: "second", Message: "Choose fact, inference or opinion, or no second kind."}
	case n.Second == n.Label:
		return n, &FieldError{Field: "second", Message: "The second kind has to be another one."}
	case !n.Status.Valid():
		return n, &FieldError{Field: "status", Message: "Choose agreed, adjudicated or disputed."}
	}
	if label, unanimous, _ := i.Unanimous(); n.Status == questions.Agreed && (!unanimous || label != n.Label) {
		return n, &FieldError{Field: "status", Message: "Agreed is for two readings or more that all give this kind. Choose adjudicated or disputed."}
	}
	var err error
	if n.Rationale, err = ReadProse(n.Rationale, questions.MaxRationale, "rationale"); err != nil {
		return n, err
	}
	if later := n.Later; later != nil {
		n.Later = &questions.Later{}
		if n.Later.Note, err = ReadProse(later.Note, questions.MaxRationale, "later.note"); err != nil {
			return n, err
		}
		if n.Later.Source, err = ReadProse(later.Source, questions.MaxRationale, "later.source"); err != nil {
			return n, err
		}
	}
	return n, n.checkCues(i)
}

// checkCues lets the rules of a pack judge the marks.
func (n NewDecision) checkCues(i ReviewItem) error {
	item := i.Item()
	item.Label, item.Status, item.Rationale, item.Readings, item.Cues = n.Label, n.Status, n.Rationale, nil, n.Cues
	p := &questions.Pack{Items: []questions.Item{item},
		Source: &questions.Source{Paragraphs: questions.MaxNumber, Length: questions.MaxNumber}}
	if item.Source != nil {
		span := *item.Source
		if n.SpanCues != nil {
			span.Cues = n.SpanCues
		}
		p.Items[0].Source = &span
	}
	for _, fault := range p.CheckAll() {
		if fault.Field == "cues" || fault.Field == "source.cues" && n.SpanCues != nil {
			return &FieldError{Field: fault.Field, Message: sentence(fault.Problem)}
		}
	}
	return nil
}

// sentence gives a few words a capital and a full stop.
func sentence(words string) string {
	return strings.ToUpper(words[:1]) + words[1:] + "."
}
