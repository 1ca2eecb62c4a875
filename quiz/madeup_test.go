package quiz_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"discern/quiz"
)

// allNames are all made-up names of a language.
func allNames(lang string) []string { return quiz.MadeUp(lang, nil, 1000, quiz.Seed("all")) }

// Each language has enough names for a school's largest class, all of them names
// as students may have them, in colours that do not change with the animal.
func TestMadeUpNames(t *testing.T) {
	changing := strings.Fields("rojo roja amarillo amarilla blanco blanca negro negra morado morada dorado dorada plateado plateada " +
		"vert verte bleu bleue violet violette gris grise noir noire blanc blanche brun brune doré dorée argenté argentée")
	unkind := strings.Fields("Pig Cow Rat Ape Whale Snake Donkey Sloth Hippo Elephant Cerdo Vaca Rata Mono Ballena Serpiente Burro Zorra Loba " +
		"Cochon Vache Singe Baleine Serpent Âne Grue Dinde Thon Black Brown White Yellow jaune noire")
	seen := map[string]bool{}
	for _, lang := range []string{"en", "fr", "es"} {
		names := allNames(lang)
		if len(names) < 300 {
			t.Errorf("%s has %d names, want 300 or more", lang, len(names))
		}
		for _, name := range names {
			if kept, err := quiz.ReadName(name, quiz.NameLength, "name"); kept != name || err != nil {
				t.Errorf("%q is kept as %q, %v", name, kept, err)
			}
			if low := strings.ToLower(name); seen[low] {
				t.Errorf("%q comes twice", name)
			} else {
				seen[low] = true
			}
			for word := range strings.FieldsSeq(name) {
				if slices.Contains(unkind, word) || slices.Contains(changing, word) {
					t.Errorf("%q should not be offered", name)
				}
			}
			if !quiz.IsMadeUp(name) {
				t.Errorf("%q is not known as made up", name)
			}
		}
	}
	for _, name := range []string{"", " ", "Red", "Red ", " Otter", "red otter", "Otter Red", "Loutre azul", "Red Otter X", "Red  Otter", "Amira", "Amira B"} {
		if quiz.IsMadeUp(name) {
			t.Errorf("%q is taken for made up", name)
		}
	}
}

func TestMadeUp(t *testing.T) {
	all := allNames("en")
	for _, c := range []struct {
		lang  string
		taken []string
		n     int
		want  int
	}{
		{"en", nil, 9, 9},
		{"fr-CA", nil, 9, 9},
		{"es", nil, 9, 9},
		{"de", nil, 3, 3}, // in English
		{"en", all[4:], 9, 4},
		{"en", upper(all[2:]), 9, 2}, // whatever the capitals
		{"en", all, 3, 0},
		{"fr", all, 3, 3}, // other names
	} {
		for _, seed := range []string{"a", "b", "c"} {
			got := quiz.MadeUp(c.lang, c.taken, c.n, quiz.Seed(seed))
			if len(got) != c.want {
				t.Errorf("%s, %d taken: %q, want %d", c.lang, len(c.taken), got, c.want)
			}
			words := map[string]int{}
			for i, name := range got {
				if slices.Contains(got[:i], name) || slices.ContainsFunc(c.taken, func(one string) bool { return strings.EqualFold(one, name) }) {
					t.Errorf("%s: %q is taken or comes twice in %q", c.lang, name, got)
				}
				for word := range strings.FieldsSeq(name) {
					words[word]++
				}
			}
			for word, n := range words {
				if n > 1 && len(c.taken) == 0 {
					t.Errorf("%s: %d of %q have %s", c.lang, n, got, word)
				}
			}
			if again := quiz.MadeUp(c.lang, c.taken, c.n, quiz.Seed(seed)); !slices.Equal(got, again) {
				t.Errorf("by one seed %q and %q", got, again)
			}
		}
	}
	if a, b := quiz.MadeUp("en", nil, 3, quiz.Seed("a")), quiz.MadeUp("en", nil, 3, quiz.Seed("b")); slices.Equal(a, b) {
		t.Errorf("by two seeds the same: %q", a)
	}
}

func upper(names []string) []string {
	loud := make([]string, len(names))
	for i, name := range names {
		loud[i] = strings.ToUpper(name)
	}
	return loud
}

func TestPickAndDrawName(t *testing.T) {
	all := allNames("en")
	for _, c := range []struct {
		picked string
		taken  []string
		want   string // in the message, "" for none
	}{
		{"Red Otter", nil, ""},
		{"Red Otter", []string{"Red Eagle", "Amira"}, ""},
		{"Red Otter", []string{"RED otter"}, "Somebody else"},
		{"Amira", nil, "Pick one"},
		{"Amira", []string{"Amira"}, "Pick one"}, // it does not say that she is there
		{"", nil, "Pick one"},
	} {
		err := quiz.PickName(c.picked, c.taken)
		var field *quiz.FieldError
		if (err == nil) != (c.want == "") || err != nil && (!errors.As(err, &field) || field.Field != "name" || !strings.Contains(field.Message, c.want)) {
			t.Errorf("PickName(%q, %q) = %v, want %q", c.picked, c.taken, err, c.want)
		}
	}
	if got, err := quiz.DrawName("en", all[1:], quiz.Seed("x")); got != all[0] || err != nil {
		t.Errorf("the last name: %q, %v, want %q", got, err, all[0])
	}
	var field *quiz.FieldError
	if got, err := quiz.DrawName("en", all, quiz.Seed("x")); !errors.As(err, &field) || field.Field != "name" {
		t.Errorf("with all taken: %q, %v", got, err)
	}
}
