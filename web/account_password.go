package web

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"discern/quiz"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"
)

// Bounds on a password, in characters. Longer than AdvisedPassword is what the
// pages ask for; nothing shorter than ShortestPassword is taken.
const (
	shortestPassword = 8
	advisedPassword  = 15
	longestPassword  = 256
)

// hashing is what OWASP asks of Argon2id: 19 MiB, two passes, one lane.
var hashing = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// nobodysHash is a well-formed hash that no password has. Comparing with it
// costs the same as comparing with the hash of an account that exists.
const nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// hasher makes and compares password hashes, four at once, as each takes
// 19 MiB; fifty more wait, and everybody after them gets quiz.ErrBusy.
type hasher struct {
	places chan struct{}
	turns  chan struct{}
}

func newHasher() *hasher {
	return &hasher{places: make(chan struct{}, 4+50), turns: make(chan struct{}, 4)}
}

// turn waits until a hash may be computed and returns what must be called after.
func (h *hasher) turn(ctx context.Context) (done func(), err error) {
	select {
	case h.places <- struct{}{}:
	default:
		return nil, quiz.ErrBusy
	}
	select {
	case h.turns <- struct{}{}:
		return func() { <-h.turns; <-h.places }, nil
	case <-ctx.Done():
		<-h.places
		return nil, quiz.ErrBusy
	}
}

// hash returns the text that is stored of a password.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	done, err := h.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return argon2id.CreateHash(norm.NFKC.String(password), &hashing)
}

// matches compares a password with a stored hash. It takes as long for the hash
// "" of an account that does not exist or has no password, which none matches.
func (h *hasher) matches(ctx context.Context, password, hash string) (bool, error) {
	if hash == "" {
		hash = nobodysHash
	}
	done, err := h.turn(ctx)
	if err != nil {
		return false, err
	}
	defer done()
	return argon2id.ComparePasswordAndHash(norm.NFKC.String(password), hash)
}

// checkPassword refuses, as a *quiz.FieldError for password, what is too short,
// too long, or among the first things that anybody would try.
func checkPassword(password, email string) error {
	length := utf8.RuneCountInString(password)
	switch {
	case length < shortestPassword:
		return &quiz.FieldError{Field: "password", Message: "Use at least 8 characters. A few words in a row are easy to keep in mind."}
	case length > longestPassword:
		return &quiz.FieldError{Field: "password", Message: "Use at most 256 characters."}
	case obvious(password, email):
		return &quiz.FieldError{Field: "password", Message: "That is one of the first that anybody would try. Use a few words in a row that only you would think of."}
	}
	return nil
}

// obviousWords are the beginnings of passwords that people think of first.
// Digits and signs round them make them no better.
var obviousWords = []string{
	"", "abc", "admin", "administrator", "autumn", "changeme", "classroom", "default", "dragon", "football",
	"hello", "homework", "iloveyou", "letmein", "login", "lovely", "master", "monkey", "mypassword",
	"pass", "passw", "password", "passwort", "princess", "qwe", "qwerty", "school", "secret",
	"spring", "student", "summer", "sunshine", "superman", "teacher", "temp", "test", "testing",
	"thepassword", "trustno", "user", "welcome", "whatever", "winter",
}

// rows are neighbours on a keyboard or in the alphabet.
var rows = []string{"01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb", "qwertzuiop", "azertyuiop"}

func obvious(password, email string) bool {
	plain := strings.ToLower(norm.NFKC.String(password))
	name, _, _ := strings.Cut(strings.ToLower(email), "@")
	if strings.Contains(plain, "discern") || len(name) > 3 && strings.Contains(plain, name) || repeats(plain) {
		return true
	}
	for _, row := range rows {
		if strings.Contains(row, plain) || strings.Contains(backwards(row), plain) {
			return true
		}
	}
	sign := func(r rune) bool { return !unicode.IsLetter(r) }
	bare := strings.TrimFunc(plain, sign)
	core := strings.TrimFunc(unmask(strings.TrimRightFunc(plain, sign)), sign)
	for _, word := range obviousWords {
		// Digits alone are no password either, unless there are many of them.
		if (core == word || bare == word) && (word != "" || len(plain) < advisedPassword) {
			return true
		}
	}
	return false
}

// unmask undoes the signs that people put in place of letters.
func unmask(s string) string {
	return strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i").Replace(s)
}

// repeats reports whether s is a piece of at most four characters again and again.
func repeats(s string) bool {
	runes := []rune(s)
	for size := 1; size <= 4 && size < len(runes); size++ {
		same := true
		for i := size; i < len(runes) && same; i++ {
			same = runes[i] == runes[i-size]
		}
		if same {
			return true
		}
	}
	return false
}

func backwards(s string) string {
	runes := []rune(s)
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	return string(runes)
}
