package store_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// naming is a class whose students come in under names.
type naming struct {
	t       *testing.T
	s       *store.Store
	teacher quiz.Actor
	class   quiz.Class
}

func newNaming(t *testing.T, o store.Options) *naming {
	t.Helper()
	s := storetest.Open(t, o)
	teacher := storetest.Teacher(t, s, "t@school.example")
	return &naming{t, s, teacher, storetest.Class(t, s, teacher)}
}

// join comes in as a page does: the intent does not say which made-up name.
func (n *naming) join(name string, madeUp bool, key string) (quiz.Joined, error) {
	ask, request := quiz.JoinRequest{Code: n.class.Code, Name: name, MadeUp: madeUp}, name
	if madeUp {
		request = "made up"
	}
	return n.s.Join(ctx, quiz.Actor{}, ask, quiz.Intent{Key: key, Request: request})
}

// seat joins and returns the name that the seat has.
func (n *naming) seat(name string, madeUp bool, key string) string {
	n.t.Helper()
	joined, err := n.join(name, madeUp, key)
	if err != nil {
		n.t.Fatalf("join as %q: %v", name, err)
	}
	return joined.Home.Seat.Name
}

// refused wants joining to be refused for its name, with a word of why, and no
// trace of it in the class.
func (n *naming) refused(name string, madeUp bool, why string) {
	n.t.Helper()
	before := n.names()
	_, err := n.join(name, madeUp, "refused "+name)
	var field *quiz.FieldError
	if !errors.As(err, &field) || field.Field != "name" || !strings.Contains(field.Message, why) {
		n.t.Errorf("join as %q: %v, want a FieldError for name with %q", name, err, why)
	}
	if after := n.names(); !slices.Equal(before, after) {
		n.t.Errorf("after %q was refused the class is %q, before %q", name, after, before)
	}
}

func (n *naming) names() []string {
	n.t.Helper()
	seats, err := n.s.Seats(ctx, n.teacher, n.class.ID)
	if err != nil {
		n.t.Fatal(err)
	}
	var names []string
	for _, seat := range seats {
		names = append(names, seat.Name)
	}
	return names
}

func (n *naming) only(names string) {
	n.t.Helper()
	class, err := n.s.UpdateClass(ctx, n.teacher, n.class.ID, quiz.ClassChange{Names: &names})
	if err != nil || class.Names != names {
		n.t.Fatalf("names %q, %v, want %q", class.Names, err, names)
	}
}

func TestPickedNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		n := newNaming(t, o)
		if n.class.Names != quiz.NamesTyped {
			t.Errorf("a new class has names %q", n.class.Names)
		}
		first, err := n.join("Red Otter", true, "k1")
		if err != nil || first.Home.Seat.Name != "Red Otter" || !first.Fresh {
			t.Fatalf("pick a name: %+v, %v", first.Home.Seat, err)
		}
		n.refused("Red Otter", true, "Somebody else")
		n.refused("Amira", true, "Pick one")
		for _, name := range []string{"Red Otter", "Blue Heron"} { // again, or another button of the same page
			if again, err := n.join(name, true, "k1"); err != nil || again.Token != first.Token || again.Fresh || again.Home.Seat.Name != "Red Otter" {
				t.Errorf("%s by the same intent: %+v, fresh %v, %v", name, again.Home.Seat, again.Fresh, err)
			}
		}
		if got := n.seat("Blue Heron", true, "refused Red Otter"); got != "Blue Heron" {
			t.Errorf("after a refusal the same intent gives %q", got)
		}
		if typed, err := n.join("Red Otter", false, "k2"); err != nil || typed.Home.Seat.ID == first.Home.Seat.ID {
			t.Errorf("typing the name that somebody has: %+v, %v, want a new seat", typed.Home.Seat, err)
		}
		if got := n.seat("", true, "k3"); !quiz.IsMadeUp(got) || got == "Red Otter" || got == "Blue Heron" {
			t.Errorf("the name made up is %q", got)
		}
		if _, err := n.s.AddSeats(ctx, n.teacher, n.class.ID, []string{"silver LYNX"}, quiz.Intent{}); err != nil {
			t.Fatal(err)
		}
		n.refused("Silver Lynx", true, "Somebody else")

		offered, err := n.s.MadeUpNames(ctx, n.class.Code, "en", 1000)
		if err != nil || len(offered) < 300 {
			t.Errorf("%d names offered, %v", len(offered), err)
		}
		for _, name := range n.names() {
			if slices.ContainsFunc(offered, func(one string) bool { return strings.EqualFold(one, name) }) {
				t.Errorf("%s is offered, but somebody has it", name)
			}
		}
		if _, err := n.s.MadeUpNames(ctx, "22222222", "en", 3); !errors.Is(err, quiz.ErrUnknownCode) {
			t.Errorf("names for a code that no class has: %v", err)
		}
	})
}

