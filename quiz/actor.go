package quiz

// Role is what an account of a grown-up, or the seat of a student, may do.
type Role string

// The roles. A student has a seat in one class and no account.
const (
	Student   Role = "student"
	TeacherOf Role = "teacher"
	Reviewer  Role = "reviewer"
	Admin     Role = "admin"

	// Operator is whoever runs a command on the machine itself; no account has
	// this role.
	Operator Role = "operator"
)

// ValidAccount reports whether r is a role that an account may have.
func (r Role) ValidAccount() bool { return r == TeacherOf || r == Reviewer || r == Admin }

// Actor is who asks: every act of the store takes one. The zero Actor is a
// visitor who has not signed in.
type Actor struct {
	Role    Role
	School  string // id
	ID      string // of the account, or of the seat
	Class   string // id of a student's class
	Name    string
	Session string // id of the session that spoke for the actor
}

// SignedIn reports whether a is anybody at all.
func (a Actor) SignedIn() bool { return a.ID != "" }

// MustBe returns nil if the actor has the role, ErrNotSignedIn for a visitor,
// and ErrForbidden for everybody else.
func (a Actor) MustBe(role Role) error {
	switch {
	case !a.SignedIn():
		return ErrNotSignedIn
	case a.Role != role:
		return ErrForbidden
	}
	return nil
}

// Teacher is an account: of a teacher, a reviewer or an administrator.
type Teacher struct {
	ID          string
	School      string
	Email       string
	Name        string
	Role        Role
	Disabled    bool
	HasPassword bool
}
