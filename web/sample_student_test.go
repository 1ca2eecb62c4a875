package web

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"discern/questions"
	"discern/quiz"
)

// What long words and many things do to the pages of students.
var (
	longTitle   = "Which claims about the regional broadcasting authority's counterinvestigation could you check yourself?"
	longClass   = quiz.Class{ID: "c9", Title: "International baccalaureate humanities 10b", TeacherName: "The teacher of humanities", Code: "ABCDEFGH"}
	longFrame   = frame{Title: longTitle, Body: "read", Who: "Maximiliana-Konstantina Papadopoulos-Featherstonehaugh"}
	wideFrame   = frame{Title: longTitle, Body: "notes", Who: longFrame.Who}
	everyChoice = []choice{{questions.Fact, "It reports something. You could check it.", false},
		{questions.Inference, "It goes beyond what was seen.", true}, {questions.Opinion, "It says what is good or bad.", false}}
	everySure = []sure{{1, "Not sure", false}, {2, "Fairly sure", true}, {3, "Very sure", false}}
)

func init() {
	addSamples(map[string][]framed{
		"error": sampleErrors(),
		"join":  {joinView{frame: wideFrame}, joinView{frame: wideFrame, Trouble: &trouble{"", "Many people are here just now. Wait a few seconds and try again."}, Typed: "ABCD EFGH"}},
		"name": append(troubled(nameView{frame: longFrame, Class: longClass, Name: longFrame.Who}, "name", ""), nameView{frame: longFrame, Class: quiz.Class{Title: "8B"}},
			nameView{frame: longFrame, Class: longClass, Only: true}, nameView{frame: longFrame, Class: longClass, MadeUp: quiz.MadeUp("en", nil, offeredNames, quiz.Seed(""))}),
		"card":     append(troubled(cardView{frame: longFrame, Code: "ABCD EFGH", Own: "ABC DEF"}, "code", "seat_code", ""), cardView{frame: frame{Title: "Come in with your card", Body: "read", Script: "hop.js"}}),
		"class":    {classView{frame: longFrame, Class: quiz.Class{Title: "8B"}}, sampleHome()},
		"start":    sampleStarts(),
		"done":     {doneView{frame: longFrame, Attempt: "1", Class: longClass.Title, Heading: "You have handed in", Text: "12 of 12 answers are with your teacher.", Result: true}, doneView{frame: longFrame, Attempt: "1", Class: longClass.Title, Heading: "You have handed in", Text: "Your time was over."}},
		"review":   sampleReviews(),
		"stale":    sampleStales(),
		"practice": samplePractice(),
		"question": sampleQuestions(),
		"result":   sampleResults(),
		"topic":    {topicView{longFrame, "attribution"}, topicView{longFrame, "sarcasm"}, topicView{longFrame, "loaded-words"}},
		"help":     {plainView{frame: longFrame}, plainView{frame: longFrame, Examples: everydayExamples()}},
		"pack":     sampleCards(),
	})
}

// everydayExamples are those that the pages of students really show.
func everydayExamples() (all []example) {
	for _, item := range exampleItems(everydayPack()) {
		all = append(all, example{item.Label, item.Segments(item.Cues), item.Rationale, "en"})
	}
	return all
}

// sampleErrors are the pages of the statuses that people meet.
func sampleErrors() (all []framed) {
	for _, why := range []reason{statuses[403], statuses[404], statuses[422], statuses[429], statuses[503], explain(quiz.ErrPaused), explain(http.ErrAbortHandler)} {
		view := errorView{frame: frame{Title: why.title, Body: "read"}, Heading: why.title, Text: why.text, Quiz: why.status == 404, Next: step{"/class", "Go to your class"}}
		if why.status == 500 {
			view.Number = "ABCDEF"
		}
		all = append(all, view)
	}
	return all
}

func sampleHome() framed {
	begin, result, again := &step{"/assignment/1", "Begin"}, &step{"/attempt/1/result", "See your result"}, &step{"/assignment/1", "Try it again"}
	return classView{frame: longFrame, Class: longClass, Rows: []classRow{
		{Title: longTitle, Says: english.rich("You have started. It ends at %s.", "10:45"), Do: &step{"/attempt/1", "Go on"}, First: true},
		{Title: "Warm-up", Says: "12 statements.", Do: begin}, {Title: "Everyday", Says: "Your result is here.", Do: result, Also: again},
		{Title: "News", Says: "Handed in. You see the result when your teacher releases it.", Also: again},
		{Title: "Old", Says: "It is closed. You did not take part."}}}
}

