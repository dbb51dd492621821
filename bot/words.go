package bot

// Words are the bot's own words in one language. Where there are several
// versions, the longest comes first. The verbs are filled in by package fmt.
type words struct {
	help     []string // 1: title, 2: what one may ask for, 3: the areas
	areas    []string // 1: the areas, one a line, 2: in one line
	original string   // before the link to the document
	english  string   // before the link to the published translation
	nearest  string   // 1: a topic that no quote names
	rest     []string // to somebody who asks too often
	link     string   // 1: name of a link, 2: its address
	notYet   string   // 1: names of links
	quote    [2]string
	comma    string
}

// ownWords are the bot's own words by language: two-letter codes, and zh-Hant for
// Chinese in traditional characters.
var ownWords = map[string]words{
	"en": {
		help: []string{
			"I quote from “%[1]s”. Ask me for one of its areas by name or number, or for a subject: %[2]s.\n\nIts areas: %[3]s.\n\nReply “more” for another quote, “source” for where it stands, “stop” to be left alone.",
			"I quote from “%[1]s”. Ask me for one of its areas by name or number, or for a subject: %[2]s.",
			"Ask me for one of its areas by name or number, or for a subject: %[2]s.",
		},
		areas: []string{
			"The areas I can quote from:\n\n%[1]s\n\nName one, or its number.",
			"Areas: %[2]s",
		},
		original: "Original: ",
		english:  "Translation: ",
		nearest:  "(Nothing on “%s” by itself; this is the nearest.)",
		rest: []string{
			"That was a lot of quotes for one day, and I do not want to fill anybody's timeline. Please ask me again later.",
			"Please ask me again later.",
		},
		link:   "%s: %s",
		notYet: "Not yet (%s): it will come, and then I tell you here.",
		quote:  [2]string{"“", "”"},
		comma:  ", ",
	},
	"de": {
		help: []string{
			"Ich zitiere aus „%[1]s“. Frag mich nach einem Bereich, mit Namen oder Nummer, oder nach einem Thema: %[2]s.\n\nDie Bereiche: %[3]s.\n\nAntworte „mehr“ für ein weiteres Zitat, „Quelle“ für die Fundstelle, „stopp“, wenn ich dich in Ruhe lassen soll.",
			"Ich zitiere aus „%[1]s“. Frag mich nach einem Bereich, mit Namen oder Nummer, oder nach einem Thema: %[2]s.",
			"Frag mich nach einem Bereich, mit Namen oder Nummer, oder nach einem Thema: %[2]s.",
		},
		areas: []string{
			"Aus diesen Bereichen kann ich zitieren:\n\n%[1]s\n\nNenne einen, oder seine Nummer.",
			"Bereiche: %[2]s",
		},
		original: "Original: ",
		english:  "Übersetzung: ",
		nearest:  "(Zu „%s“ allein gibt es nichts; das hier kommt dem am nächsten.)",
		rest: []string{
			"Das waren viele Zitate für einen Tag, und ich will niemandem die Timeline füllen. Frag mich bitte später wieder.",
			"Frag mich bitte später wieder.",
		},
		link:   "%s: %s",
		notYet: "Noch nicht (%s): Es kommt noch, und dann sage ich hier Bescheid.",
		quote:  [2]string{"„", "“"},
		comma:  ", ",
	},
	"fr": {
		help: []string{
			"Je cite « %[1]s ». Demandez-moi un de ses domaines, par son nom ou son numéro, ou un sujet : %[2]s.\n\nSes domaines : %[3]s.\n\nRépondez « encore » pour une autre citation, « source » pour sa référence, « stop » pour que je vous laisse tranquille.",
			"Je cite « %[1]s ». Demandez-moi un de ses domaines, par son nom ou son numéro, ou un sujet : %[2]s.",
			"Demandez-moi un de ses domaines, par son nom ou son numéro, ou un sujet : %[2]s.",
		},
		areas: []string{
			"Les domaines que je peux citer :\n\n%[1]s\n\nDonnez-en un, ou son numéro.",
			"Domaines : %[2]s",
		},
		original: "Original : ",
		english:  "Traduction : ",
		nearest:  "(Rien sur « %s » en particulier ; voici ce qui s'en approche le plus.)",
		rest: []string{
			"Cela fait beaucoup de citations pour un jour, et je ne veux encombrer le fil de personne. Redemandez-moi plus tard, s'il vous plaît.",
			"Redemandez-moi plus tard, s'il vous plaît.",
		},
		link:   "%s : %s",
		notYet: "Pas encore (%s) : cela viendra, et je vous le dirai ici.",
		quote:  [2]string{"«\u00a0", "\u00a0»"},
		comma:  ", ",
	},
	"es": {
		help: []string{
			"Cito de «%[1]s». Pídeme una de sus áreas, por su nombre o su número, o un tema: %[2]s.\n\nSus áreas: %[3]s.\n\nResponde «más» para otra cita, «fuente» para saber de dónde es, «basta» si quieres que te deje en paz.",
			"Cito de «%[1]s». Pídeme una de sus áreas, por su nombre o su número, o un tema: %[2]s.",
			"Pídeme una de sus áreas, por su nombre o su número, o un tema: %[2]s.",
		},
		areas: []string{
			"Las áreas de las que puedo citar:\n\n%[1]s\n\nDi una, o su número.",
			"Áreas: %[2]s",
		},
		original: "Original: ",
		english:  "Traducción: ",
		nearest:  "(No hay nada solo sobre «%s»; esto es lo más cercano.)",
		rest: []string{
			"Han sido muchas citas para un día, y no quiero llenar la cronología de nadie. Pídeme más otro rato, por favor.",
			"Pídeme más otro rato, por favor.",
		},
		link:   "%s: %s",
		notYet: "Todavía no (%s): llegará, y entonces te aviso aquí.",
		quote:  [2]string{"«", "»"},
		comma:  ", ",
	},
	"zh": {
		help: []string{
			"我摘引《%[1]s》。可以按名称或编号向我要一个领域，也可以问一个主题：%[2]s。\n\n领域：%[3]s。\n\n回复“更多”再来一条，“出处”看它在哪里，“停止”我就不再打扰。",
			"我摘引《%[1]s》。可以按名称或编号向我要一个领域，也可以问一个主题：%[2]s。",
			"可以按名称或编号向我要一个领域，也可以问一个主题：%[2]s。",
		},
		areas: []string{
			"我可以摘引的领域：\n\n%[1]s\n\n说出名称或编号即可。",
			"领域：%[2]s",
		},
		original: "原文：",
		english:  "译文：",
		nearest:  "（没有专门讲“%s”的，这一条最接近。）",
		rest: []string{
			"今天已经摘引了不少，我不想占满大家的时间线。请过一阵再问我。",
			"请过一阵再问我。",
		},
		link:   "%s： %s",
		notYet: "还没有（%s）：以后会有，到时我在这里告诉你。",
		quote:  [2]string{"“", "”"},
		comma:  "、",
	},
	"zh-Hant": {
		help: []string{
			"我摘引《%[1]s》。可以按名稱或編號向我要一個領域，也可以問一個主題：%[2]s。\n\n領域：%[3]s。\n\n回覆「更多」再來一條，「出處」看它在哪裡，「停止」我就不再打擾。",
			"我摘引《%[1]s》。可以按名稱或編號向我要一個領域，也可以問一個主題：%[2]s。",
			"可以按名稱或編號向我要一個領域，也可以問一個主題：%[2]s。",
		},
		areas: []string{
			"我可以摘引的領域：\n\n%[1]s\n\n說出名稱或編號即可。",
			"領域：%[2]s",
		},
		original: "原文：",
		english:  "譯文：",
		nearest:  "（沒有專門講「%s」的，這一條最接近。）",
		rest: []string{
			"今天已經摘引了不少，我不想占滿大家的時間線。請過一陣再問我。",
			"請過一陣再問我。",
		},
		link:   "%s： %s",
		notYet: "還沒有（%s）：以後會有，到時我在這裡告訴你。",
		quote:  [2]string{"「", "」"},
		comma:  "、",
	},
}

// usualLanguage is the language of the bot's own words where the one asked in is
// not known.
const usualLanguage = "en"

// wordsIn are the bot's own words for a language, and the two-letter code that a
// post in them carries.
func wordsIn(language string) (words, string) {
	w, ok := ownWords[language]
	if !ok {
		return ownWords[usualLanguage], usualLanguage
	}
	return w, language[:2]
}
