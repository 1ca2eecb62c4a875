package api

import (
	"discern/questions"
	"discern/questions/article"
	"discern/quiz"
)

func sourceLineOf(s quiz.Source) SourceLine {
	return SourceLine{ID: s.ID, Title: s.Title, Author: some(s.Author), Publication: some(s.Publication), Published: some(s.Published),
		Kind: some(s.Kind), Language: s.Language, Length: s.Length, Removed: s.Removed, Draft: some(s.Draft), Pack: some(s.Slug), CreatedAt: moment(s.Created)}
}

func sourceOf(s quiz.Source) SourceSheet {
	sheet := SourceSheet{ID: s.ID, Title: s.Title, Author: some(s.Author), Publication: some(s.Publication), Published: some(s.Published),
		Kind: some(s.Kind), Language: s.Language, Length: s.Length, Sha256: s.SHA256, Removed: s.Removed, Draft: some(s.Draft), Pack: some(s.Slug),
		CreatedAt: moment(s.Created), Paragraphs: []Paragraph{}, Binds: append([]string{}, s.Binds...)}
	for i, p := range s.Article.Paragraphs {
		sheet.Paragraphs = append(sheet.Paragraphs, Paragraph{Paragraph: i, Text: p.Text,
			Sentences: each(p.Sentences, func(s article.Sentence) Stretch { return Stretch{Start: s.Start, End: s.End} })})
	}
	return sheet
}

func draftOf(d quiz.PackDraft) Draft {
	return Draft{ID: d.ID, Pack: d.Slug, Title: d.Title, About: d.About, Language: d.Language, Guide: guideOf(d.Guide), Source: some(d.Source),
		Base: some(d.Base), State: string(d.State), Version: some(d.Version), Revision: d.Revision, Passages: d.Passages, Read: d.Read,
		CreatedAt: moment(d.Created)}
}

func guideOf(g questions.Guide) Guide {
	return Guide{Fact: g.Fact, Inference: g.Inference, Opinion: g.Opinion, Mixed: g.Mixed}
}

func spanOf(s *questions.Span) *PassageSpan {
	if s == nil {
		return nil
	}
	return &PassageSpan{Paragraph: s.Paragraph, Start: s.Start, End: s.End}
}

func draftPassageOf(p quiz.DraftPassage) DraftPassage {
	passage := DraftPassage{ID: p.ID, Number: p.Number, Text: p.Text, Wording: p.Wording, Revision: p.Revision, Span: spanOf(p.Source), Outdated: some(p.Outdated)}
	if own := p.Own; own != nil {
		passage.Own = &OwnReading{Label: own.Label, Second: some(own.Second), Confidence: own.Confidence, Note: some(own.Note)}
	}
	return passage
}

// madeOf answers with the first of the passages that were made, and with all of
// them if there are several.
func madeOf(made []quiz.DraftPassage) MadePassage {
	p := made[0]
	first := MadePassage{ID: p.ID, Number: p.Number, Text: p.Text, Wording: p.Wording, Revision: p.Revision, Span: spanOf(p.Source), Draft: p.Draft}
	all := each(made, draftPassageOf)
	first.Passages = &all
	return first
}

func readingSheetOf(s quiz.ReadingSheet) ReadingSheet {
	return ReadingSheet{Passage: draftPassageOf(s.Passage), Pack: s.Draft.Slug, N: s.N, Of: s.Of, Done: s.Done, Previous: some(s.Previous), Next: some(s.Next),
		NextOpen: some(s.NextOpen), MayChange: s.MayChange,
		Context: each(s.Context, func(c quiz.ContextParagraph) ContextParagraph { return ContextParagraph{c.Paragraph, c.Text} })}
}

// givenOf is a sheet on which the own reading has just been given.
func givenOf(s quiz.ReadingSheet) GivenReview {
	own := s.Passage.Own
	return GivenReview{Passage: s.Passage.ID, Label: own.Label, Second: some(own.Second), Confidence: own.Confidence, Note: some(own.Note),
		Revision: s.Passage.Revision, Done: s.Done, Of: s.Of, NextOpen: some(s.NextOpen)}
}

func decisionOf(d quiz.Decision) Decision {
	return Decision{Label: d.Label, Second: some(d.Second), Status: string(d.Status), Rationale: d.Rationale, Cues: each(d.Cues, cueOf),
		Later: laterOf(d.Later), Revision: d.Revision}
}

func maybeDecision(d *quiz.Decision) *Decision {
	if d == nil {
		return nil
	}
	decision := decisionOf(*d)
	return &decision
}

func reviewOf(s quiz.SettleSheet) Review {
	return Review{Passage: draftPassageOf(s.Passage), Agree: s.Agree, Of: s.Of, Decision: maybeDecision(s.Decision), Challenges: each(s.Challenges, challengeOf),
		Readings: each(s.Readings, func(r quiz.SettleReading) SideReading {
			return SideReading{Label: r.Label, Second: some(r.Second), Confidence: r.Confidence, Note: some(r.Note), Own: r.Own}
		})}
}