// In a class of made-up names a student can bring no other, but a teacher can
// give any.
func TestMadeUpNamesOnly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		n := newNaming(t, o)
		early := n.seat("Amira", false, "early")
		wrong := "nicknames"
		var field *quiz.FieldError
		if _, err := n.s.UpdateClass(ctx, n.teacher, n.class.ID, quiz.ClassChange{Names: &wrong}); !errors.As(err, &field) || field.Field != "names" {
			t.Errorf("names %q: %v, want a FieldError for names", wrong, err)
		}
		n.only(quiz.NamesMadeUp)
		if again := n.seat("Amira", false, "early"); again != early || len(n.names()) != 1 {
			t.Errorf("the same joining again is %q of %q", again, n.names())
		}
		for _, name := range []string{"Ben", "", "<b>", "red otter", "Red Otter and Ben", strings.Repeat("x", 99)} {
			n.refused(name, false, "Pick one")
		}
		n.refused("Ben", true, "Pick one")
		if got := n.seat("Red Otter", false, "k1"); got != "Red Otter" {
			t.Errorf("a made-up name is kept as %q", got)
		}
		n.refused("Red Otter", false, "Somebody else")
		if got := n.seat("", true, "k2"); !quiz.IsMadeUp(got) {
			t.Errorf("the name made up is %q", got)
		}

		cards, err := n.s.AddSeats(ctx, n.teacher, n.class.ID, []string{"Cleo B"}, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		in, err := n.s.Join(ctx, quiz.Actor{}, quiz.JoinRequest{Code: n.class.Code, SeatCode: cards[0].Code}, quiz.Intent{})
		if err != nil || in.Home.Seat.Name != "Cleo B" {
			t.Errorf("by a card: %+v, %v", in.Home.Seat, err)
		}
		name := "Dan"
		if seat, err := n.s.UpdateSeat(ctx, n.teacher, cards[0].Seat.ID, quiz.SeatChange{Name: &name}); err != nil || seat.Name != name {
			t.Errorf("renamed by the teacher: %+v, %v", seat, err)
		}
		title := "8C"
		if class, err := n.s.UpdateClass(ctx, n.teacher, n.class.ID, quiz.ClassChange{Title: &title}); err != nil || class.Names != quiz.NamesMadeUp {
			t.Errorf("after another change: names %q, %v", class.Names, err)
		}
		n.only(quiz.NamesTyped)
		if got := n.seat("Ben", false, "k3"); got != "Ben" {
			t.Errorf("typed again: %q", got)
		}
	})
}

// Of many who pick one name at once, one has it.
func TestPickedNameOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		n := newNaming(t, o)
		var wait sync.WaitGroup
		for range 12 {
			wait.Go(func() {
				_, err := n.s.Join(ctx, quiz.Actor{}, quiz.JoinRequest{Code: n.class.Code, Name: "Red Otter", MadeUp: true}, quiz.Intent{})
				var field *quiz.FieldError
				if err != nil && !errors.As(err, &field) {
					t.Errorf("join: %v", err)
				}
			})
		}
		wait.Wait()
		if names := n.names(); len(names) != 1 {
			t.Errorf("in the class are %q, want one", names)
		}
	})
}