func sampleStarts() []framed {
	timed := quiz.DefaultSettings()
	timed.Minutes, timed.Attempts = 30, 2
	full := startView{frame: longFrame, Heading: longTitle, Lead: "12 statements, one after the other.", Source: "the editors of a regional newspaper",
		Post: "/assignment/1", Examples: everydayExamples(), Know: english.goodToKnow(timed, 2, 1.5)}
	return []framed{full, changed(full, func(v *startView) { v.Examples, v.Source, v.Know = nil, "", nil }),
		changed(full, func(v *startView) { v.Post, v.Go = "", &step{"/attempt/1", "Go on with question 7"} }),
		changed(full, func(v *startView) { v.Post, v.Wait = "", english.rich("It opens at %s.", "10:45") })}
}

// sampleQuestionList is twelve answers: every third open, every fourth flagged.
func sampleQuestionList() (all []quiz.Question) {
	for i := range 12 {
		q := quiz.Question{N: i + 1, Answer: quiz.Answer{N: i + 1, Flagged: i%4 == 3}}
		if i%3 != 2 {
			q.Answer.Label = questions.Labels[i%3]
		}
		all = append(all, q)
	}
	all[4].Answer.Label = questions.Opinion
	return all
}

func sampleReviews() []framed {
	some := reviewView{frame: longFrame, Attempt: "1", Heading: "Before you hand in", Lead: "Questions 3, 6, 9 and 12 are still open.", Questions: sampleQuestionList(), Open: []int{3, 6, 9, 12},
		Ending: ending{Attempt: "1", At: sampleTime, Left: 300, Extra: true}}
	return []framed{some, changed(some, func(v *reviewView) {
		v.Open, v.Ending, v.Lead = nil, ending{}, "All 12 questions are answered."
		for i := range v.Questions {
			v.Questions[i].Answer.Label = questions.Labels[i%3]
		}
	})}
}

func sampleStales() []framed {
	both := staleView{frame: longFrame, Attempt: "1", N: 12, Stored: quiz.Answer{Label: questions.Fact, Flagged: true}, Mine: quiz.Change{Label: questions.Inference, Confidence: new(3)}, Flagged: true, Go: "next"}
	return []framed{both, changed(both, func(v *staleView) {
		v.Stored, v.Mine, v.Flagged = quiz.Answer{}, quiz.Change{}, false
	})}
}

func samplePractice() []framed {
	asked := practiceView{frame: longFrame, Heading: "Statement 3 of 6", Text: everydayPack().Items[2].Text, In: "en", Choices: everyChoice}
	readings := everydayReadings()
	all := []framed{asked, changed(asked, func(v *practiceView) { v.Trouble = &trouble{"label", "Choose fact, inference or opinion first."} })}
	for _, i := range []int{0, 1} { // like the key, and not
		all = append(all, changed(asked, func(v *practiceView) { v.Marked, v.Next = &readings[i], &step{"/practice", "Next statement"} }))
	}
	score := changed(asked, func(v *practiceView) {
		v.Heading, v.Score, v.Another, v.Home = "The round is over", &quiz.Score{Right: 4, Max: 6}, "/practice", step{"/class", "Go to your class"}
		v.Finding = &finding{quiz.Finding{Key: questions.Inference, Taken: questions.Fact, N: 2, Of: 3}, true, "Look for what the writer saw, and what the writer worked out."}
	})
	return append(all, score, changed(score, func(v *practiceView) { v.Finding, v.Says = nil, "All six were the same as the key." }))
}

func sampleQuestions() []framed {
	steps := slices.Concat(slices.Repeat([]string{"done"}, 7), []string{"here"}, make([]string, 32))
	pack, readings := readSamplePack("macron-leaks"), everydayReadings()
	long := slices.MaxFunc(pack.Items, func(a, b questions.Item) int { return len(a.Text) - len(b.Text) })
	plain := questionView{frame: longFrame, Attempt: "1", N: 8, Count: 40, Steps: steps, Text: long.Text, In: "en", Choices: everyChoice, Saved: true, Next: step{"/attempt/1/9", "Next"},
		From: english.rich("Passage %d of %d", 8, 40), Sure: everySure, Flagged: true,
		Ending: ending{Attempt: "1", At: sampleTime.Add(time.Hour), Left: 3600, Extra: true},
		Around: quiz.Around{Before: []quiz.Beyond{{Words: long.Text}, {Words: long.Text, Gap: true}}, After: []quiz.Beyond{{Words: long.Text}}}}
	first := changed(plain, func(v *questionView) {
		v.N, v.From, v.Sure, v.Flagged, v.Saved, v.Around, v.Ending = 1, "", nil, false, false, quiz.Around{}, ending{Attempt: "1"}
		v.Choices = []choice{{questions.Fact, "You could check it.", false}, {questions.Inference, "It goes beyond what was seen.", false}, {questions.Opinion, "It judges.", false}}
	})
	instant := changed(first, func(v *questionView) { v.Instant = true })
	all := []framed{plain, first, instant, changed(instant, func(v *questionView) { v.Trouble = &trouble{"label", "Choose fact, inference or opinion first."} }),
		changed(plain, func(v *questionView) {
			v.Ending.Closes, v.Ending.Extra = true, false
			v.Trouble = &trouble{"", "Many people are here just now. Wait a few seconds and try again."}
		})}
	for _, i := range []int{0, 1, 4} {
		all = append(all, changed(instant, func(v *questionView) { v.Marked, v.Next = &readings[i], step{"/attempt/1/9", "Next question"} }))
	}
	return all
}

