package quiz

import (
	"strings"

	"discern/questions"
)

// guides say what the three kinds mean where nobody has said it otherwise.
var guides = map[string]questions.Guide{
	"en": {
		Fact:      "A statement that reports what happened, exists or was said, and that could be checked directly now. It may turn out true or false.",
		Inference: "A conclusion that goes beyond what was observed or recorded: a cause, a motive, a prediction, a general rule. Evidence bears on it.",
		Opinion:   "A judgement: it approves, disapproves, prefers, or says what ought to be. Evidence alone cannot settle it.",
		Mixed:     "Where a statement mixes kinds, its main point decides; the other kind is given as second.",
	},
	"fr": {
		Fact:      "Un énoncé qui rapporte ce qui s'est passé, ce qui existe ou ce qui a été dit, et que l'on pourrait vérifier directement. Il peut être vrai ou faux.",
		Inference: "Une conclusion qui va au-delà de ce qui a été observé : une cause, un motif, une prévision, une règle générale. Des preuves peuvent la soutenir.",
		Opinion:   "Un jugement : il approuve, désapprouve, préfère, ou dit ce qui devrait être. Les preuves seules ne peuvent pas en décider.",
		Mixed:     "Quand un énoncé mêle plusieurs genres, c'est son point principal qui décide ; l'autre genre est donné en second.",
	},
	"es": {
		Fact:      "Un enunciado que informa de lo que pasó, existe o se dijo, y que se podría comprobar directamente. Puede ser verdadero o falso.",
		Inference: "Una conclusión que va más allá de lo observado: una causa, un motivo, una predicción, una regla general. Las pruebas pueden apoyarla.",
		Opinion:   "Un juicio: aprueba, desaprueba, prefiere o dice lo que debería ser. Las pruebas por sí solas no pueden decidirlo.",
		Mixed:     "Si un enunciado mezcla tipos, decide su punto principal; el otro tipo se da como segundo.",
	},
}

// DefaultGuide is the guide of a new draft in the language, or in English.
func DefaultGuide(language string) questions.Guide {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	if guide, ok := guides[base]; ok {
		return guide
	}
	return guides["en"]
}

// ReadGuide returns a guide as it is kept, or a *FieldError.
func ReadGuide(g questions.Guide) (questions.Guide, error) {
	for _, part := range []struct {
		field string
		text  *string
	}{{"guide.fact", &g.Fact}, {"guide.inference", &g.Inference}, {"guide.opinion", &g.Opinion}, {"guide.mixed", &g.Mixed}} {
		var err error
		if *part.text, err = readMaybe(*part.text, 600, part.field); err != nil {
			return g, err
		}
	}
	return g, nil
}
