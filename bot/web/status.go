package web

import "time"

// A Status is what the page shows. Times may be in any zone; the page shows them
// in Zone.
type Status struct {
	Now     time.Time
	Zone    *time.Location // UTC if nil
	Started time.Time

	Account    string // quotebot@mastodon.example
	AccountURL string
	Server     string // its title
	Software   string // with its version
	Flavour    string
	Version    string // of quotebot

	Coming   []Coming // soonest first
	Posts    []Post   // newest first
	Done     []Done   // since HistoryBegins, in any order
	Troubles []Trouble
}

// A Coming is a slot that is to come, or the thread of a talk.
type Coming struct {
	At      time.Time
	Talk    string // "" for a slot
	Area    string // of the schedule's line; "" for any
	Quote   string // its id
	Section string
}

// A Post is one deed of the outbox that has come to its end.
type Post struct {
	At      time.Time
	Key     string
	State   string // posted, failed and so on, as the outbox has it
	Quote   string // "" for none
	Section string
	URL     string
	Reason  string // shown unless it is posted
}

// A What is a kind of thing that was done.
type What string

// The kinds of things that are counted.
const (
	Said     What = "said"     // a toot that answers nobody
	Answered What = "answered" // a mention
	Declined What = "declined" // a mention: it gets no answer
)

// A Done is one thing that was done.
type Done struct {
	At   time.Time
	What What
	Took time.Duration // from a mention to its answer; 0 if it is not known
}

// A Queued is how many deeds are open in one state.
type Queued struct {
	State  string
	Count  int
	Oldest time.Time // when the oldest was written down, or was to be done if that is later
}

// A Limit is what the server allows still in one family of requests.
type Limit struct {
	Family string // posts, reads and so on
	Left   int
	Total  int       // 0 if it is not known
	Until  time.Time // when the allowance is renewed
}
