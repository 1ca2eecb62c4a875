package store

import (
	"context"
	"sort"
	"strconv"

	"discern/quiz"
)

const seatColumns = `SELECT seat_id, class_id, name, extra_time, joined_at FROM seats `

func scanSeat(row scanner) (quiz.Seat, error) {
	var seat quiz.Seat
	var joined int64
	err := row.Scan(&seat.ID, &seat.Class, &seat.Name, &seat.ExtraTime, &joined)
	seat.Joined = at(joined)
	return seat, err
}

func (t *tx) seat(school, id string) (quiz.Seat, error) {
	if err := validID(id); err != nil {
		return quiz.Seat{}, err
	}
	return first(t, quiz.ErrNotFound, scanSeat, seatColumns+`WHERE school_id = $1 AND seat_id = $2`, school, id)
}

// taughtSeat reads a seat in a class of the teacher. Its own student is
// refused; for everybody else it is not found.
func (t *tx) taughtSeat(who quiz.Actor, id string) (quiz.Seat, error) {
	if !who.SignedIn() {
		return quiz.Seat{}, quiz.ErrNotSignedIn
	}
	seat, err := t.seat(who.School, id)
	if err != nil {
		return seat, err
	}
	if who.Role == quiz.Student && who.ID != seat.ID {
		return quiz.Seat{}, quiz.ErrNotFound
	}
	if _, err := t.taught(who, seat.Class); err != nil {
		return quiz.Seat{}, err
	}
	return seat, nil
}

// Seats lists the students of a class by name.
func (s *Store) Seats(ctx context.Context, who quiz.Actor, class string) ([]quiz.Seat, error) {
	var seats []quiz.Seat
	err := s.view(ctx, func(t *tx) error {
		if _, err := t.taught(who, class); err != nil {
			return err
		}
		var err error
		seats, err = t.seats(who.School, class)
		return err
	})
	return seats, err
}

func (t *tx) seats(school, class string) ([]quiz.Seat, error) {
	seats, err := list(t, scanSeat, seatColumns+`WHERE school_id = $1 AND class_id = $2 ORDER BY lower(name), seat_id`, school, class)
	sort.SliceStable(seats, func(i, j int) bool { return quiz.NameBefore(seats[i].Name, seats[j].Name) })
	return seats, err
}

