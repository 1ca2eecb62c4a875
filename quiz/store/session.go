package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"github.com/google/uuid"

	"discern/quiz"
)

// Kinds of session, and how long each lives: since it was last used, and in
// all.
const (
	seatSession  = "seat"
	staffSession = "staff"
	apiSession   = "api"
)

var sessionIdle = map[string]time.Duration{seatSession: 8 * time.Hour, staffSession: 30 * time.Minute, apiSession: 400 * 24 * time.Hour}
var sessionLife = map[string]time.Duration{seatSession: 12 * time.Hour, staffSession: 12 * time.Hour, apiSession: 400 * 24 * time.Hour}

// touchEvery is how exactly the last use of a session is recorded: less often
// than it is used, so that reading needs no writing.
const touchEvery = time.Minute

// newToken returns a secret that carries its school, so that a look-up touches
// one place: 16 bytes of school and 32 random bytes.
func (s *Store) newToken(school string) string { return token(school, s.randomBytes(32)) }

func token(school string, secret []byte) string {
	id := uuid.MustParse(school)
	return base64.RawURLEncoding.EncodeToString(append(id[:], secret...))
}

// schoolOf returns the school that a token names; ok is false for a text that
// is no token.
func schoolOf(token string) (school string, ok bool) {
	if len(token) != 64 {
		return "", false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) != 48 {
		return "", false
	}
	return uuid.UUID(raw[:16]).String(), true
}

// derived returns what a repeated act makes again instead of drawing it anew:
// a secret that only the holder of the idempotency key and the school's own
// secret determine.
func derived(schoolSecret, purpose, key string) []byte {
	mac := hmac.New(sha256.New, []byte(schoolSecret))
	mac.Write([]byte(purpose + "\x00" + key))
	return mac.Sum(nil)
}

func (t *tx) schoolSecret(school string) (string, error) {
	var secret string
	err := t.one([]any{&secret}, `SELECT secret FROM schools WHERE school_id = $1`, school)
	return secret, noRow(err, quiz.ErrNotFound, "read school")
}

func (t *tx) startSession(school, token, kind, actor string, now time.Time) error {
	_, err := t.exec(`INSERT INTO sessions (school_id, session_hash, kind, actor_id, created_at, seen_at)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (school_id, session_hash) DO NOTHING`,
		school, quiz.SecretHash(token), kind, actor, ms(now), ms(now))
	return err
}

// Authenticate returns whom a token speaks for, or quiz.ErrNotSignedIn: for a
// token unknown, ended or too old, a seat erased or an account disabled.
func (s *Store) Authenticate(ctx context.Context, token string) (quiz.Actor, error) {
	school, ok := schoolOf(token)
	if !ok {
		return quiz.Actor{}, quiz.ErrNotSignedIn
	}
	return s.holder(ctx, school, quiz.SecretHash(token))
}

// holder returns whom a session speaks for, and counts that as a use of it.
func (s *Store) holder(ctx context.Context, school, hash string) (quiz.Actor, error) {
	now := s.Now()
	var kind, seat, class, seatName, account, accountName, role string
	var created, seen int64
	err := s.engine.look(ctx, func(t *tx) error {
		err := t.one([]any{&kind, &created, &seen, &seat, &class, &seatName, &account, &accountName, &role},
			`SELECT s.kind, s.created_at, s.seen_at, COALESCE(p.seat_id, ''), COALESCE(p.class_id, ''),
				COALESCE(p.name, ''), COALESCE(a.account_id, ''), COALESCE(a.name, ''), COALESCE(a.role, '')
			FROM sessions s
			LEFT JOIN seats p ON p.school_id = s.school_id AND p.seat_id = s.actor_id AND s.kind = 'seat'
			LEFT JOIN accounts a ON a.school_id = s.school_id AND a.account_id = s.actor_id AND NOT a.disabled AND s.kind <> 'seat'
			WHERE s.school_id = $1 AND s.session_hash = $2`, school, hash)
		return noRow(err, quiz.ErrNotSignedIn, "authenticate")
	})
	if err != nil {
		return quiz.Actor{}, err
	}
	if now.Sub(at(created)) > sessionLife[kind] || now.Sub(at(seen)) > sessionIdle[kind] || seat == "" && account == "" {
		return quiz.Actor{}, quiz.ErrNotSignedIn
	}
	if now.Sub(at(seen)) > touchEvery {
		s.touch(ctx, school, hash, now)
	}
	if kind == seatSession {
		return quiz.Actor{Role: quiz.Student, School: school, ID: seat, Class: class, Name: seatName, Session: hash}, nil
	}
	return quiz.Actor{Role: quiz.Role(role), School: school, ID: account, Name: accountName, Session: hash}, nil
}

// touch records that a session is in use. If it cannot be written the session
// only ends sooner, so the error is not the visitor's.
func (s *Store) touch(ctx context.Context, school, hash string, now time.Time) {
	_ = s.update(ctx, func(t *tx) error {
		_, err := t.exec(`UPDATE sessions SET seen_at = $3 WHERE school_id = $1 AND session_hash = $2`, school, hash, ms(now))
		return err
	})
}

// SignOut ends the session that speaks for who.
func (s *Store) SignOut(ctx context.Context, who quiz.Actor) error {
	if !who.SignedIn() {
		return nil
	}
	return s.update(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM sessions WHERE school_id = $1 AND session_hash = $2`, who.School, who.Session)
		return err
	})
}
