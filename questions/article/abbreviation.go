package article

import "strings"

// The words by which the rules in merge.go tell an abbreviation's stop from a
// sentence's, in English, French and Spanish. A text does not say which of them
// it is in, so a word stands here only if it does no harm in the other two.
var (
	// titles never end a sentence: a name or a remark follows.
	titles = set(`
		Dr. Drs. Mr. Mrs. Ms. Mx. Messrs. Prof. Rev. Hon. Msgr. Fr. Gen. Col. Lt. Maj. Capt. Cmdr. Adm.
		Sgt. Cpl. Pvt. Sen. Rep. Gov. Pres. Amb. Supt. Insp. Det. Atty. Mt. Ft.
		M. MM. Me. Mes. Mme. Mmes. Mlle. Mlles. Vve.
		Sres. Sras. Srta. Dª. Dn. Dña. Dra. Dres. Ing. Lic. Arq. Gral. Cnel. Tte. Mons. Pbro. Excmo.
		Excma. Ilmo. Ilma. EE. FF. CC. RR. Fdo.
		vs. v. e.g. i.e. cf. Cf. viz. c.-à-d. p.ej. approx. aprox. incl.`)

	// numbered ones are parts of a sentence only before a number.
	numbered = set(`
		no. nos. n. nr. p. pp. pg. pgs. art. arts. fig. figs. vol. vols. ch. chap. sec. sect. tab. eq. par. app.
		núm. núms. nº. pág. págs. cap. caps. tel. tél. ext. ed. éd. l. ll. vv.
		jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec.
		janv. févr. avr. juil. déc. ene. abr. ago. dic.`)

	// ambiguous ones may end a sentence: what follows decides.
	ambiguous = set(`
		prof. dr. Sr. sr. Sra. sra. Jr. Esq. Inc. Ltd. Co. Corp. Bros. plc. PLC. LLC. Cie. Cía. Ets. Éts. Dept. dept.
		Univ. Assn. Ave. Blvd. Rd. St. Ste. Bd. bd. Boul. boul. Av. Avda. avda. av. apr. al. ej. ex. UU. HH. Ud. Uds. Vd. Vds.
		cit. ibid. ca. min. max. hab. env. km. kg. ft. lbs. hrs.
		Ariz. Calif. Colo. Conn. Fla. Ga. Ill. Mass. Mich. Minn. Okla. Ore. Pa. Tenn. Tex. Va. Wis. Wash. Yahoo!`)

	// starters begin sentences.
	starters = set(`
		The A An He She It They We I You This That These Those His Her Its Their Our My Your In On At But And Or So
		Yet If When While As For From After Before Then There Here What Who Where Why How Some Many Most Not One By
		With To Since Because Although Though However Meanwhile Still Now Today Both Each Every Another Nobody
		Nothing Everyone Later Once Only Perhaps Did Do Does Is Are Was Were Would Can Could Should Yesterday
		Tomorrow Two Three Few Several All Under During Instead
		Le La Les L Un Une Des Il Elle Ils Elles On Nous Vous Je J Tu Ce C Cet Cette Ces Mais Et Ou Donc Car Dans
		En Au Aux À Pour Par Sur Sous Avec Sans Si Quand Comme Puis Ensuite Hier Son Sa Ses Leur Leurs Mon Ma Mes
		Notre Nos Votre Que Qu Qui Quoi Où Pourquoi Comment Cela Ça Ceci Tout Tous Toutes Chaque Après Avant Depuis
		Selon Ainsi Alors Aussi Enfin Pourtant Cependant Rien Personne Certains S N Aujourd
		El Los Las Una Unos Unas Él Ella Ellos Ellas Yo Tú Nosotros Pero Y O Sí No Con Sin Por Desde Hasta Según
		Cuando Entonces Después Luego Antes Ahora Hoy Ayer Su Sus Mi Mis Este Esta Estos Estas Ese Esa Eso Esto
		Aquel Aquella Lo Se Me Hay Es Era Fue Al Aunque Mientras Todo Todos Toda Todas Cada Nadie Nada Otro Otra
		Muchos También Tampoco Así Qué Quién Porque Ya`)

	// hesitations, with an ellipsis, put off a sentence rather than make one.
	hesitations = set(`
		well but so and er erm um uh hmm oh ah i you yes no maybe
		euh bon ben mais oui non je et alors enfin
		bueno pues eh este pero y sí`)

	// speech verbs follow the name of who spoke.
	speech = set(`said says asked asks replied replies wrote writes shouted cried answered added whispered yelled
		called wondered tweeted warned`)
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