func (t *tx) insertSeat(school string, seat quiz.Seat, created int64) error {
	_, err := t.exec(`INSERT INTO seats (school_id, seat_id, class_id, name, extra_time, joined_at, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, school, seat.ID, seat.Class, seat.Name, seat.ExtraTime, ms(seat.Joined), created)
	return err
}

// addLimit is how many students one list may hold.
const addLimit = 500

// AddSeats puts students on the list of a class, each with a one-time code to
// come in with. A *quiz.FieldError for names says which line is wrong.
func (s *Store) AddSeats(ctx context.Context, who quiz.Actor, class string, names []string, i quiz.Intent) ([]quiz.SeatCard, error) {
	names, err := quiz.ReadNames(names, addLimit)
	if err != nil {
		return nil, err
	}
	now := s.Now()
	batch := s.newID()
	var cards []quiz.SeatCard
	err = s.update(ctx, func(t *tx) error {
		cards = nil
		if _, err := t.taught(who, class); err != nil {
			return err
		}
		key, err := t.schoolSecret(who.School)
		if err != nil {
			return err
		}
		batch, again, err := t.once(who.School, "seats "+class, i, batch, now)
		if err != nil {
			return err
		}
		for n, name := range names {
			// Seat and code follow from the batch, so that a repetition finds
			// the same ones.
			place := batch + " " + strconv.Itoa(n)
			seat := quiz.Seat{ID: idFrom(batch, derived(key, "seat", place)), Class: class, Name: name, ExtraTime: 1}
			code := quiz.NewCode(quiz.SeatCodeLength, derived(key, "seat code", place))
			if again {
				if seat, err = t.seat(who.School, seat.ID); err == quiz.ErrNotFound {
					continue // erased since
				}
			} else if err = t.insertSeat(who.School, seat, ms(now)); err == nil {
				err = t.insertSeatCode(who.School, seat, code, ms(now.Add(quiz.CardLife)))
			}
			if err != nil {
				return err
			}
			cards = append(cards, quiz.SeatCard{Seat: seat, Code: code})
		}
		if again {
			return nil
		}
		return s.record(t, who, class, "students added", batch, "", now)
	})
	return cards, err
}

func (t *tx) insertSeatCode(school string, seat quiz.Seat, code string, expires int64) error {
	_, err := t.exec(`INSERT INTO seat_codes (school_id, class_id, code_hash, seat_id, expires_at) VALUES ($1, $2, $3, $4, $5)`,
		school, seat.Class, quiz.SecretHash(code), seat.ID, expires)
	return err
}

// NewSeatCode gives a student who comes in on another device a one-time code;
// earlier codes of the seat are void.
func (s *Store) NewSeatCode(ctx context.Context, who quiz.Actor, id string) (quiz.SeatCard, error) {
	code, now := quiz.NewCode(quiz.SeatCodeLength, s.randomBytes(4*quiz.SeatCodeLength)), s.Now()
	var card quiz.SeatCard
	err := s.update(ctx, func(t *tx) error {
		seat, err := t.taughtSeat(who, id)
		if err != nil {
			return err
		}
		card = quiz.SeatCard{Seat: seat, Code: code}
		if err := t.replaceSeatCode(who.School, card, ms(now.Add(quiz.SeatCodeLife))); err != nil {
			return err
		}
		return s.record(t, who, seat.Class, "seat code made", id, "", now)
	})
	return card, err
}

// UpdateSeat changes a student's name or extra time. The attempts that the student
// has open under a time limit end accordingly, none before now. If that is at once,
// it is a *quiz.EndsError unless the change says that they may.
func (s *Store) UpdateSeat(ctx context.Context, who quiz.Actor, id string, change quiz.SeatChange) (quiz.Seat, error) {
	if err := change.Check(); err != nil {
		return quiz.Seat{}, err
	}
	now := s.Now()
	var seat quiz.Seat
	err := s.update(ctx, func(t *tx) (err error) {
		if seat, err = t.taughtSeat(who, id); err != nil {
			return err
		}
		if change.Name != nil {
			seat.Name = *change.Name
		}
		other := change.ExtraTime != nil && *change.ExtraTime != seat.ExtraTime
		if other {
			seat.ExtraTime = *change.ExtraTime
		}
		if _, err := t.exec(`UPDATE seats SET name = $3, extra_time = $4 WHERE school_id = $1 AND seat_id = $2`,
			who.School, id, seat.Name, seat.ExtraTime); err != nil {
			return err
		}
		if other {
			if err := s.stretch(t, who, seat, change.End, now); err != nil {
				return err
			}
		}
		return s.record(t, who, seat.Class, "student changed", id, "", now)
	})
	return seat, err
}

// DeleteSeat erases a student: seat, sessions, attempts and answers. The teacher
// of the class and an administrator may; repeating it changes nothing.
func (s *Store) DeleteSeat(ctx context.Context, who quiz.Actor, id string) error {
	now := s.Now()
	return s.update(ctx, func(t *tx) error {
		seat, err := t.taughtSeat(who, id)
		if err == quiz.ErrNotFound && validID(id) == nil {
			return t.erasedBefore(who, id)
		}
		if err == quiz.ErrForbidden && who.Role == quiz.Admin {
			seat, err = t.seat(who.School, id)
		}
		if err != nil {
			return err
		}
		if err := t.eraseSeat(who.School, id); err != nil {
			return err
		}
		return s.record(t, who, seat.Class, "student erased", id, "", now)
	})
}

// erasedBefore returns nil if who erased this very student already, so that an
// erasure can be repeated; else quiz.ErrNotFound.
func (t *tx) erasedBefore(who quiz.Actor, id string) error {
	n, err := t.count(`SELECT COUNT(*) FROM audit WHERE school_id = $1 AND actor_id = $2 AND act = $3 AND object_id = $4`,
		who.School, who.ID, "student erased", id)
	return must(int64(n), err, quiz.ErrNotFound)
}

// eraseSeat deletes all rows of a student, children first.
func (t *tx) eraseSeat(school, id string) error {
	for _, statement := range []string{
		`DELETE FROM answers WHERE school_id = $1 AND attempt_id IN (SELECT attempt_id FROM attempts WHERE school_id = $1 AND seat_id = $2)`,
		`DELETE FROM results WHERE school_id = $1 AND attempt_id IN (SELECT attempt_id FROM attempts WHERE school_id = $1 AND seat_id = $2)`,
		`DELETE FROM rescore_entries WHERE school_id = $1 AND attempt_id IN (SELECT attempt_id FROM attempts WHERE school_id = $1 AND seat_id = $2)`,
		`DELETE FROM intents WHERE school_id = $1 AND object_id IN (SELECT attempt_id FROM attempts WHERE school_id = $1 AND seat_id = $2)`,
		`DELETE FROM attempts WHERE school_id = $1 AND seat_id = $2`,
		`DELETE FROM seat_codes WHERE school_id = $1 AND seat_id = $2`,
		`DELETE FROM sessions WHERE school_id = $1 AND actor_id = $2`,
		`DELETE FROM challenges WHERE school_id = $1 AND actor_id = $2`,
		`DELETE FROM intents WHERE school_id = $1 AND object_id = $2`,
		`DELETE FROM seats WHERE school_id = $1 AND seat_id = $2`,
	} {
		if _, err := t.exec(statement, school, id); err != nil {
			return err
		}
	}
	return nil
}
