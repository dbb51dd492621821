package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// Keys is what a server makes of the header Idempotency-Key.
type Keys string

const (
	// KeysMastodon45 is Mastodon up to 4.5 (app/services/post_status_service.rb): for an hour, the same key of the same
	// account is answered with the status that it made, or 404 if that was deleted. Nothing is locked: of two requests at
	// once both may post. Refusals are not remembered.
	KeysMastodon45 Keys = "mastodon45"

	// KeysMastodon46Bug is Mastodon 4.6.0 to 4.6.5 (mastodon#40399): as 4.5, but the same key is answered with 500, although
	// its status exists; and a second request waits while the first is at work, for Delays.Lock, and gets 503.
	KeysMastodon46Bug Keys = "mastodon46bug"

	// KeysPleroma is Pleroma's lib/pleroma/web/plugs/idempotency_plug.ex: for six hours, every answer to a POST, PUT or
	// PATCH with a key is repeated to whoever brings the key again, refusals too, with "idempotent-replayed: true".
	KeysPleroma Keys = "pleroma"

	// KeysNone ignores the header, as GoToSocial does.
	KeysNone Keys = "none"
)

var allKeys = []Keys{KeysMastodon45, KeysMastodon46Bug, KeysPleroma, KeysNone}

// keys is what servers of the flavour make of the header.
func (f Flavour) keys() Keys {
	switch f {
	case GoToSocial:
		return KeysNone
	case Pleroma:
		return KeysPleroma
	}
	return KeysMastodon45
}

// keyed is what a request with a key led to.
type keyed struct {
	statusID string // Mastodon remembers the status
	code     int    // Pleroma remembers the answer
	body     json.RawMessage
	at       time.Time
}

// life is how long a key is remembered.
func (k Keys) life() time.Duration {
	if k == KeysPleroma {
		return 6 * time.Hour
	}
	return 3600 * time.Second
}

// remember keeps what a key led to. An empty key is none.
func (w *world) remember(key string, k keyed) {
	if key == "" {
		return
	}
	k.at = w.now()
	if _, known := w.keys[key]; !known {
		w.keyOrder = append(w.keyOrder, key)
	}
	w.keys[key] = k
	if len(w.keyOrder) > maxKeys {
		delete(w.keys, w.keyOrder[0])
		w.keyOrder = w.keyOrder[1:]
	}
}

// recall returns what the key led to within its life.
func (w *world) recall(key string) (keyed, bool) {
	k, ok := w.keys[key]
	if !ok || w.now().Sub(k.at) >= w.keyLife {
		return keyed{}, false
	}
	return k, true
}

// mastodonKey is the key under which Mastodon remembers the status that this request makes, "" if it does not.
func (s *Server) mastodonKey(c *call) string {
	key := c.r.Header.Get("Idempotency-Key")
	if key == "" || s.cfg.Keys == KeysPleroma || s.cfg.Keys == KeysNone {
		return ""
	}
	return c.who.ID + " " + key
}

// lockKey takes Mastodon 4.6's lock on the key. unlock may be called twice.
func (s *Server) lockKey(key string) (unlock func(), err error) {
	if key == "" || s.cfg.Keys != KeysMastodon46Bug {
		return func() {}, nil
	}
	unlock, ok := s.locks.take(key, s.cfg.Delays.Lock, s.stopped)
	if !ok {
		return nil, refuse(http.StatusServiceUnavailable, "There was a temporary problem serving your request, please try again")
	}
	return unlock, nil
}

// replay answers with the status that the key made before. If that was deleted meanwhile, it is not found.
func (s *Server) replay(c *call, key string) (again bool, err error) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	k, known := w.recall(key) // nothing is remembered under ""
	if !known {
		return false, nil
	}
	if s.cfg.Keys == KeysMastodon46Bug {
		return false, refuse(http.StatusInternalServerError, "Internal server error")
	}
	st := w.byStatusID[k.statusID]
	if st == nil {
		return false, w.notFound()
	}
	return true, c.json(w.wireStatus(st, c.who))
}

// once runs the endpoint, unless Pleroma has answered this key before.
func (s *Server) once(c *call, endpoint func(*call) error) error {
	key := c.r.Header.Get("Idempotency-Key")
	changes := slices.Contains([]string{http.MethodPost, http.MethodPut, http.MethodPatch}, c.r.Method)
	if s.cfg.Keys != KeysPleroma || key == "" || !changes {
		return endpoint(c)
	}
	s.world.mu.Lock()
	k, known := s.world.recall(key)
	s.world.mu.Unlock()
	if known {
		c.w.Header().Set("Idempotency-Key", key)
		c.w.Header().Set("Idempotent-Replayed", "true")
		c.code = k.code
		return c.json(k.body)
	}
	err := endpoint(c)
	code, body := s.outcome(c, err)
	data, bug := json.Marshal(body)
	if bug != nil {
		return bug
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	s.world.remember(key, keyed{code: code, body: data})
	return err
}