func queueLineOf(l quiz.QueueLine) QueueLine {
	return QueueLine{Passage: draftPassageOf(l.Passage), Counts: countsOf(l.Counts), Of: l.Of, Entropy: l.Entropy, Sure: l.Sure,
		Decision: maybeDecision(l.Decision), Challenges: l.Open}
}

func countsOf(n [3]int) Counts { return Counts{Fact: n[0], Inference: n[1], Opinion: n[2]} }

func cueFrom(c Cue) questions.Cue { return questions.Cue{Start: c.Start, End: c.End} }

func missingOf(m quiz.Missing) Missing {
	return Missing{Passage: some(m.Passage), Number: some(m.Number), Field: m.Field, Text: m.Text}
}

func challengeOf(c quiz.Challenge) Challenge {
	return Challenge{ID: c.ID, Pack: c.Slug, Version: c.Version, Passage: c.Passage, Number: c.Number, Text: c.Text, Key: some(c.Key), By: string(c.By),
		Reason: c.Reason, At: moment(c.At), State: string(c.State), Answer: some(c.Answer), AnsweredAt: maybe(c.Answered), Newest: c.Newest}
}

func bindingOf(b quiz.PackBinding) Binding {
	return Binding{Pack: b.Slug, Version: b.Version, Bound: len(b.Bound), Of: b.Of, Missing: append([]int{}, b.Missing...), Whole: b.Whole,
		Found: maybeNumbers(b.Found), Moved: maybeNumbers(b.Moved), NotFound: maybeNumbers(b.NotFound)}
}

func maybeNumbers(list []int) *[]int {
	if len(list) == 0 {
		return nil
	}
	return &list
}

func versionOf(l quiz.HistoryLine) PackVersion {
	return PackVersion{Version: l.Version, Hash: l.Hash, Passages: l.Passages, Askable: l.Askable, Reason: some(l.Reason), By: some(l.By), PublishedAt: moment(l.At)}
}

func diffOf(d questions.PackDiff) PackDiff {
	return PackDiff{From: d.From, To: d.To, Fields: each(d.Fields, fieldDiffOf), Passages: each(d.Passages, func(p questions.PassageDiff) PassageDiff {
		change := "changed"
		switch {
		case p.Added:
			change = "added"
		case p.Removed:
			change = "removed"
		}
		return PassageDiff{ID: p.ID, Number: p.Number, Change: change, Fields: each(p.Fields, fieldDiffOf)}
	})}
}

func fieldDiffOf(f questions.FieldDiff) FieldDiff {
	names := map[questions.Change]string{questions.Same: "same", questions.Added: "added", questions.Removed: "removed"}
	return FieldDiff{Field: f.Field, Words: each(f.Runs, func(r questions.Run) DiffRun { return DiffRun{Text: r.Text, Change: names[r.Change]} })}
}

// figure leaves out what cannot be computed.
func figure(c questions.Coefficient) *float64 {
	if !c.OK {
		return nil
	}
	return &c.Value
}

func agreementOf(a quiz.PackAgreement) AgreementReport {
	report := AgreementReport{Pack: a.Slug, Version: some(a.Version), Passages: a.Agreement.Passages, Comparable: a.Comparable, Unanimous: a.Unanimous,
		Readings: a.Readings, Percent: figure(a.UnanimousPercent()), Alpha: figure(a.Alpha), Kappa: figure(a.Fleiss), Why: some(a.Alpha.Reason),
		ByReviewer: each(a.Reviewers, func(r questions.ReviewerAgreement) ReviewerReport {
			return ReviewerReport{Reviewer: r.Reviewer, Readings: r.Readings, WithOthers: figure(r.WithOthers), AlphaWithout: figure(r.AlphaWithout)}
		}),
		Pairs: each(a.Pairs, func(p questions.PairAgreement) PairReport {
			return PairReport{First: p.First, Second: p.Second, Both: p.Both, Same: p.Same, Kappa: figure(p.Kappa)}
		}),
		ByPassage: each(a.Passages, func(p quiz.PassageAgreement) PassageReport {
			return PassageReport{Passage: p.Passage, Number: p.Number, Agree: p.Agree, Of: p.Of, Others: countsOf(p.Others)}
		})}
	if len(a.Pairs) == 1 {
		report.Kappa = figure(a.Pairs[0].Kappa)
	}
	if a.Interval.OK {
		report.AlphaLow, report.AlphaHigh = &a.Interval.Low, &a.Interval.High
	}
	for i, of := range []*KindReport{&report.ByLabel.Fact, &report.ByLabel.Inference, &report.ByLabel.Opinion} {
		if i < len(a.Labels) {
			l := a.Labels[i]
			*of = KindReport{Readings: l.Readings, Specific: figure(l.Specific), Alpha: figure(l.Alpha)}
		}
	}
	return report
}
