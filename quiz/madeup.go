package quiz

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// How the students of a class come by their names. What a teacher calls a
// student is free either way.
const (
	NamesTyped  = "typed"   // each types one, or picks a made-up one
	NamesMadeUp = "made_up" // each picks a made-up one
)

// madeUp has colours and animals for each language of the interface, by their
// place in a name. The colours have one form for every gender, and no word is
// one to tease somebody with.
var madeUp = []struct{ lang, first, last string }{
	{"en", "Red Blue Green Orange Purple Golden Silver Amber Coral Indigo Lilac Mint Emerald Sapphire Turquoise Copper Lavender Violet",
		"Otter Dolphin Robin Heron Owl Hawk Eagle Falcon Lynx Panther Tiger Lion Leopard Jaguar Puma Wolf Deer Gazelle Antelope Squirrel Dragonfly Firefly Sparrow Finch Wren Lark Kestrel Osprey Hummingbird"},
	{"fr", "Loutre Renard Dauphin Cygne Héron Hibou Aigle Lynx Panthère Tigre Lion Léopard Jaguar Puma Loup Chevreuil Antilope Écureuil Libellule Luciole Hirondelle Pinson Mésange Alouette Rossignol Colibri Lièvre Chamois Cigogne",
		"rouge orange mauve turquoise indigo lilas corail saphir émeraude lavande ambre menthe citron pourpre azur olive"},
	{"es", "Nutria Delfín Cisne Garza Búho Águila Halcón Lince Pantera Tigre León Leopardo Jaguar Puma Gacela Antílope Ardilla Libélula Luciérnaga Golondrina Gorrión Jilguero Alondra Ruiseñor Colibrí Liebre Cigüeña Corzo",
		"azul verde naranja violeta turquesa celeste índigo esmeralda coral malva granate carmesí lavanda menta zafiro ámbar añil"},
}

// MadeUp draws at most n made-up names, such as Red Otter, in the language of a
// BCP 47 tag, or in English if the interface does not speak it. None is among
// those taken, whatever their capitals, and none comes twice; while all are free,
// the first nine share no word. Where fewer are left it returns fewer.
func MadeUp(lang string, taken []string, n int, random *rand.Rand) []string {
	base, _, _ := strings.Cut(lang, "-")
	words := madeUp[0]
	for _, one := range madeUp {
		if one.lang == base {
			words = one
		}
	}
	first, last := strings.Fields(words.first), strings.Fields(words.last)
	a, b := random.Perm(len(first)), random.Perm(len(last))
	var names []string
	for turn := range b {
		for i := range a {
			if len(names) == n {
				return names
			}
			if name := first[a[i]] + " " + last[b[(i+turn)%len(b)]]; !holds(taken, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// holds reports whether a name is among names, whatever the capitals.
func holds(names []string, name string) bool {
	for _, one := range names {
		if strings.EqualFold(one, name) {
			return true
		}
	}
	return false
}

// IsMadeUp reports whether a name is one of MadeUp, in whichever language.
func IsMadeUp(name string) bool {
	first, last, _ := strings.Cut(name, " ")
	for _, words := range madeUp {
		if slices.Contains(strings.Fields(words.first), first) && slices.Contains(strings.Fields(words.last), last) {
			return true
		}
	}
	return false
}

// PickName checks the made-up name that a student has picked to join a class
// that has the names taken. A *FieldError for name refuses one that is not made
// up, whoever is in the class, and one that is taken, whatever its capitals.
func PickName(picked string, taken []string) error {
	if !IsMadeUp(picked) {
		return &FieldError{Field: "name", Message: "Pick one of the made-up names."}
	}
	if holds(taken, picked) {
		return &FieldError{Field: "name", Message: "Somebody else has this name now. Pick another one."}
	}
	return nil
}

// DrawName makes up a name for a student: see MadeUp. If there is none left it
// is a *FieldError for name.
func DrawName(lang string, taken []string, random *rand.Rand) (string, error) {
	if names := MadeUp(lang, taken, 1, random); len(names) > 0 {
		return names[0], nil
	}
	return "", &FieldError{Field: "name", Message: "All made-up names are taken. Ask your teacher."}
}
