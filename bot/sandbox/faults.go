package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Fault is one thing that goes wrong once. Its text is its name in a report.
type Fault string

// Faults of a request. The deed is what the request is for, such as a new status; reading has none.
const (
	NoFault Fault = "" // in Play: the next one passes

	// The deed is not done. Only TooMany looks at the token before.
	ErrorBefore Fault = "500 before the deed"
	BadGateway  Fault = "502 of a proxy"        // with HTML
	Unavailable Fault = "503 with Retry-After"  // after Delays.Retry
	TooMany     Fault = "429 with a reset time" // after Delays.Retry
	Redirect    Fault = "301 to https"
	Revoked     Fault = "401 for a revoked token" // Pleroma: 403
	Suspended   Fault = "403 for a suspended account"
	SilentDrop  Fault = "silent drop" // Posts only: 200 with a status that does not exist

	// The deed is done.
	LostAnswer    Fault = "answer lost" // the connection is cut, also one that was used before
	ErrorAfter    Fault = "500 after the deed"
	CutAnswer     Fault = "answer cut off" // the connection is cut in the middle of the answer
	TruncatedJSON Fault = "truncated JSON" // the answer ends too early and looks complete to HTTP
	Delay         Fault = "late answer"    // by Delays.Answer

	// The deed is done after Delays.Commit, whether or not the client still waits.
	SlowCommit     Fault = "slow commit"    // the client may wait
	LateCommit     Fault = "late commit"    // the connection is cut before
	GatewayTimeout Fault = "504 of a proxy" // with HTML, before
)

// Faults of streams. HalfOpen can strike a connection from its start, or at an event.
const (
	HalfOpen   Fault = "half-open stream" // from here on nothing is sent any more, not even pings
	StreamCut  Fault = "stream cut"       // in place of the event
	EventLost  Fault = "event lost"
	EventTwice Fault = "event twice"
	EventLate  Fault = "event late" // after the next one of this stream; if none comes, never
)

// Faults of mentions, of those in statuses that Publish makes; what happens later does so after Delays.Later.
const (
	LateID     Fault = "late id"     // nobody sees the notification, or its event, until later; others get higher ids
	Filtered   Fault = "filtered"    // until it is accepted later: no event but notifications_merged. Where nothing is filtered, as LateID
	Edited     Fault = "edited"      // later
	Deleted    Fault = "deleted"     // at once, after the events
	NullStatus Fault = "null status" // deleted, and the notification stays for a while, with null for its status
)

// Place is where faults strike: an endpoint, such as "GET /api/v1/statuses/{id}/source", or one of these.
type Place string

const (
	Posts         Place = "POST /api/v1/statuses"
	Notifications Place = "GET /api/v1/notifications"
	Reads         Place = "GET" // every endpoint that reads, as far as nothing is said for it alone
	Connects      Place = "GET /api/v1/streaming"
	Events        Place = "event"   // each event on each stream
	Mentions      Place = "mention" // each status by Publish that mentions somebody
)

var (
	undone   = []Fault{ErrorBefore, BadGateway, Unavailable, TooMany, Redirect, Revoked, Suspended}
	done     = []Fault{LostAnswer, ErrorAfter, CutAnswer, TruncatedJSON, Delay}
	doneLate = []Fault{SlowCommit, LateCommit, GatewayTimeout}
	refused  = slices.Concat(undone, []Fault{GatewayTimeout})
)

// Faults returns the faults that can strike there. Where nothing is changed, GatewayTimeout just answers.
func (p Place) Faults() []Fault {
	switch {
	case p == Posts:
		return slices.Concat(undone, done, doneLate, []Fault{SilentDrop})
	case p == Connects:
		return slices.Concat(refused, []Fault{LostAnswer, Delay, HalfOpen})
	case p == Events:
		return []Fault{HalfOpen, StreamCut, EventLost, EventTwice, EventLate}
	case p == Mentions:
		return []Fault{LateID, Filtered, Edited, Deleted, NullStatus}
	case p == Reads, strings.HasPrefix(string(p), "GET "):
		return slices.Concat(refused, done)
	}
	return slices.Concat(undone, done, doneLate)
}

// Faults is what goes wrong until it is replaced. The zero value is a healthy server.
type Faults struct {
	HoldStream     bool // streams connect but nothing is sent on them, not even pings
	PostStatus     int  // answer every POST /api/v1/statuses with this HTTP status and store nothing
	CutAfterCommit bool // store every status, then cut the connection without an answer

	Mix
}

// Mix plays faults by chance: the same ones for the same seed, as long as what happens at each place comes in the same
// order. What happens elsewhere makes no difference.
type Mix struct {
	Seed  uint64
	Rates map[Place]Rates
}

// Rates are the shares of faults at one place, from 0 to 1, and at most 1 together. A share of 1 strikes every time.
type Rates map[Fault]float64

// SetFaults replaces the faults that are played, also those that Play has left, and begins the mix anew. It panics if the
// mix has a fault in a place where it cannot strike, or more than can happen.
func (s *Server) SetFaults(f Faults) {
	for place, rates := range f.Rates {
		s.mustStrike(place, slices.Collect(maps.Keys(rates))...)
		sum := 0.0
		for fault, rate := range rates {
			if sum += rate; rate < 0 || sum > 1+1e-9 {
				panic(fmt.Sprintf("sandbox: rate %v of %q at %q: not a share, or too much together", rate, fault, place))
			}
		}
	}
	s.faults.set(f)
}

// Play has the next ones at that place meet these faults, in order, one each; they go before the mix. It panics if a fault
// cannot strike there.
func (s *Server) Play(place Place, faults ...Fault) {
	s.mustStrike(place, faults...)
	s.faults.queue(place, faults)
}

// Played returns how often each fault was played since the start, as soon as it begins. What met a request that was refused
// before was not played, and HoldStream and PostStatus are not counted.
func (s *Server) Played() map[Fault]int { return s.faults.counted() }

// mustStrike panics about mistakes in a test, as http.ServeMux does about patterns: left alone, they would make it pass.
func (s *Server) mustStrike(place Place, faults ...Fault) {
	if !s.places[place] {
		panic(fmt.Sprintf("sandbox: there is no place %q for faults", place))
	}
	for _, f := range faults {
		if f != NoFault && !slices.Contains(place.Faults(), f) {
			panic(fmt.Sprintf("sandbox: fault %q cannot strike at %q", f, place))
		}
	}
}
