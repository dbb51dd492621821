package mention

// signs are what means the same everywhere.
func signs() language {
	return language{phrases: map[sense]string{
		greeting: `👋`,
		please:   `🙏, sos`,
		thanks:   `👍, 💯, 👏, 🤝, 🙌, ❤, 💜, 💙, 💚, 🧡, 💛, 🖤, 🤍, 💖, 🥰, 😍, 🫶, ✅, ok 👍`,
		random:   `🎲`,
		stopping: `🛑, 🤫, 🔇`,
		joint:    `&, +, /`,
		which:    `📋`,
		help:     `❓`,
		more:     `🔁, 🔄, ➕`,
		ordinal:  ``,
		source:   `🔗`,
	}}
}
