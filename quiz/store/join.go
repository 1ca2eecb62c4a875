package store

import (
	"context"
	"errors"
	"time"

	"discern/quiz"
)

// classByCode finds the class of a join code and its school, whether or not it
// takes new students.
func (t *tx) classByCode(code string) (school string, c quiz.Class, err error) {
	var id string
	err = t.one([]any{&school, &id}, `SELECT school_id, class_id FROM join_codes WHERE code = $1`, code)
	if err := noRow(err, quiz.ErrUnknownCode, "find class"); err != nil {
		return "", quiz.Class{}, err
	}
	c, err = first(t, quiz.ErrUnknownCode, scanClass, classColumns+`WHERE c.school_id = $1 AND c.class_id = $2`, school, id)
	return school, c, err
}

// ClassByCode returns the class that a typed join code opens now: else a
// *quiz.FieldError for code, quiz.ErrUnknownCode, or, with the class, which a
// return code still opens, ErrCodeExpired or ErrJoiningLocked.
func (s *Store) ClassByCode(ctx context.Context, typed string) (quiz.Class, error) {
	code, err := quiz.ReadCode(typed, quiz.JoinCodeLength, "code")
	if err != nil {
		return quiz.Class{}, err
	}
	var c quiz.Class
	err = s.view(ctx, func(t *tx) error {
		if _, c, err = t.classByCode(code); err != nil {
			return err
		}
		return c.MayJoin(s.Now())
	})
	return c, err
}

// MadeUpNames draws at most n made-up names in a language for whoever joins the
// class of a code: see quiz.MadeUp. It tells of no name that somebody has.
func (s *Store) MadeUpNames(ctx context.Context, code, lang string, n int) ([]string, error) {
	random := quiz.Seed(s.newID())
	var names []string
	err := s.view(ctx, func(t *tx) error {
		school, class, err := t.classByCode(code)
		if err != nil {
			return err
		}
		taken, err := t.names(school, class.ID)
		names = quiz.MadeUp(lang, taken, n, random)
		return err
	})
	return names, err
}

// names lists the names in a class.
func (t *tx) names(school, class string) (names []string, err error) {
	err = t.each(func(row scanner) error {
		var name string
		err := row.Scan(&name)
		names = append(names, name)
		return err
	}, `SELECT name FROM seats WHERE school_id = $1 AND class_id = $2`, school, class)
	return names, err
}

// Join brings a student into a class: to the seat that who already has there,
// to the seat of a one-time seat code, or to a new seat under a name, which is a
// made-up one where the class has only those. A name alone never opens a seat
// that exists. Beside the errors of ClassByCode there
// are *quiz.FieldError for name and seat_code, quiz.ErrSeatCode, and
// quiz.ErrForbidden for a grown-up.
func (s *Store) Join(ctx context.Context, who quiz.Actor, r quiz.JoinRequest, i quiz.Intent) (quiz.Joined, error) {
	if who.SignedIn() && who.Role != quiz.Student {
		return quiz.Joined{}, quiz.ErrForbidden
	}
	code, err := quiz.ReadCode(r.Code, quiz.JoinCodeLength, "code")
	if err != nil {
		return quiz.Joined{}, err
	}
	j := &joining{s: s, who: who, intent: i, now: s.Now(), id: s.newID(), random: s.randomBytes(32)}
	if r.SeatCode != "" {
		if j.seatCode, err = quiz.ReadCode(r.SeatCode, quiz.SeatCodeLength, "seat_code"); err != nil {
			return quiz.Joined{}, err
		}
	} else if j.madeUp, j.draw = r.MadeUp, r.MadeUp && r.Name == ""; !j.draw {
		j.name, j.nameErr = quiz.ReadName(r.Name, quiz.NameLength, "name")
	}
	var joined quiz.Joined
	err = s.update(ctx, func(t *tx) error {
		joined = quiz.Joined{}
		var err error
		if j.school, j.class, err = t.classByCode(code); err != nil {
			return err
		}
		seat, err := j.seat(t, &joined)
		if err != nil {
			return err
		}
		actor := quiz.Actor{Role: quiz.Student, School: j.school, ID: seat.ID, Class: j.class.ID, Name: seat.Name}
		joined.Home, err = t.home(actor, j.now)
		return err
	})
	if err != nil {
		return quiz.Joined{}, err
	}
	return joined, nil
}

// joining is one student's coming in; what it draws it draws once, so that it
// may be tried again.
type joining struct {
	s        *Store
	who      quiz.Actor
	intent   quiz.Intent
	now      time.Time
	id       string
	random   []byte
	name     string
	nameErr  error
	madeUp   bool // the name was picked, or is to be drawn
	draw     bool
	seatCode string
	school   string
	class    quiz.Class
}

