package web

import (
	"regexp"

	"discern/questions"
)

// cue is marked words of a passage, and what they do.
type cue struct{ Words, Does string }

// doings name what marked words do, by the kind that they give away: the first
// whose words are among them, else the last. English, French and Spanish.
var doings = map[questions.Label][]struct {
	words *regexp.Regexp
	does  string
}{
	questions.Fact: {
		{among(`said|says|told|announced|reported|wrote|tweeted|claimed|called|denied|argued?|warned|asked|a dit|dit|écrit|annoncé|déclaré|dijo|dice|escribió|anunció`), key("tells who said it")},
		{among(`\d+|one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|percent|deux|trois|quatre|cinq|dos|tres|cuatro|cinco`), key("a number that can be checked")},
		{among(`yesterday|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|weekend|last (?:year|week|month|night)|hier|ayer`), key("tells when")},
		{nil, key("something that can be checked")},
	},
	questions.Inference: {
		{among(`if|would|unless|si|serait|aurait|sería|habría`), key("tells what would happen")},
		{among(`probably|perhaps|maybe|may|might|could|seems?|seemed|seemingly|appears?|appeared|apparently|likely|possibly|suggests?|peut-être|sans doute|semble|probablement|quizá|quizás|parece|probablemente`), key("shows a guess")},
		{among(`must have|must|therefore|so|because|since|means that|shows? that|thus|donc|parce que|car|porque|así que|por lo tanto`), key("draws a conclusion")},
		{among(`will|going to|soon|about to|va|vont|sera|va a|van a|será`), key("says what will come")},
		{among(`want(?:s|ed)?|hop(?:e|es|ed|ing)|tr(?:y|ies|ied|ying)|aim(?:s|ed|ing)?|in order to|hoping|meant to|intend(?:s|ed)?|to help|to hurt|to give`), key("gives a motive that nobody saw")},
		{nil, key("goes beyond what was seen")},
	},
	questions.Opinion: {
		{among(`should|ought|must|needs? to|has to|have to|let us|let's|il faut|faut|doit|devrait|debe|debería|hay que`), key("says what should be done")},
		{among(`best|worst|better|worse|most|more|least|greatest|than|meilleur|pire|plus|mejor|peor|más`), key("ranks one above another")},
		{nil, key("a judgement")},
	},
}

// among matches any of the given words as a whole word.
func among(words string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^\p{L}\d])(?:` + words + `)(?:$|[^\p{L}\d])`)
}

// cue names what marked words of a passage of a kind do.
func (v *voice) cue(words string, label questions.Label) cue {
	for _, one := range doings[label] {
		if one.words == nil || one.words.MatchString(words) {
			return cue{words, v.say(one.does)}
		}
	}
	return cue{Words: words}
}
