package sandbox

import "strings"

// relation is whom an account follows, blocks or mutes, by acct in lower case: they need not exist yet.
type relation map[string]bool

func (w *world) relation(accts []string) relation {
	r := relation{}
	for _, acct := range accts {
		r[strings.ToLower(w.localName(acct))] = true
	}
	return r
}

func (r relation) has(a *account) bool { return r[strings.ToLower(a.Acct)] }

func (r relation) add(a *account) { r[strings.ToLower(a.Acct)] = true }

func (r relation) drop(a *account) { delete(r, strings.ToLower(a.Acct)) }

// hides tells whether a wants to hear nothing of b.
func (a *account) hides(b *account) bool { return a.blocks.has(b) || a.mutes.has(b) }

// relationships is docs.joinmastodon.org/methods/accounts/#relationships. Unknown ids are left out.
func (s *Server) relationships(c *call) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	q, out := c.r.URL.Query(), []wireRelationship{}
	for _, id := range append(q["id[]"], q["id"]...) {
		if a := w.byAccountID[id]; a != nil && !a.gone {
			out = append(out, relationshipOf(c.who, a))
		}
	}
	return c.json(out)
}

// block, unblock, mute and unmute are docs.joinmastodon.org/methods/accounts/#block and so on. A block ends the following both
// ways and takes away what the other has notified (app/services/block_service.rb, after_block_service.rb).
func (s *Server) block(c *call) error {
	return s.relate(c, func(other *account) {
		c.who.blocks.add(other)
		c.who.follows.drop(other)
		other.follows.drop(c.who)
		c.who.dropNotifications(func(n *notification) bool { return n.from == other })
	})
}

func (s *Server) unblock(c *call) error {
	return s.relate(c, func(other *account) { c.who.blocks.drop(other) })
}

func (s *Server) mute(c *call) error {
	return s.relate(c, func(other *account) { c.who.mutes.add(other) })
}

func (s *Server) unmute(c *call) error {
	return s.relate(c, func(other *account) { c.who.mutes.drop(other) })
}

// relate changes how the caller stands to the account that the path names.
func (s *Server) relate(c *call, change func(other *account)) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	other, err := w.accountOf(c.r)
	if err != nil {
		return err
	}
	if other != c.who {
		change(other)
	}
	return c.json(relationshipOf(c.who, other))
}

// wireRelationship is docs.joinmastodon.org/entities/Relationship.
type wireRelationship struct {
	ID                  string   `json:"id"`
	Following           bool     `json:"following"`
	ShowingReblogs      bool     `json:"showing_reblogs"`
	Notifying           bool     `json:"notifying"`
	Languages           []string `json:"languages"`
	FollowedBy          bool     `json:"followed_by"`
	Blocking            bool     `json:"blocking"`
	BlockedBy           bool     `json:"blocked_by"`
	Muting              bool     `json:"muting"`
	MutingNotifications bool     `json:"muting_notifications"`
	Requested           bool     `json:"requested"`
	RequestedBy         bool     `json:"requested_by"`
	DomainBlocking      bool     `json:"domain_blocking"`
	Endorsed            bool     `json:"endorsed"`
	Note                string   `json:"note"`
}

func relationshipOf(a, b *account) wireRelationship {
	return wireRelationship{
		ID: b.ID, Following: a.followsAccount(b), ShowingReblogs: a.followsAccount(b), FollowedBy: b.followsAccount(a),
		Blocking: a.blocks.has(b), BlockedBy: b.blocks.has(a), Muting: a.mutes.has(b), MutingNotifications: a.mutes.has(b),
	}
}
