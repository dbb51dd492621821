package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/toot"
)

func (e *examination) serverChecks() []check {
	server := []string{checkServer}
	return []check{
		{name: checkServer, of: []string{"SERVER"}, look: e.reach},
		{name: checkVersion, needs: server, look: e.version},
		{name: checkLimits, needs: server, look: e.limits},
		{name: "idempotency keys", needs: server, look: e.keys},
		{name: "clock", needs: server, look: e.clock},
	}
}

// reach asks the server what it is, without the token: a wrong one would be
// refused even here, and that is for another check.
func (e *examination) reach(ctx context.Context) (_ string, err error) {
	if e.visitor, err = fedi.New(e.config.Server, "", UserAgent); err != nil {
		return "", err
	}
	if e.instance, err = e.visitor.Instance(ctx); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s, %q", e.config.Server, e.instance.Title), nil
}

func (e *examination) version(context.Context) (string, error) {
	detail := softwareOf(e.instance)
	if e.instance.Limits.Flavour == toot.Unknown {
		detail += ", which quotebot does not know: lengths are counted as the strictest servers do"
	}
	return detail, nil
}

func (e *examination) limits(context.Context) (string, error) {
	l := e.instance.Limits
	return fmt.Sprintf("%d characters, counted as %s does; %d attachments, descriptions of %d characters", l.Max(), l.Flavour, l.MaxMedia(), l.MaxDescription()), nil
}

// leastSettle is how long a server may need for a post that mentions somebody
// whose server it does not know yet.
const leastSettle = 10 * time.Second

// keys tells what becomes of a request that is sent twice. Nothing is posted to
// find out: it follows from the software.
func (e *examination) keys(context.Context) (string, error) {
	flavour := e.instance.Limits.Flavour
	switch {
	case flavour == toot.Mastodon && strings.HasPrefix(e.instance.Version, "4.6."):
		return "honoured for an hour; 4.6 answers a repeat with an error, and the bot looks for its post then", nil
	case flavour == toot.Mastodon:
		return "honoured for an hour", nil
	case flavour == toot.Pleroma:
		return "honoured for six hours", nil
	}
	if e.config.Settle < leastSettle {
		return "", ail("set QUOTEBOT_SETTLE to 30s", "not honoured by this software, and QUOTEBOT_SETTLE is %s: what takes the server longer may be posted twice", e.config.Settle)
	}
	return fmt.Sprintf("not honoured by this software: where an answer is lost, the bot looks for its post after %s before it sends again", e.config.Settle), nil
}

// mostSkew is how far two clocks may be apart.
const mostSkew = time.Minute

// clock compares the server's Date header, which every answer has, with the
// clock of this machine.
func (e *examination) clock(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, e.config.Server, nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("User-Agent", UserAgent)
	sent := e.now()
	resp, err := http.DefaultTransport.RoundTrip(req) // which follows no redirect to another's clock
	if err != nil {
		return "", ail("see whether the network is up", "%v", err)
	}
	resp.Body.Close()
	shown, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return "the server does not tell the time", nil
	}
	between := sent.Add(e.now().Sub(sent) / 2)
	skew := shown.Sub(between).Round(10 * time.Second) // the header has whole seconds
	if skew.Abs() > mostSkew {
		return "", ail("set this machine's clock, best by NTP", "%s apart from the server's", skew.Abs())
	}
	return "within a minute of the server's", nil
}

// streamPatience is how long a stream may take to connect.
const streamPatience = 15 * time.Second

var errSlowStream = errors.New("no connection within " + streamPatience.String())

// streaming connects once to the stream of mentions.
func (e *examination) streaming(ctx context.Context) (string, error) {
	if e.instance.Streaming == nil {
		return "none is announced that may have the token: mentions are looked for every 30 s", nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, streamPatience, errSlowStream)
	defer cancel()
	connected := false
	var broken error
	e.server.Listen(ctx, e.instance.Streaming, fedi.Listener{
		Connected: func() { connected = true; cancel() },
		Mention:   func(fedi.Mention) {},
		Broken:    func(err error, _ time.Duration) { broken = err; cancel() },
	})
	switch {
	case connected:
		return "connects to " + e.instance.Streaming.Host, nil
	case broken == nil:
		broken = context.Cause(ctx)
	}
	return "", ail("see that the proxy before the server lets WebSockets pass; until then mentions are heard up to 30 s later", "%s: %v", e.instance.Streaming.Host, broken)
}

// policyParts are the parts of a policy that are not accepted.
func policyParts(p fedi.Policy) (parts []string) {
	for _, part := range []struct {
		who     string
		verdict fedi.Verdict
	}{
		{"people it does not follow", p.NotFollowing},
		{"people who do not follow it", p.NotFollowers},
		{"new accounts", p.NewAccounts},
		{"people who write in private", p.PrivateMentions},
		{"accounts limited by moderators", p.LimitedAccounts},
	} {
		if part.verdict == fedi.Filter || part.verdict == fedi.Drop {
			parts = append(parts, fmt.Sprintf("%s (%s)", part.who, part.verdict))
		}
	}
	return parts
}

// policy looks which mentions the server keeps from the bot: what it filters is
// not streamed, and what it drops never comes.
func (e *examination) policy(ctx context.Context) (string, error) {
	p, err := e.server.NotificationPolicy(ctx)
	if err != nil && fedi.KindOf(err) == fedi.Gone {
		return "the server has none: every mention arrives", nil
	}
	if err != nil {
		return "", err
	}
	if parts := policyParts(p); len(parts) > 0 {
		return "", ail("`quotebot doctor --fix` accepts all mentions; the bot has its own limits", "the server keeps back mentions by %s", strings.Join(parts, ", "))
	}
	return "every mention arrives", nil
}

func (e *examination) acceptAll(ctx context.Context) error {
	_, err := e.server.SetNotificationPolicy(ctx, fedi.Policy{
		NotFollowing: fedi.Accept, NotFollowers: fedi.Accept, NewAccounts: fedi.Accept,
		PrivateMentions: fedi.Accept, LimitedAccounts: fedi.Accept,
	})
	return err
}
