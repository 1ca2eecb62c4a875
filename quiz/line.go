package quiz

import (
	"strings"
	"time"
)

// AssignmentLine is an assignment with how far the class has come.
type AssignmentLine struct {
	Assignment
	State    AssignmentState // at the time of asking
	Seats    int
	Started  int     // students with an attempt that is not voided
	HandedIn int     // students with an attempt handed in
	Mean     float64 // of the scores that count, valid if HandedIn > 0
}

// NewAssignment is what a teacher chooses to set a quiz.
type NewAssignment struct {
	Pack     string // slug
	Version  int    // 0: the newest
	Title    string // "": that of the pack
	Settings Settings
}

// AssignmentChange is what a teacher wants changed; nil stays as it is.
type AssignmentChange struct {
	State    *AssignmentState
	Settings *Settings
}

// ClassChange is what a teacher wants changed; nil stays as it is.
type ClassChange struct {
	Title      *string
	SchoolYear *string
	Language   *string
	Names      *string
	Joining    *bool
	Archived   *bool // put away, or brought back
}

// Applied returns a class as changed at now, or a *FieldError. Unlocking joining
// gives the code its whole life again.
func (c ClassChange) Applied(class Class, now time.Time) (Class, error) {
	next := NewClass{Title: class.Title, SchoolYear: class.SchoolYear, Language: class.Language, Names: class.Names}
	for _, field := range []struct{ to, from *string }{{&next.Title, c.Title}, {&next.SchoolYear, c.SchoolYear}, {&next.Language, c.Language}, {&next.Names, c.Names}} {
		if field.from != nil {
			*field.to = *field.from
		}
	}
	next, err := next.Check()
	if err != nil {
		return class, err
	}
	class.Title, class.SchoolYear, class.Language, class.Names = next.Title, next.SchoolYear, next.Language, next.Names
	if c.Joining != nil {
		class.Joining = *c.Joining
		if class.Joining {
			class.CodeExpires = now.Add(CodeLife)
		}
	}
	return class, nil
}

// SeatChange is what a teacher wants changed; nil stays as it is.
type SeatChange struct {
	Name      *string
	ExtraTime *float64
	End       bool // an open attempt that has used up its time then may end at once
}

// Link is a one-time link: to set up the first account, to make one for an
// invitation, or to sign in.
type Link struct {
	SetUp      bool
	Invitation *Invitation
	Teacher    Teacher // of a sign-in link
}

// How long a one-time link can be used.
const LinkLife = 7 * 24 * time.Hour

// PackLine is the newest version of a pack in a list.
type PackLine struct {
	Slug     string
	Title    string
	Language string
	Version  int
	Passages int
	Askable  int // passages that are not disputed
	Hash     string
}

// Public reports whether anybody may practise with the pack and see its key at
// any time.
func (l PackLine) Public() bool { return l.Slug == ExamplePack }

// SeatExport is all that is held of one student.
type SeatExport struct {
	Seat     Seat
	Class    string // title
	Attempts []AttemptExport

	Challenges []Challenge
}

// AttemptExport is one attempt of a SeatExport with its saved answers.
type AttemptExport struct {
	Attempt    Attempt
	Assignment string // title
	Answers    []Answer
	Shifts     []Shift // of its score by rescores, oldest first
}

// ReadEmail returns an e-mail address as it is kept, lower case, or a
// *FieldError for the field email.
func ReadEmail(typed string) (string, error) {
	email := strings.ToLower(strings.TrimSpace(typed))
	at := strings.LastIndexByte(email, '@')
	if at < 1 || at == len(email)-1 || len(email) > 200 || strings.ContainsAny(email, " \t\r\n<>\"") {
		return "", &FieldError{Field: "email", Message: "Type an e-mail address, such as name@school.example."}
	}
	return email, nil
}

// Check reads the name as it is kept and refuses, as a *FieldError, what a seat
// cannot have.
func (c *SeatChange) Check() error {
	if c.Name != nil {
		name, err := ReadName(*c.Name, NameLength, "name")
		if err != nil {
			return err
		}
		c.Name = &name
	}
	if c.ExtraTime != nil && !(*c.ExtraTime >= 1 && *c.ExtraTime <= 10) {
		return &FieldError{Field: "extra_time", Message: "Give a factor from 1 to 10: 1.5 is half as long again."}
	}
	return nil
}
