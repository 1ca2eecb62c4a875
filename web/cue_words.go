package web

import (
	"strings"
	"unicode"

	"discern/questions"
)

// cue is marked words of a passage, and what they do.
type cue struct{ Words, Does string }

// doing is one of the few things that marked words can do in a statement of a
// kind.
type doing struct {
	does  string
	known string    // the cues of the packs that come with Discern which do it, whole, between |
	words [3]string // words that tell it of other cues, in the order of tongues, between |; # is any number, ^ the beginning
}

// doings are what the marked words of each kind can do, all that can be said of
// others last. Where words tell several things the first counts.
//
// The known cues go by their words and their kind, not by pack and passage: so
// they keep their names in a copy or a later version of a pack, until somebody
// marks other words or decides on another kind.
var doings = map[questions.Label][]doing{
	questions.Fact: {
		{key("tells who said it"), `According to reports|Some people have proposed`, [3]string{
			`said|says|told|tells|announced|reported|reportedly|reports|according to|wrote|writes|tweeted|claimed|claims|called|denied|argued|argues|warned|asked|suggested|proposed|quoted|testified|admitted|spoke`,
			`a dit|dit|disent|selon|d'après|écrit|annoncé|déclaré|affirmé|affirme|proposé|raconté|répondu`,
			`dijo|dicen|dice|según|escribió|anunció|afirmó|afirma|propuso|declaró|contó|respondió`}},
		{key("a number, a time or a date that you could look up"), `Opinion polls put Macron far ahead|came days before the vote|is open from eight o'clock until four|shows three science lessons a week`, [3]string{
			`#|two|three|four|five|six|seven|eight|nine|ten|dozen|dozens|hundred|hundreds|thousand|thousands|million|millions|percent|polls|half|twice|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|august|september|october|november|december|weekend|last week|last month|last year|day|days|weeks|months|years|o'clock|ago`,
			`#|deux|trois|quatre|cinq|sept|huit|neuf|dix|cent|cents|mille|million|millions|moitié|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|jours|semaines|mois|ans|heures|heure`,
			`#|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|cien|mil|millón|millones|mitad|ayer|lunes|martes|miércoles|jueves|viernes|sábado|domingo|días|semanas|meses|años|horas`}},
		{key("a rule that you could look up"), `French law bars`, [3]string{
			`law|laws|rule|rules|by law|allowed|banned|bans|bars|forbidden|forbids`, `loi|lois|règle|règlement|interdit|interdite|autorisé`, `ley|leyes|regla|reglas|prohíbe|prohibido|permitido`}},
		{key("says what happened, and you could check it"), `was stolen|put online by unknown people over the weekend|had also passed around forged emails|broke into|were the first to post|soon spread it|was won with a jump of four metres and ten centimetres`, [3]string{
			`was|were|had|has been|have been|having|did|took|went|came|began|ended|opened|closed|won|lost|made|broke|stole|theft|leaked|posted|spread|spreading|happened|died|left|built|found|used`,
			`a été|ont été|était|étaient|avait|s'est|se sont|est arrivé|est né|est mort`, `fue|fueron|era|eran|había|ha sido|ganó|perdió|murió|nació|empezó|terminó|ocurrió`}},
		{key("says how things are, and you could check it"), `is a writer, activist and researcher living in Santa Barbara|contributes to|is president of|stops at the swimming pool`, [3]string{
			`is|are|has|have|stands|lies|lives|works|belongs|contains|member of|president of`, `est|sont|se trouve|habite|travaille|contient`, `es|son|está|están|tiene|tienen|vive|trabaja|contiene`}},
		{key("something that can be checked"), "", [3]string{}},
	},
	questions.Inference: {
		{key("says why somebody does it, and nobody can see that"), `seems to have wanted|so that Le Pen will gain|What drives the hackers is plain: they want to|either for its own gain or out of`, [3]string{
			`so that|in order to|so as to|attempt to|aim|aims|aimed|intend|intends|intended|meant to|motive|motives|motivation|motivations|drives|driven by|out of|hoping|hopes to|hoped to|trying to|tries to|tried to|to help|to hurt|to give|on purpose|want to|wants to|wanted to|wanted`,
			`pour que|afin de|afin que|dans le but|motif|motifs|exprès|cherche à|cherchent à|par peur|par jalousie`,
			`para que|a fin de|con el fin|motivo|motivos|a propósito|busca|buscan|por miedo|por celos`}},
		{key("imagines how things would go"), `would leave the West|would bring a risk of a war|would achieve little unless|would probably have won|might have less reason|would borrow more books if`, [3]string{
			`would|wouldn't|would've`, `serait|seraient|aurait|auraient|ferait|pourrait|irait`, `sería|serían|habría|habrían|haría|podría|iría`}},
		{key("draws a conclusion from clues"), `would serve Putin's own interests|so the caretaker must have been out|a threat it has never met before`, [3]string{
			`must have|must be|must|^ so|and so|therefore|thus|hence|means that|mean that|shows that|show that|proves|prove|proof|unprecedented|interest|interests|self-interest`,
			`donc|alors|doit être|doit avoir|ça montre|cela montre|prouve`, `así que|por lo tanto|entonces|debe de|debe ser|demuestra|muestra que`}},
		{key("says what it depends on"), `if they knew|If`, [3]string{`if|unless|as long as|depends on`, `si|s'il|s'ils|sauf si|à moins que|tant que`, `si|a menos que|mientras|salvo que`}},
		{key("says what will or may happen"), `may end up helping|will go on talking|could easily hurt|is not going to|will be moved`, [3]string{
			`will|won't|'ll|going to|soon|about to|may|might|could|risk|threatens to|bound to|expected to`,
			`va|vont|sera|seront|aura|auront|fera|bientôt|risque de|pourra`, `va a|van a|será|serán|habrá|hará|pronto|podrá|puede que`}},
		{key("says what caused it"), "", [3]string{
			`because|because of|since|caused|causes|cause|led to|leads to|due to|thanks to|made him|made her|made them|as a result`,
			`parce que|parce qu'il|parce qu'elle|car|puisque|à cause de|grâce à|causé|provoqué`, `porque|ya que|debido a|a causa de|gracias a|causó|provocó`}},
		{key("says how sure the writer is, not what was seen"), `almost certainly|Beyond any question|probably belongs to`, [3]string{
			`probably|perhaps|maybe|seem|seems|seemed|seemingly|appear|appears|appeared|apparent|apparently|likely|unlikely|possibly|suggests|suggest|certainly|surely|clearly|obviously|doubtless|no doubt|no question|of course|in all likelihood`,
			`peut-être|sans doute|semble|semblent|probablement|certainement|sûrement|évidemment|apparemment|il paraît`,
			`quizá|quizás|tal vez|parece|parecen|probablemente|seguramente|sin duda|claramente|evidentemente`}},
		{key("says what somebody feels or wants, and nobody can see that"), `are after nothing less than|admires`, [3]string{
			`want|wants|hope|hopes|hoped|seek|seeks|feel|feels|felt|think|thinks|thought|believe|believes|believed|love|loves|loved|hate|hates|hated|fear|fears|feared|admire|admired|angry|afraid|happy|jealous`,
			`veut|veulent|voulait|espère|espèrent|pense|pensent|croit|croient|aime|aiment|déteste|craint|a peur|fâché|jaloux`,
			`quiere|quieren|quería|espera|esperan|piensa|piensan|cree|creen|ama|odia|teme|tiene miedo|enfadado|celoso`}},
		{key("compares two things to make a point"), `works much as`, [3]string{
			`like|similar|dissimilar|same as|just as|much as|compared|unlike|than|as if`, `comme|pareil|semblable|plus que|moins que`, `como|parecido|igual que|más que|menos que`}},
		{key("makes a rule out of single cases"), `one of the ordinary ways`, [3]string{
			`always|never|usually|every|all|most|ordinary|typical|typically|generally|in general|tend to|tends to|part of`,
			`toujours|jamais|d'habitude|chaque|tous|toutes|la plupart|en général`, `siempre|nunca|normalmente|cada|todos|todas|la mayoría|en general`}},
		{key("was worked out, and nobody saw it"), "", [3]string{}},
	},
	questions.Opinion: {
		{key("mocks, and means the opposite"), `who would ever have guessed?`, [3]string{
			`what a surprise|quelle surprise|oh great|oh well done|how surprising|who would have guessed|who would have thought|big surprise`,
			`quelle surprise|ah bravo|qui l'aurait cru`, `qué sorpresa|vaya sorpresa|quién lo diría`}},
		{key("says what should be done"), `have to be fought off, whatever the price|ought to have to live with it|should be too|must take on the task|ought to`, [3]string{
			`should|shouldn't|ought|must|needs to|need to|has to|have to|let us|let's|it is time to|let`, `il faut|faut|faudrait|doit|doivent|devrait|devraient`, `debe|deben|debería|deberían|hay que|habría que|tiene que|tienen que`}},
		{key("asks, but wants no answer"), "", [3]string{`?`, `?`, `?`}},
		{key("speaks as if for everybody"), "", [3]string{`everybody|everyone|nobody|no one|we all|all of us`, `tout le monde|personne ne|nous tous|chacun`, `todo el mundo|nadie|todos sabemos|cualquiera`}},
		{key("ranks one above another"), `Nothing is a better remedy|The best protection|the best answer|the best day of the week|looks far more cheerful`, [3]string{
			`best|worst|better|worse|more|most|least|less|greatest|than`, `meilleur|meilleure|pire|mieux|plus|moins`, `mejor|peor|más|menos`}},
		{key("a judgement"), "", [3]string{`not|isn't|aren't|wasn't|hardly`, `pas`, `no|sin`}}, // "not a good idea"
		{key("says that it is bad or unfair"), `too cosy|It is unfair`, [3]string{
			`bad|unfair|wrong|too|terrible|awful|horrible|shame|shameful|disgrace|disgraceful|sad|sadly|ugly|stupid|foolish|silly|boring|lazy|selfish|cruel|useless|pointless|reckless|wasteful|unacceptable`,
			`mauvais|mauvaise|mal|injuste|trop|terrible|honte|honteux|triste|laid|bête|ennuyeux|égoïste|cruel|inutile|inacceptable`,
			`malo|mala|mal|injusto|injusta|demasiado|terrible|vergüenza|triste|feo|fea|tonto|aburrido|egoísta|cruel|inútil|inaceptable`}},
		{key("says that it is good or fair"), `fair complaints|a good idea|would be worthwhile`, [3]string{
			`good|fair|great|wonderful|excellent|valid|worth|worthwhile|useful|beautiful|brilliant|brave|lovely|nice|perfect|fun|delicious`,
			`bon|bonne|bien|juste|excellent|excellente|utile|beau|belle|courageux|parfait|délicieux|génial|merveilleux`,
			`bueno|buena|buen|bien|justo|justa|excelente|útil|bonito|bonita|valiente|perfecto|delicioso|genial|maravilloso`}},
		{key("a word that judges while it seems to report"), "", [3]string{
			`regime|mob|horde|hordes|thug|thugs|gang|puppet|puppets|cronies|fanatic|fanatics|so-called|evil|traitor|scheme`, `régime|bande|horde|fanatique|soi-disant|traître`, `régimen|banda|horda|fanático|supuesto|traidor`}},
		{key("a judgement"), "", [3]string{}},
	},
}

