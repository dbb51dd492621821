package bot

// profileWords are what a profile says beside the bot's own words, in one
// language. Numbers stand with units alone, so that there is one form of each.
type profileWords struct {
	posts, ask, owner, source string // names of the fields

	often                              string // 1: a rate
	perDay, perWeek, perMonth, perYear string // rates; 1: a number
	how                                string // how to ask
	stop                               string // how to be left alone
	intro                              string // the end of the introduction; 1: a rate
}

// profileWordsIn are those of a language that ownWords has.
func profileWordsIn(language string) profileWords {
	return map[string]profileWords{
		"en": {
			posts: "Posts", ask: "Ask me", owner: "Run by", source: "Source",
			often: "%s, and answers", perDay: "%d a day", perWeek: "%d a week", perMonth: "%d a month", perYear: "%d a year",
			how:   "an area, its number, or a subject; in reply “more”, “source” or “stop”",
			stop:  "I am a bot. Write “stop” to me and I leave you alone.",
			intro: "I am a bot. My schedule: %s. Otherwise I speak only when I am asked.",
		},
		"de": {
			posts: "Beiträge", ask: "Frag mich", owner: "Betrieben von", source: "Quelle",
			often: "%s, und Antworten", perDay: "%d am Tag", perWeek: "%d in der Woche", perMonth: "%d im Monat", perYear: "%d im Jahr",
			how:   "ein Bereich, seine Nummer oder ein Thema; als Antwort „mehr“, „Quelle“ oder „stopp“",
			stop:  "Ich bin ein Bot. Schreib mir „stopp“, und ich lasse dich in Ruhe.",
			intro: "Ich bin ein Bot. Mein Zeitplan: %s. Sonst rede ich nur, wenn man mich fragt.",
		},
		"fr": {
			posts: "Messages", ask: "Demandez", owner: "Géré par", source: "Source",
			often: "%s, et des réponses", perDay: "%d par jour", perWeek: "%d par semaine", perMonth: "%d par mois", perYear: "%d par an",
			how:   "un domaine, son numéro ou un sujet ; en réponse « encore », « source » ou « stop »",
			stop:  "Je suis un robot. Écrivez-moi « stop » et je vous laisse tranquille.",
			intro: "Je suis un robot. Mon rythme : %s. Sinon je ne parle que si l'on me demande.",
		},
		"es": {
			posts: "Mensajes", ask: "Pídeme", owner: "A cargo de", source: "Fuente",
			often: "%s, y respuestas", perDay: "%d al día", perWeek: "%d a la semana", perMonth: "%d al mes", perYear: "%d al año",
			how:   "un área, su número o un tema; en respuesta «más», «fuente» o «basta»",
			stop:  "Soy un bot. Escríbeme «basta» y te dejo en paz.",
			intro: "Soy un bot. Mi ritmo: %s. Por lo demás solo hablo si me preguntan.",
		},
		"zh": {
			posts: "发布", ask: "提问", owner: "负责人", source: "出处",
			often: "%s，并回答提问", perDay: "每天%d条", perWeek: "每周%d条", perMonth: "每月%d条", perYear: "每年%d条",
			how:   "领域、编号或主题；回复“更多”“出处”“停止”",
			stop:  "我是机器人。对我说“停止”，我就不再打扰。",
			intro: "我是机器人。发布频率：%s。此外只在有人问时才说话。",
		},
	}[language]
}
