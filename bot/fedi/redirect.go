package fedi

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// maxRedirects is how often one look is sent on.
const maxRedirects = 3

// redirection is the error of a redirect that must not be followed, nil for a
// look that stays on the server. To another server our token would travel
// along. A change would be followed with a GET, and the answer to that looks
// like success; the server that redirects it has not done it.
func redirection(op string, req *http.Request, resp *http.Response) error {
	look := req.Method == http.MethodGet
	to, err := resp.Location()
	if look && err == nil && sameOrigin(req.URL, to) {
		return nil
	}
	resp.Body.Close()
	e := &Error{Kind: Unreachable, Op: op, Status: resp.StatusCode, Message: "the server redirects to nowhere"}
	if look {
		e.Kind = Incompatible
	}
	if err == nil {
		e.Message = shorten(fmt.Sprintf("the server redirects to %s://%s: name that server in QUOTEBOT_SERVER", to.Scheme, to.Host))
	}
	return e
}

// checkRedirect ends a look that is sent on too often (http.Client).
func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) <= maxRedirects {
		return nil
	}
	return &Error{Kind: Incompatible, Op: req.Method + " " + via[0].URL.Path,
		Message: fmt.Sprintf("the server redirects more than %d times", maxRedirects)}
}

// sameOrigin compares scheme, host and port (RFC 6454, section 5).
func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	return map[string]string{"http": "80", "https": "443"}[u.Scheme]
}
