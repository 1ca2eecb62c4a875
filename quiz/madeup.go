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
var madeUp = map[string]struct{ first, last []string }{
	"en": {strings.Fields("Red Blue Green Orange Purple Golden Silver Amber Coral Indigo Lilac Mint Emerald Sapphire Turquoise Copper Lavender Violet"),
		strings.Fields("Otter Dolphin Robin Heron Owl Hawk Eagle Falcon Lynx Panther Tiger Lion Leopard Jaguar Puma Wolf Deer Gazelle Antelope Squirrel Dragonfly Firefly Sparrow Finch Wren Lark Kestrel Osprey Hummingbird")},
	"fr": {strings.Fields("Loutre Renard Dauphin Cygne Héron Hibou Aigle Lynx Panthère Tigre Lion Léopard Jaguar Puma Loup Chevreuil Antilope Écureuil Libellule Luciole Hirondelle Pinson Mésange Alouette Rossignol Colibri Lièvre Chamois Cigogne"),
		strings.Fields("rouge orange mauve turquoise indigo lilas corail saphir émeraude lavande ambre menthe citron pourpre azur olive")},
	"es": {strings.Fields("Nutria Delfín Cisne Garza Búho Águila Halcón Lince Pantera Tigre León Leopardo Jaguar Puma Gacela Antílope Ardilla Libélula Luciérnaga Golondrina Gorrión Jilguero Alondra Ruiseñor Colibrí Liebre Cigüeña Corzo"),
		strings.Fields("azul verde naranja violeta turquesa celeste índigo esmeralda coral malva granate carmesí lavanda menta zafiro ámbar añil")},
}

// MadeUp draws at most n made-up names, such as Red Otter, in the language of a
// BCP 47 tag, or in English if the interface does not speak it. None is among
// those taken, whatever their capitals, none comes twice, and those that share
// no word come first. Where fewer are left it returns fewer.
func MadeUp(lang string, taken []string, n int, random *rand.Rand) []string {
	base, _, _ := strings.Cut(lang, "-")
	words, ok := madeUp[base]
	if !ok {
		words = madeUp["en"]
	}
	gone := map[string]bool{}
	for _, name := range taken {
		gone[foldName(name)] = true
	}
	var free [][2]string
	for _, first := range words.first {
		for _, last := range words.last {
			if !gone[foldName(first+" "+last)] {
				free = append(free, [2]string{first, last})
			}
		}
	}
	random.Shuffle(len(free), func(i, j int) { free[i], free[j] = free[j], free[i] })
	var names, alike []string
	said := map[string]bool{}
	for _, words := range free {
		name := words[0] + " " + words[1]
		if said[words[0]] || said[words[1]] {
			alike = append(alike, name)
			continue
		}
		said[words[0]], said[words[1]] = true, true
		names = append(names, name)
	}
	names = append(names, alike...)
	return names[:min(n, len(names))]
}

// IsMadeUp reports whether a name is one of MadeUp, in whichever language.
func IsMadeUp(name string) bool {
	first, last, _ := strings.Cut(name, " ")
	for _, words := range madeUp {
		if slices.Contains(words.first, first) && slices.Contains(words.last, last) {
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
	if slices.ContainsFunc(taken, func(name string) bool { return foldName(name) == foldName(picked) }) {
		return &FieldError{Field: "name", Message: "Somebody else has this name now. Pick another one."}
	}
	return nil
}

// DrawName makes up a name for a student: see MadeUp. If there is none left it
// is a *FieldError for name.
func DrawName(lang string, taken []string, random *rand.Rand) (string, error) {
	for _, name := range MadeUp(lang, taken, 1, random) {
		return name, nil
	}
	return "", &FieldError{Field: "name", Message: "All made-up names are taken. Ask your teacher."}
}
