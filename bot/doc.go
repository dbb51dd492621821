// Package bot is the running bot: what it posts, what it answers, and how a
// toot gets from an intention to the server exactly once. A tour, along the
// life of one toot.
//
// # Three reasons to speak, one door
//
// The clock (clock.go) wakes at the slots of the schedule (schedule.go). The
// listener (listen.go) hears mentions. A command (post.go, talk.go) is typed. Each
// of them composes a text (compose.go, answer.go, voice.go) and writes it down as
// a deed in the outbox (package store), under a key that names it:
//
//	slot/any/2026-11-23T08:00Z    a scheduled quote
//	reply/<status id>             the answer to a mention, or why there is none
//	post/<time>                   a quote posted by hand
//	thread/<name>/<part>          a part of a talk's thread, with /edit/<n> or /delete behind it
//	followup/<status id>/<link>   a link that somebody asked for before it had come
//
// A key is taken once and for ever. That alone makes a deed single, whatever
// wakes twice: a stream that repeats itself, a restart, a second look over REST.
//
// # Silence
//
// Most of what mentions the bot wants no answer. Package mention says what is
// wanted; manners.go who is not to be answered, and when it is enough; answer.go
// comes to a verdict on each mention, and a refusal is written down like an answer.
//
// # From the outbox to the server
//
// With the row goes, in the same transaction, a job of River (queue.go). One
// worker takes the jobs and delivers (deliver.go): it marks the row as being
// sent, posts, and records the status that the server made. When the answer is
// lost, the row stays in doubt, and before anything is sent again the bot reads
// its own statuses to see what became of it (lookup.go). Package fedi tells by
// the kind of an error whether a deed may have been done, and trouble.go what
// follows from that. Images go ahead of the toot that shows them (attach.go).
//
// # A talk's thread
//
// Package thread makes a Markdown file the parts of a thread and plans how a
// published one follows its file; talk.go and talkupdate.go turn that into deeds,
// and followup.go answers those who ask for its links.
//
// # The operator
//
// watch.go and status.go tell package web and systemd how the bot is; plan.go
// tells what is to come, and why something was said.
//
// # What is remembered
//
// Nothing that matters is in memory. Which slots are due follows from the last
// one recorded, which quote is next from a seed and the draws so far, which
// mentions are new from a cursor of ids. So a bot may be killed at any instant.
//
// # Where this differs from what one might expect
//
// Only delivery is a River job. The clock and the listener are plain goroutines
// without an elected leader: the outbox takes each key once, so that nothing is
// doubled where two of them meet, and no tick is lost while a leader is replaced.
// (On SQLite one process works at a time anyway; a file lock keeps it so.)
//
// # Being watched
//
// What happens is told to the metrics of package web as it happens; how things
// stand is looked up when somebody asks (watch.go, status.go). systemd is told
// without asking (systemd.go). Ready is a bot that hears mentions and has its
// database. Alive is one whose server is away, too.
//
// # Configuration
//
// Settings (settings.go) are the QUOTEBOT_* variables as text; Configure
// (config.go) turns them into a Config or into the list of all that is wrong.
//
// # Setting up
//
// A login gets a token with the scopes that the bot needs (login.go,
// loginscopes.go), an examination looks whether all is well (doctor.go), and a
// profile tells people what they meet (profile.go). None of them needs a running
// bot.
//
// # Where to begin
//
// Open and Run in bot.go put the parts together. What a person wants is read by
// package mention, whether the bot stays silent is decided in answer.go, how a
// quote looks and how long it is belongs to package toot.
package bot
