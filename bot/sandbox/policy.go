package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"time"
)

// policy says what becomes of notifications, by who causes them: "accept", "filter" (hidden unless asked for with
// include_filtered) or "drop" (docs.joinmastodon.org/entities/NotificationPolicy; Mastodon: app/models/notification_policy.rb).
// GoToSocial has none.
type policy struct {
	notFollowing, notFollowers, newAccounts, privateMentions, limitedAccounts string
}

var defaultPolicy = policy{
	notFollowing: "accept", notFollowers: "accept", newAccounts: "accept", privateMentions: "filter", limitedAccounts: "filter",
}

// newAccount is how long an account counts as new.
const newAccount = 30 * 24 * time.Hour

// judge says what becomes of a notification (app/services/notify_service.rb). Following is not timed here: the three days
// for which a new follower counts as none are left out.
func (w *world) judge(owner *account, n *notification) string {
	if w.flavour != Mastodon {
		return "accept"
	}
	p, stranger := owner.policy, !owner.followsAccount(n.from)
	private := n.kind == "mention" && n.status != nil && n.status.Visibility == "direct"
	verdicts := []string{}
	for _, rule := range []struct {
		applies bool
		verdict string
	}{
		{stranger, p.notFollowing},
		{!n.from.followsAccount(owner), p.notFollowers},
		{stranger && w.now().Sub(n.from.created) < newAccount, p.newAccounts},
		{stranger && private && !invited(owner, n.from, n.status), p.privateMentions},
		{stranger && n.from.Limited, p.limitedAccounts},
	} {
		if rule.applies {
			verdicts = append(verdicts, rule.verdict)
		}
	}
	for _, strict := range []string{"drop", "filter"} {
		if slices.Contains(verdicts, strict) {
			return strict
		}
	}
	return "accept"
}

// parts are the fields of a policy under their names in the second version of the API.
func (p *policy) parts() map[string]*string {
	return map[string]*string{
		"for_not_following": &p.notFollowing, "for_not_followers": &p.notFollowers, "for_new_accounts": &p.newAccounts,
		"for_private_mentions": &p.privateMentions, "for_limited_accounts": &p.limitedAccounts,
	}
}

// partsV1 are those of the first version, which knows only true, for filter or drop, and false.
func (p *policy) partsV1() map[string]*string {
	return map[string]*string{
		"filter_not_following": &p.notFollowing, "filter_not_followers": &p.notFollowers, "filter_new_accounts": &p.newAccounts,
		"filter_private_mentions": &p.privateMentions,
	}
}

// getPolicy and setPolicy are docs.joinmastodon.org/methods/notifications/#get-policy and #update-the-filtering-policy-for-notifications.
func (s *Server) getPolicy(c *call) error { return s.usePolicy(c, url.Values{}) }

func (s *Server) setPolicy(c *call) error {
	p, err := readParams(c.r, s.cfg.Flavour)
	if err != nil {
		return err
	}
	return s.usePolicy(c, p)
}

// usePolicy changes the policy as asked for, all of it or nothing, and shows it.
func (s *Server) usePolicy(c *call, asked url.Values) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	next, out := c.who.policy, object{}
	for name, part := range next.parts() {
		if asked.Has(name) {
			*part = asked.Get(name)
		}
		if !slices.Contains([]string{"accept", "filter", "drop"}, *part) {
			return refuse(http.StatusUnprocessableEntity, "'%s' is not a valid %s", *part, name)
		}
		out[name] = *part
	}
	c.who.policy = next
	out["summary"] = c.who.pending()
	return c.json(out)
}

func (s *Server) getPolicyV1(c *call) error { return s.usePolicyV1(c, url.Values{}) }

func (s *Server) setPolicyV1(c *call) error {
	p, err := readParams(c.r, s.cfg.Flavour)
	if err != nil {
		return err
	}
	return s.usePolicyV1(c, p)
}

func (s *Server) usePolicyV1(c *call, asked url.Values) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	out := object{}
	for name, part := range c.who.policy.partsV1() {
		switch {
		case asked.Has(name) && truthy(asked.Get(name)):
			*part = "filter"
		case asked.Has(name):
			*part = "accept"
		}
		out[name] = *part != "accept"
	}
	out["summary"] = c.who.pending()
	return c.json(out)
}

// pending counts what the policy has filtered, and by how many people.
func (a *account) pending() object {
	people, count := map[*account]bool{}, 0
	for _, n := range a.notifications {
		if n.filtered && !n.late {
			people[n.from], count = true, count+1
		}
	}
	return object{"pending_requests_count": len(people), "pending_notifications_count": count}
}
