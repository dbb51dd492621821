package sandbox

import (
	"fmt"
	"net/http"
)

// refusal is an error with the HTTP status and the words that the client gets.
type refusal struct {
	code  int
	text  string
	extra map[string]any // further fields of the JSON answer
	proxy bool           // answered by a proxy in front, with a page in HTML
}

func (e *refusal) Error() string { return fmt.Sprintf("%d: %s", e.code, e.text) }

// body is what the client gets.
func (e *refusal) body() any {
	if e.proxy {
		return proxyPage(e.text)
	}
	fields := map[string]any{"error": e.text}
	for k, v := range e.extra {
		fields[k] = v
	}
	return fields
}

func refuse(code int, format string, args ...any) error {
	return &refusal{code: code, text: fmt.Sprintf(format, args...)}
}

// notFound is Mastodon's answer for everything that is not there or may not be seen; GoToSocial has other words.
func (w *world) notFound() error {
	if w.flavour == GoToSocial {
		return refuse(http.StatusNotFound, "Not Found: target not found")
	}
	return refuse(http.StatusNotFound, "Record not found")
}

// invalid is the refusal of a status for its content: 422 on Mastodon ("Validation failed: ..."), 400 on GoToSocial, 422 on
// Pleroma.
func (w *world) invalid(mastodon, gotosocial string) error {
	switch w.flavour {
	case GoToSocial:
		return refuse(http.StatusBadRequest, "Bad Request: %s", gotosocial)
	case Pleroma:
		return refuse(http.StatusUnprocessableEntity, "%s", gotosocial)
	}
	return refuse(http.StatusUnprocessableEntity, "Validation failed: %s", mastodon)
}
