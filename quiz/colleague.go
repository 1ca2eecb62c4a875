package quiz

import "time"

// Colleague is a teacher of a class.
type Colleague struct {
	ID    string // of the account
	Name  string
	Email string
	Owner bool      // who alone may delete the class, hand it over, and not be removed
	Since time.Time // zero for the owner
}

// Invitation asks somebody to teach a class too. It is made for an e-mail
// address, whether or not that has an account, and does not tell.
type Invitation struct {
	ID      string
	Class   string // id
	Title   string // of the class
	Email   string
	From    string // name of who invited
	Created time.Time
	Expires time.Time
}

// MostInvitations is how many a class may have open at once.
const MostInvitations = 20