func sampleResults() []framed {
	full := resultView{frame: wideFrame, Class: longClass.Title, Of: longTitle, Heading: "Your result", Score: quiz.Score{Right: 3, Max: 12}, Readings: everydayReadings(), Pack: "everyday", Key: keyNotes{Version: 1},
		Finding: &finding{quiz.Finding{Key: questions.Inference, Taken: questions.Fact, N: 3, Of: 4}, false, "Look for what the writer saw, and what the writer worked out."}}
	for i, label := range questions.Labels {
		full.Kinds = append(full.Kinds, kindRow{label, quiz.Part{Right: i, Of: 14}, slices.Concat(slices.Repeat([]bool{true}, i), make([]bool, 14-i))})
	}
	for i := range full.Readings {
		full.Readings[i].Differ = &challengeForm{Post: "/attempt/1/challenge", Passage: fmt.Sprint(i), Version: 1, ID: fmt.Sprint("reason-", i)}
	}
	said := []quiz.Challenge{{Reason: "The writer could not have seen it from where she stood.", State: quiz.ChallengeOpen}}
	full.Readings[1].Differ.Said = said
	answered := said[0]
	answered.State, answered.Answer = quiz.ChallengeAnswered, "We agree, and the next version says so."
	full.Readings[2].Differ.Said = []quiz.Challenge{answered}
	full.Readings[3].Differ.Reason, full.Readings[3].Differ.Trouble = "long", &trouble{"reason-3", "This has more than 400 characters. Make it shorter."}
	again := changed(full, func(v *resultView) {
		v.Key = keyNotes{Version: 3, Marks: true, Changes: []string{"Question 3 counts for all now. Your score went from 2 to 3.", "Question 5 does not count any more."}}
		v.Finding, v.Says, v.Pack = nil, "No mix-up stands out.", ""
		v.Readings = everydayReadings()[:3]
		v.Readings[1].Counts = "Fact counts as well"
		v.Since = &sinceTry{Try: 1, Says: []string{"You have 2 more the same as the key.", "You told inferences better."},
			Kinds: []sinceKind{{questions.Fact, quiz.Part{Right: 1, Of: 4}, quiz.Part{Right: 3, Of: 4}}, {questions.Inference, quiz.Part{Of: 4}, quiz.Part{Right: 1, Of: 4}}}}
	})
	again.Readings[2].Key.Later = &questions.Later{Note: "It came out a year later."}
	return []framed{full, again}
}

func sampleCards() []framed {
	pack := readSamplePack("macron-leaks")
	full := cardPage{frame: longFrame, Home: "/class", From: "the editors of a regional newspaper, 2026", Agreed: english.agreed(pack.Agreement()),
		Kinds:   []kindCount{{questions.Fact, 14}, {questions.Inference, 13}, {questions.Opinion, 13}},
		Card:    quiz.PackCard{Pack: quiz.PackLine{Title: longTitle, Language: "fr", Passages: 40, Version: 12}, About: "Une chronique sur une enquête.", Guide: pack.Guide, Reviewers: 3, Counted: true, Decided: 4, Disputed: 2},
		History: []packVersion{{quiz.HistoryLine{Version: 12, Passages: 40, Reason: "La phrase 7 disait deux choses.", By: "Reviewer 1"}, "3 May 2026"}, {quiz.HistoryLine{Version: 11, Passages: 39}, "1 May 2026"}}}
	return []framed{full, changed(full, func(v *cardPage) { v.Card.Counted = false }), changed(full, func(v *cardPage) {
		v.From, v.Card.About, v.Card.Reviewers, v.Card.Guide, v.Card.Disputed = "", "", 0, questions.Guide{}, 0
	}), changed(full, func(v *cardPage) {
		v.Card.Decided, v.Card.Guide = 0, questions.Guide{Fact: "Ce que l'on peut vérifier."}
	}),
		changed(full, func(v *cardPage) { v.Card.Guide = questions.Guide{Mixed: "Choose the kind of the main point."} })}
}