// seat finds or makes the seat and starts a session for it unless who has one.
func (j *joining) seat(t *tx, joined *quiz.Joined) (quiz.Seat, error) {
	if j.seatCode != "" {
		return j.claim(t, joined)
	}
	if j.who.SignedIn() && j.who.School == j.school && j.who.Class == j.class.ID {
		return t.seat(j.school, j.who.ID)
	}
	if err := j.class.MayJoin(j.now); err != nil {
		return quiz.Seat{}, err
	}
	if j.nameErr != nil && j.class.Names != quiz.NamesMadeUp {
		return quiz.Seat{}, j.nameErr
	}
	id, again, err := t.once(j.school, "join "+j.class.ID, j.intent, j.id, j.now)
	if err != nil {
		return quiz.Seat{}, err
	}
	seat := quiz.Seat{ID: id, Class: j.class.ID, ExtraTime: 1, Joined: j.now}
	if !again {
		if seat.Name, err = j.named(t); err != nil {
			return seat, err
		}
	}
	if err := j.start(t, joined, id); err != nil || again {
		seat, missing := t.seat(j.school, id)
		return seat, errors.Join(err, missing)
	}
	if err := t.insertSeat(j.school, seat, ms(j.now)); err != nil {
		return seat, err
	}
	joined.Fresh = true
	return seat, j.prolong(t)
}

// named returns the name of a new seat: as typed, or a made-up one that nobody
// in the class has.
func (j *joining) named(t *tx) (string, error) {
	if !j.madeUp && j.class.Names != quiz.NamesMadeUp {
		return j.name, nil
	}
	taken, err := t.names(j.school, j.class.ID)
	if err == nil && j.draw {
		return quiz.DrawName(j.class.Language, taken, quiz.Seed(j.id))
	}
	if err == nil {
		err = quiz.PickName(j.name, taken)
	}
	return j.name, err
}

// claim spends a one-time seat code. Whoever had the seat before is signed out:
// a lost phone must not go on writing.
func (j *joining) claim(t *tx, joined *quiz.Joined) (quiz.Seat, error) {
	var id string
	err := t.one([]any{&id}, `SELECT seat_id FROM seat_codes WHERE school_id = $1 AND class_id = $2 AND code_hash = $3 AND expires_at > $4`,
		j.school, j.class.ID, quiz.SecretHash(j.seatCode), ms(j.now))
	if err := noRow(err, quiz.ErrSeatCode, "find seat"); err != nil {
		return quiz.Seat{}, err
	}
	if _, err := t.exec(`DELETE FROM seat_codes WHERE school_id = $1 AND seat_id = $2`, j.school, id); err != nil {
		return quiz.Seat{}, err
	}
	if _, err := t.exec(`DELETE FROM sessions WHERE school_id = $1 AND actor_id = $2`, j.school, id); err != nil {
		return quiz.Seat{}, err
	}
	if _, err := t.exec(`UPDATE seats SET joined_at = $3 WHERE school_id = $1 AND seat_id = $2 AND joined_at = 0`, j.school, id, ms(j.now)); err != nil {
		return quiz.Seat{}, err
	}
	if err := j.start(t, joined, id); err != nil {
		return quiz.Seat{}, err
	}
	joined.Fresh = true
	return t.seat(j.school, id)
}

// start begins the student's session. Under an idempotency key the token
// follows from the key, so that a repetition gets the same one although only
// its hash is stored.
func (j *joining) start(t *tx, joined *quiz.Joined, seat string) error {
	secret := j.random
	if j.intent.Key != "" && j.seatCode == "" {
		key, err := t.schoolSecret(j.school)
		if err != nil {
			return err
		}
		secret = derived(key, "join "+j.class.ID, j.intent.Key)
	}
	joined.Token = token(j.school, secret)
	t.touch(j.class.ID)
	return t.startSession(j.school, joined.Token, seatSession, seat, j.now)
}

// prolong keeps a code alive that is in use, without writing at every joining.
func (j *joining) prolong(t *tx) error {
	if j.class.CodeExpires.Sub(j.now) > quiz.CodeLife-time.Hour {
		return nil
	}
	_, err := t.exec(`UPDATE classes SET code_expires_at = $3 WHERE school_id = $1 AND class_id = $2`,
		j.school, j.class.ID, ms(j.now.Add(quiz.CodeLife)))
	return err
}

// Home is what the student sees on coming in: the class and its assignments.
func (s *Store) Home(ctx context.Context, who quiz.Actor) (quiz.Home, error) {
	if err := who.MustBe(quiz.Student); err != nil {
		return quiz.Home{}, err
	}
	var home quiz.Home
	err := s.view(ctx, func(t *tx) (err error) {
		home, err = t.home(who, s.Now())
		return err
	})
	return home, err
}

func (t *tx) home(who quiz.Actor, now time.Time) (quiz.Home, error) {
	seat, err := t.seat(who.School, who.ID)
	if err != nil {
		return quiz.Home{}, err
	}
	class, err := t.class(who, seat.Class)
	if err != nil {
		return quiz.Home{}, err
	}
	home := quiz.Home{Seat: seat, Class: class}
	assignments, err := t.assignments(who.School, class.ID)
	if err != nil {
		return quiz.Home{}, err
	}
	attempts, err := t.attemptsOfSeat(who.School, seat.ID)
	if err != nil {
		return quiz.Home{}, err
	}
	for _, a := range assignments {
		if a = a.In(class); !a.Listed() {
			continue
		}
		card := quiz.Card{Assignment: a, State: a.StateAt(now), Left: a.Settings.Attempts}
		for _, attempt := range attempts[a.ID] {
			attempt = attempt.At(now)
			if attempt.State != quiz.Voided {
				card.Left--
			}
			card.Latest = &attempt
		}
		card.Left = max(card.Left, 0)
		home.Cards = append(home.Cards, card)
	}
	return home, nil
}
