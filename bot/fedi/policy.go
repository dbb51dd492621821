package fedi

import (
	"context"
	"net/http"
	"net/url"
)

// A Verdict is what becomes of a notification.
type Verdict string

// The verdicts. What is filtered is not streamed; MentionsAbove sees it. What is
// dropped never comes.
const (
	Accept Verdict = "accept"
	Filter Verdict = "filter"
	Drop   Verdict = "drop"
)

// A Policy says what becomes of notifications, by who causes them
// (docs.joinmastodon.org/entities/NotificationPolicy).
type Policy struct {
	NotFollowing    Verdict `json:"for_not_following"`    // we do not follow them
	NotFollowers    Verdict `json:"for_not_followers"`    // they do not follow us
	NewAccounts     Verdict `json:"for_new_accounts"`     // younger than thirty days
	PrivateMentions Verdict `json:"for_private_mentions"` // that do not answer one of ours
	LimitedAccounts Verdict `json:"for_limited_accounts"` // by the moderators
}

const policyPath = "/api/v2/notifications/policy"

// NotificationPolicy reads our policy. A server without policies, as GoToSocial
// and Mastodon before 4.3 are, answers Gone.
func (c *Client) NotificationPolicy(ctx context.Context) (Policy, error) {
	var p Policy
	if err := c.get(ctx, policyPath, &call{}, &p); err != nil {
		return Policy{}, err
	}
	if p.PrivateMentions == "" {
		return Policy{}, finish("GET "+policyPath, false, errNoPolicy)
	}
	return p, nil
}

// SetNotificationPolicy changes the policy and returns what then holds. A
// verdict that is "" stays as it is.
func (c *Client) SetNotificationPolicy(ctx context.Context, p Policy) (Policy, error) {
	form := url.Values{}
	for name, v := range map[string]Verdict{
		"for_not_following": p.NotFollowing, "for_not_followers": p.NotFollowers, "for_new_accounts": p.NewAccounts,
		"for_private_mentions": p.PrivateMentions, "for_limited_accounts": p.LimitedAccounts,
	} {
		if v != "" {
			form.Set(name, string(v))
		}
	}
	var set Policy
	if err := c.send(ctx, http.MethodPatch, policyPath, asForm(form), &set); err != nil {
		return Policy{}, err
	}
	if set.PrivateMentions == "" {
		return Policy{}, finish("PATCH "+policyPath, true, errNoPolicy)
	}
	return set, nil
}
