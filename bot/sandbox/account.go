package sandbox

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// NewAccount describes an account to create.
type NewAccount struct {
	Username    string // ASCII letters, digits, "_", inner "." and "-"
	Domain      string // "" is a local account
	DisplayName string // default: the user name
	Note        string // plain text; hashtags and links in it are rendered
	Fields      []Field
	Bot         bool     // marked as automated
	Follows     []string // accts, which need not exist yet, as in all these lists
	Blocks      []string
	Mutes       []string
	MovedTo     string // acct of the account that follows on this one
	Suspended   bool   // by the moderators
	Limited     bool   // by the moderators: only followers hear of it
	Password    string // for the page that allows an app to use the account; "": nobody can sign in
}

// Field is one line of a profile's table.
type Field struct {
	Name  string
	Value string // plain text

	html string // Value as it is shown
}

// Account is one account, local or remote.
type Account struct {
	ID          string
	Username    string
	Domain      string // "" for a local account
	Acct        string // user, or user@domain for a remote account
	DisplayName string
	Note        string
	URL         string
	Bot         bool
	MovedTo     string // acct; "" if it has not moved
	Suspended   bool
	Limited     bool
}

// account is what the server knows of an account. All fields are guarded by world.mu.
type account struct {
	Account
	token         string // that CreateAccount gave, with all scopes
	password      string // "": nobody can sign in
	bio           string // Note as HTML
	fields        []Field
	privacy       string // of statuses that name no visibility
	language      string // of statuses that name none
	policy        policy // of notifications
	created       time.Time
	follows       relation
	blocks, mutes relation
	gone          bool
	statuses      []*status // ascending by id, as are the
	notifications []*notification
}

func (a *account) followsAccount(b *account) bool { return a.follows.has(b) }

var usernamePattern = regexp.MustCompile(`^[A-Za-z0-9_]+([.-]+[A-Za-z0-9_]+)*$`)

// CreateAccount creates an account and returns it with an access token that never expires. Remote accounts get a token
// as well, so that a test can post as them. A name that is taken, or not a user name, is an error.
func (s *Server) CreateAccount(a NewAccount) (Account, string, error) {
	if !usernamePattern.MatchString(a.Username) {
		return Account{}, "", fmt.Errorf("create account %q: not a user name", a.Username)
	}
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	made, err := w.createAccount(a)
	if err != nil {
		return Account{}, "", fmt.Errorf("create account %q: %w", a.Username, err)
	}
	return made.Account, made.token, nil
}

func (w *world) createAccount(a NewAccount) (*account, error) {
	if a.Domain == Domain {
		a.Domain = ""
	}
	acct := &account{created: w.now(), password: a.Password, fields: slices.Clone(a.Fields), privacy: "public", language: "en", policy: defaultPolicy, follows: w.relation(a.Follows), blocks: w.relation(a.Blocks), mutes: w.relation(a.Mutes)}
	acct.Account = Account{
		ID: w.ids.next(w.now()), Username: a.Username, Domain: a.Domain, Acct: a.Username,
		DisplayName: a.DisplayName, Note: a.Note, URL: w.base + "/@" + a.Username, Bot: a.Bot,
		MovedTo: w.localName(a.MovedTo), Suspended: a.Suspended, Limited: a.Limited,
	}
	if a.Domain != "" {
		acct.Acct += "@" + a.Domain
		acct.URL = "https://" + a.Domain + "/@" + a.Username
	}
	if acct.DisplayName == "" {
		acct.DisplayName = a.Username
	}
	key := strings.ToLower(acct.Acct)
	if _, taken := w.byAcct[key]; taken {
		return nil, fmt.Errorf("%s exists already", acct.Acct)
	}
	if len(w.byAcct) >= w.bounds.Accounts {
		return nil, fmt.Errorf("there are %d accounts already", w.bounds.Accounts)
	}
	w.byAcct[key], w.byAccountID[acct.ID] = acct, acct
	w.renderProfile(acct)
	acct.token = w.newToken(w.ownApp, acct, everything).value
	return acct, nil
}

// localName turns user@sandbox.example and @user into user, and leaves other accts as they are.
func (w *world) localName(acct string) string {
	acct = strings.TrimPrefix(acct, "@")
	if name, host, ok := strings.Cut(acct, "@"); ok && strings.EqualFold(host, Domain) {
		return name
	}
	return acct
}

// find returns the account of that acct, nil if there is none or it is gone.
func (w *world) find(acct string) *account {
	a := w.byAcct[strings.ToLower(w.localName(acct))]
	if a == nil || a.gone {
		return nil
	}
	return a
}

// Vanish deletes an account, as when its server closes: profile and statuses answer 404, and the notifications that came
// from it are gone, with delete events for its statuses. Its streams are cut and its token is
// answered with 403. An unknown acct is ignored.
func (s *Server) Vanish(acct string) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.find(acct)
	if a == nil {
		return
	}
	for _, st := range slices.Clone(a.statuses) {
		w.remove(st)
	}
	for _, other := range w.byAcct {
		other.dropNotifications(func(n *notification) bool { return n.from == a })
	}
	w.cutStreams(a)
	a.gone = true
}

// Suspend does what moderators can: nothing of the account is shown any more but its name, its streams are cut, and its
// token is answered with 403. An unknown acct is ignored.
func (s *Server) Suspend(acct string) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	if a := w.find(acct); a != nil {
		a.Suspended = true
		w.cutStreams(a)
	}
}

func (w *world) cutStreams(a *account) {
	for st := range w.streams {
		if st.who == a {
			st.cut()
		}
	}
}
