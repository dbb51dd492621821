package bot

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"quotebot/bot/fedi"
	"quotebot/bot/store"
)

// What this program says of itself to a server whose account it asks for.
const appName = "quotebot"

// OutOfBand is the redirect of a login whose code the person copies.
const OutOfBand = fedi.OutOfBand

// A Login is a request to be allowed to use an account, from the registration of
// this program at the server to the token.
type Login struct {
	Server   string // address of the server
	Software string // what it is: "Mastodon 4.5.15"
	Address  string // of the page on which the account's owner allows it

	domain string
	client *fedi.Client
	app    fedi.App
	proof  fedi.Proof
}

// BeginLogin finds out what the server is and registers this program with the
// scopes that it needs. redirect is where the browser brings the answer, or
// OutOfBand. Errors say what to do.
func BeginLogin(ctx context.Context, server, redirect string) (*Login, error) {
	base, err := fedi.ParseServer(server)
	if err != nil {
		return nil, err
	}
	client, err := fedi.New(server, "", UserAgent)
	if err != nil {
		return nil, err
	}
	instance, err := client.Instance(ctx)
	if err != nil {
		return nil, explainServer(err)
	}
	app, err := client.RegisterApp(ctx, appName, "", redirect, scopeNames())
	if err != nil {
		return nil, explainServer(err)
	}
	l := &Login{Server: base.String(), Software: softwareOf(instance), domain: instance.Domain, client: client, app: app}
	l.Address, l.proof = client.AuthorizeURL(app)
	return l, nil
}

// softwareOf names a server's software as people do.
func softwareOf(in fedi.Instance) string {
	name := in.Software
	switch name {
	case "":
		name = string(in.Limits.Flavour)
	case "gotosocial":
		name = "GoToSocial"
	default:
		name = strings.ToUpper(name[:1]) + name[1:]
	}
	return name + " " + in.Version
}

// A Pass is what a login gives. Token and ClientSecret are secrets.
type Pass struct {
	Server       string // address of the server
	Token        string
	ClientKey    string
	ClientSecret string
	Account      string // address of the account: https://mastodon.example/@quotebot
	Handle       string // name of the account: @quotebot@mastodon.example
}

// String leaves the secrets out.
func (p Pass) String() string { return "pass of " + p.Handle }

// Finish takes the token that a code stands for, and looks whose it is and what
// it may do. A token that will not do is given back.
func (l *Login) Finish(ctx context.Context, code string) (Pass, error) {
	token, err := l.client.ExchangeCode(ctx, l.app, code, l.proof)
	if err != nil {
		return Pass{}, explainAnswer(err)
	}
	pass := Pass{Server: l.Server, Token: token.Value, ClientKey: l.app.ClientID, ClientSecret: l.app.ClientSecret}
	if err := l.check(ctx, &pass, token.Scopes); err != nil {
		return Pass{}, errors.Join(err, pass.Revoke(context.WithoutCancel(ctx)))
	}
	return pass, nil
}

// check fills in whose token it is. A server that grants all that was asked for
// need not name it (RFC 6749, section 5.1).
func (l *Login) check(ctx context.Context, pass *Pass, granted []string) error {
	if lacks := missing(granted); len(granted) > 0 && len(lacks) > 0 {
		return fmt.Errorf("the server did not grant %s: log in again and allow all that quotebot asks for", strings.Join(lacks, ", "))
	}
	client, err := fedi.New(l.Server, pass.Token, UserAgent)
	if err != nil {
		return err
	}
	self, err := client.Self(ctx)
	if err != nil {
		return explainAnswer(err)
	}
	pass.Account, pass.Handle = self.URL, "@"+self.Acct+"@"+l.domain
	return nil
}

// Revoke makes the token invalid, everywhere; one that is not valid is no error.
// A token can be revoked only with the key and the secret of the application
// that it was given to.
func (p Pass) Revoke(ctx context.Context) error {
	client, err := fedi.New(p.Server, "", UserAgent)
	if err != nil {
		return err
	}
	if err := client.Revoke(ctx, fedi.App{ClientID: p.ClientKey, ClientSecret: p.ClientSecret}, p.Token); err != nil {
		return fmt.Errorf("revoke the access token: %w", err)
	}
	return nil
}

// A StrangerError says that a token belongs to another account than the
// database.
type StrangerError struct {
	Handle, Owner, Database string
}

func (e *StrangerError) Error() string {
	return fmt.Sprintf("this is %s, and the database %s belongs to %s: log in as that one; "+
		"if the bot shall be another account from now on, give it its own database with QUOTEBOT_DATABASE_URL, and log in again",
		e.Handle, e.Database, e.Owner)
}

// Check reports a *StrangerError where the configured database belongs to
// another account: what waits in its outbox must not be said by this one.
func (p Pass) Check(ctx context.Context, c Config) error {
	owner, err := ownerOf(ctx, c)
	if err == nil && owner != "" && owner != p.Account {
		err = &StrangerError{Handle: p.Handle, Owner: owner, Database: c.DatabasePath}
	}
	return err
}

// ownerOf is the address of the account that the configured database belongs to,
// "" where there is no database yet.
func ownerOf(ctx context.Context, c Config) (owner string, err error) {
	err = look(ctx, c, func(db *store.DB) error {
		owner, err = db.Fact(ctx, accountFact)
		return err
	})
	if errors.Is(err, ErrNoDatabase) {
		err = nil
	}
	return owner, err
}

// accountFact names the account that the database belongs to (see claim).
const accountFact = "account"

// explainServer says what a person can do about a server that will not do.
func explainServer(err error) error {
	switch fedi.KindOf(err) {
	case fedi.Incompatible, fedi.Gone:
		return fmt.Errorf("%w: name the web address of the server that the account is on, like https://mastodon.example", err)
	case fedi.Unreachable:
		return fmt.Errorf("%w: see whether the server's address is right and the network is up", err)
	case fedi.Rejected, fedi.Forbidden:
		return fmt.Errorf("%w: the server takes no application from here; make one in the account's preferences, under Development, with the scopes that `quotebot login --help` lists", err)
	}
	return fmt.Errorf("%w: try again later", err)
}

// explainAnswer says what a person can do about an answer that gives no token.
func explainAnswer(err error) error {
	switch fedi.KindOf(err) {
	case fedi.Forbidden:
		return fmt.Errorf("the login was denied (%w): log in again, and allow it as the bot's account", err)
	case fedi.Rejected, fedi.Unauthorized:
		return fmt.Errorf("%w: log in again, and use the newest code within ten minutes", err)
	}
	return fmt.Errorf("%w: log in again", err)
}

// code reads the query with which the browser brings the answer of the account's
// owner. Ours says whether it answers this login at all.
func (l *Login) code(query url.Values) (code string, ours bool, err error) {
	if query.Get("state") != l.proof.State {
		return "", false, nil
	}
	if code, err = l.proof.Code(query); err != nil {
		err = explainAnswer(err)
	}
	return code, true, err
}
