package bot

import (
	"context"
	"errors"
	"fmt"

	"quotebot/bot/fedi"
)

func (e *examination) accountChecks() []check {
	token, hears := []string{checkToken}, []string{scopeOf + "read:notifications"}
	list := []check{{name: checkToken, of: []string{"ACCESS_TOKEN", "ACCESS_TOKEN_FILE"}, needs: []string{checkServer}, look: e.identify}}
	for _, s := range Scopes() {
		list = append(list, check{name: scopeOf + s.Name, needs: token, look: e.scope(s)})
	}
	return append(list,
		check{name: "bot flag", needs: token, look: e.flag, mend: e.setFlag},
		check{name: "notification policy", needs: hears, look: e.policy, mend: e.acceptAll},
		check{name: "streaming", needs: hears, look: e.streaming},
	)
}

// identify asks whose the token is.
func (e *examination) identify(ctx context.Context) (_ string, err error) {
	if e.server, err = fedi.New(e.config.Server, e.config.Token, UserAgent); err != nil {
		return "", err
	}
	if e.self, err = e.server.Self(ctx); err != nil {
		return "", err
	}
	return fmt.Sprintf("of @%s@%s", e.self.Acct, e.instance.Domain), nil
}

// scope tries one scope out.
func (e *examination) scope(s Scope) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		err := s.granted(ctx, e.server, e.self.ID)
		if errors.Is(err, errNoScope) {
			return "", ail("`quotebot login` gets a token with all scopes", "the token does not have it; it is needed to %s", s.For)
		}
		return "to " + s.For, err
	}
}

func (e *examination) flag(ctx context.Context) (string, error) {
	p, err := e.server.Profile(ctx)
	if err != nil {
		return "", err
	}
	if !p.Bot {
		return "", ail("`quotebot doctor --fix` marks it", "the account is not marked as automated, which people and servers expect of a bot")
	}
	return "the account is marked as automated", nil
}

// setFlag marks the account. The rest of the profile stays as it is.
func (e *examination) setFlag(ctx context.Context) error {
	p, err := e.server.Profile(ctx)
	if err != nil {
		return err
	}
	p.Bot = true
	_, err = e.server.UpdateProfile(ctx, p)
	return err
}