// cue names what marked words of a passage of a kind, in a language, do.
func (v *voice) cue(words string, label questions.Label, language string) cue {
	return cue{words, v.say(whatDoes(words, label, language))}
}

// whatDoes returns in English what marked words do, "" for a label that is none.
func whatDoes(words string, label questions.Label, language string) string {
	all := doings[label]
	for _, one := range all {
		for known := range strings.SplitSeq(one.known, "|") {
			if known == words {
				return one.does
			}
		}
	}
	base, _, _ := strings.Cut(language, "-")
	said := wordsOf(words)
	for _, one := range all {
		for i, in := range tongues {
			if in.Tag == base && tells(one.words[i], said) {
				return one.does
			}
		}
	}
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].does
}

// tells reports whether one of the given words, between |, stands in said.
func tells(given, said string) bool {
	for one := range strings.SplitSeq(given, "|") {
		if one != "" && strings.Contains(said, " "+one+" ") {
			return true
		}
	}
	return false
}

// wordsOf writes a text in small letters with one space before, between and
// after its words: without punctuation but ?, with # for each number and ^ in
// front.
func wordsOf(text string) string {
	var out strings.Builder
	for _, r := range strings.ToLower(strings.ReplaceAll(text, "’", "'")) {
		switch {
		case unicode.IsDigit(r):
			out.WriteString(" # ")
		case r == '?':
			out.WriteString(" ? ")
		case unicode.IsLetter(r), unicode.IsMark(r), r == '\'', r == '-':
			out.WriteRune(r)
		default:
			out.WriteByte(' ')
		}
	}
	return " ^ " + strings.Join(strings.Fields(out.String()), " ") + " "
}
