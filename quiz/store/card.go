package store

import (
	"context"

	"discern/quiz"
)

// NewSeatCards gives each of the students a one-time code for a printed card,
// by name; earlier codes of theirs are void. Seats of another class are
// quiz.ErrNotFound. The same intent again returns the codes of then that still
// work.
func (s *Store) NewSeatCards(ctx context.Context, who quiz.Actor, class string, seats []string, i quiz.Intent) ([]quiz.SeatCard, error) {
	now, batch := s.Now(), s.newID()
	var cards []quiz.SeatCard
	err := s.update(ctx, func(t *tx) error {
		cards = nil
		if _, err := t.taught(who, class); err != nil {
			return err
		}
		chosen, err := t.seatsOf(who.School, class, seats)
		if err != nil {
			return err
		}
		key, err := t.schoolSecret(who.School)
		if err != nil {
			return err
		}
		batch, again, err := t.once(who.School, "cards "+class, i, batch, now)
		if err != nil {
			return err
		}
		for _, seat := range chosen {
			card := quiz.SeatCard{Seat: seat, Code: quiz.NewCode(quiz.SeatCodeLength, derived(key, "seat code", batch+" "+seat.ID))}
			works := true
			if again {
				works, err = t.seatCodeWorks(who.School, card, ms(now))
			} else {
				err = t.replaceSeatCode(who.School, card, ms(now.Add(quiz.CardLife)))
			}
			if err != nil {
				return err
			}
			if works {
				cards = append(cards, card)
			}
		}
		if again {
			return nil
		}
		return s.record(t, who, class, "cards made", batch, "", now)
	})
	return cards, err
}

// seatsOf reads the seats of a class that have one of the ids, by name;
// quiz.ErrNotFound if the class lacks one of them.
func (t *tx) seatsOf(school, class string, ids []string) ([]quiz.Seat, error) {
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	all, err := t.seats(school, class)
	if err != nil {
		return nil, err
	}
	var chosen []quiz.Seat
	for _, seat := range all {
		if wanted[seat.ID] {
			chosen = append(chosen, seat)
		}
	}
	if len(chosen) != len(wanted) {
		return nil, quiz.ErrNotFound
	}
	return chosen, nil
}

// replaceSeatCode makes the code of a card the only one of its seat.
func (t *tx) replaceSeatCode(school string, card quiz.SeatCard, expires int64) error {
	if _, err := t.exec(`DELETE FROM seat_codes WHERE school_id = $1 AND seat_id = $2`, school, card.Seat.ID); err != nil {
		return err
	}
	return t.insertSeatCode(school, card.Seat, card.Code, expires)
}

func (t *tx) seatCodeWorks(school string, card quiz.SeatCard, now int64) (bool, error) {
	n, err := t.count(`SELECT COUNT(*) FROM seat_codes WHERE school_id = $1 AND class_id = $2 AND code_hash = $3 AND seat_id = $4 AND expires_at > $5`,
		school, card.Seat.Class, quiz.SecretHash(card.Code), card.Seat.ID, now)
	return n > 0, err
}
