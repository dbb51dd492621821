package fedi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A Kind says what a failed call means for whoever made it.
type Kind string

// The kinds of failure.
const (
	Unreachable  Kind = "unreachable"  // the request did not arrive: nothing was done, try again
	Uncertain    Kind = "uncertain"    // no clear answer, from the server or a proxy before it: a change may have been done, look before repeating
	Later        Kind = "later"        // 429, or not even asked because it would be (Status 0): wait until Error.At; nothing was done
	Unauthorized Kind = "unauthorized" // 401: the access token is not valid; nothing was done
	Forbidden    Kind = "forbidden"    // 403 in the server's own words: the account or the token's scopes do not allow it
	Gone         Kind = "gone"         // 404, 410 in the server's own words: what the call is about is not there (any more)
	Rejected     Kind = "rejected"     // another 4xx in the server's own words: it will never take this
	Incompatible Kind = "incompatible" // a look was answered, but not as a Mastodon-compatible server at this address would
)

// An Error is a call that did not succeed. Its text never holds a token, the
// body of a request, or control characters that a server sent.
type Error struct {
	Kind    Kind
	Op      string    // method and path: "POST /api/v1/statuses"
	Status  int       // HTTP status, 0 if there was no answer
	Message string    // the server's own words, shortened; or ours
	At      time.Time // when to try again, if the server said so
	Err     error     // the cause, if the network failed

	// Replayed says that this is the remembered answer to an earlier request with
	// the same idempotency key, as Pleroma gives it for failures too: only
	// another key will get another answer.
	Replayed bool

	secrets []string // what the server may repeat to us and nobody shall see
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	if e.Status != 0 {
		fmt.Fprintf(&b, ": %d %s", e.Status, http.StatusText(e.Status))
	}
	if e.Message != "" {
		b.WriteString(": " + e.Message)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return clean(hide(b.String(), e.secrets)) // net/http quotes malformed answers as they are
}

// keeping keeps secrets out of what a network error says.
func keeping(err error, secrets []string) error {
	var e *Error
	if errors.As(err, &e) {
		e.secrets = secrets
	}
	return err
}

func hide(text string, secrets []string) string {
	for _, s := range secrets {
		if len(s) >= 8 { // what is shorter is part of words
			text = strings.ReplaceAll(text, s, "[secret]")
		}
	}
	return text
}

// Unwrap gives the network's error.
func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of a failed call. What is not an *Error went wrong after
// an answer began to arrive, or in a way nobody foresaw: Uncertain.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Uncertain
}

// RetryAt is the time the server asked to wait for, zero if it named none.
func RetryAt(err error) time.Time {
	var e *Error
	if errors.As(err, &e) {
		return e.At
	}
	return time.Time{}
}

// kindOfStatus sorts answers as "Errors" in Mastodon's API documentation and
// the other servers' sources do. Every 5xx, 408 and 499 may come after the deed
// was done: from a proxy that lost patience, or from Mastodon 4.6, which
// answers 500 to the repeat of a key that it has carried out.
func kindOfStatus(status int) Kind {
	switch {
	case status == http.StatusTooManyRequests:
		return Later
	case status == http.StatusUnauthorized:
		return Unauthorized
	case status == http.StatusForbidden:
		return Forbidden
	case status == http.StatusNotFound, status == http.StatusGone:
		return Gone
	case status >= 500, status == http.StatusRequestTimeout, status == http.StatusConflict, status == 499:
		return Uncertain
	case status >= 400:
		return Rejected
	}
	return Incompatible
}

// Bounds of what a server may ask us to wait. Some send an offset or garbage.
const (
	shortestWait = time.Second
	longestWait  = 3 * time.Hour
	defaultWait  = time.Minute
)

// retryAt reads Retry-After and X-RateLimit-Reset: RFC 3339 on Mastodon and
// GoToSocial, seconds since 1970 or from now on others. Zero if neither is there.
func retryAt(h http.Header, now time.Time) time.Time {
	if at, ok := parseWait(h.Get("Retry-After"), now); ok {
		return clampWait(at, now)
	}
	if at, ok := parseWait(h.Get("X-RateLimit-Reset"), now); ok {
		return clampWait(byOurClock(at, h, now), now)
	}
	return time.Time{}
}

func parseWait(v string, now time.Time) (time.Time, bool) {
	if t, err := time.Parse(time.RFC3339, v); err == nil {
		return t, true
	}
	if t, err := http.ParseTime(v); err == nil {
		return t, true
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || n < 0 {
		return time.Time{}, false
	}
	if n > 1_000_000_000 {
		return time.Unix(n, 0), true
	}
	return now.Add(time.Duration(min(n, int64(longestWait/time.Second))) * time.Second), true
}

func clampWait(at, now time.Time) time.Time {
	return now.Add(min(max(at.Sub(now), shortestWait), longestWait))
}

// finish turns whatever a call returned into an *Error or nil. An error that
// is not ours yet arose while the answer was read: after a change that leaves
// the outcome open, after a mere look it says that this is no Mastodon API.
func finish(op string, change bool, err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	kind := Incompatible
	if change || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		kind = Uncertain
	}
	return &Error{Kind: kind, Op: op, Message: "answer cannot be read", Err: err}
}
