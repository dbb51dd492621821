// Package mention reads what a person wants from the bot out of the HTML of a
// status that mentions it. It promises the same answer for the same words, in
// bounded time and memory whatever the input; it knows the small words of
// languages, while what areas and topics are called comes from the corpus.
// Fetching the status, and answering it, are left to others.
package mention

// An Intent is what the person wants.
type Intent string

// The intents a Request can have.
const (
	Quote     Intent = "quote"     // one quote, of Request.Area or of any area
	Topic     Intent = "topic"     // a quote on Request.Topic, which belongs to Request.Area
	Thread    Intent = "thread"    // Request.Count quotes, or several where it is 0
	More      Intent = "more"      // another one like the last
	Source    Intent = "source"    // link or citation of the quote replied to
	Original  Intent = "original"  // the quote replied to in the document's own language
	Help      Intent = "help"      // how to use the bot
	Areas     Intent = "areas"     // which areas and topics there are
	Thanks    Intent = "thanks"    // nothing; a favourite at most
	Stop      Intent = "stop"      // never to be answered again
	Start     Intent = "start"     // to be answered again after all
	Followup  Intent = "followup"  // links of the thread that the status stands under, in Request.Links
	None      Intent = "none"      // nothing: the bot is only named or copied in
	Ambiguous Intent = "ambiguous" // two or more areas at once, in Request.Areas
)

// A Request is the reading of one status.
type Request struct {
	Intent Intent
	Area   string   // id; "" for any
	Areas  []string // ids, for Ambiguous, in the order of the words
	Topic  string   // key of the topic
	Count  int      // quotes asked for; 0 if no number was given
	Quote  string   // id of a quote, if the person named one
	Found  []string // ids of quotes that have the words asked for, where those name no subject; best first
	Links  []string // names of links, for Followup, as in Status.Links

	// Language is that of the words: a two-letter ISO 639-1 code, or zh-Hant for
	// Chinese in traditional characters; "" where they do not tell.
	Language string

	Why []string // the words that led to the reading and what they were taken for, for people
}

// ReplyTo says whose status the status answers.
type ReplyTo string

// The values of ReplyTo.
const (
	ReplyToNobody ReplyTo = ""
	ReplyToBot    ReplyTo = "bot"
	ReplyToOther  ReplyTo = "other"
)

// Self is the bot's own account, to tell its mention from others.
type Self struct {
	URL  string // of the profile
	Acct string // "bot" or "bot@host"
}

// An Account is one entry of a status's list of mentions.
type Account struct {
	URL  string // of the profile
	Acct string // "tom" or "tom@host"
}

// A Status is what the bot was mentioned in.
type Status struct {
	HTML     string    // the content as the server hands it out
	Mentions []Account // may be empty: then the links in HTML decide
	ReplyTo  ReplyTo
	// Links are the names of the links that the thread has or will have which the
	// status stands under: recording, slides. Empty elsewhere: there is no Followup then.
	Links []string
}
