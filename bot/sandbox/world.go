package sandbox

import (
	"slices"
	"sync"
	"time"
)

// Bounds of the memory that a server takes. The oldest goes first; an account is refused instead.
const (
	maxAccounts      = 10_000
	maxStatuses      = 10_000
	maxNotifications = 1_000 // for each account
	maxKeys          = 10_000
	maxBody          = 256 << 10 // bytes of one request that is no upload
	maxMedia         = 1_000
	maxMediaBytes    = 128 << 20 // of all together
)

// keyLife is how long Mastodon remembers an Idempotency-Key (app/services/post_status_service.rb).
const keyLife = 3600 * time.Second

// world is the state of the server. Every method that does not lock expects mu to be held.
type world struct {
	base     string
	flavour  Flavour
	maxChars int
	now      func() time.Time

	mu            sync.Mutex
	ids           idSource
	notificationN uint64
	byAcct        map[string]*account // lower case
	byAccountID   map[string]*account
	byToken       map[string]*account
	statuses      []*status // ascending by id
	byStatusID    map[string]*status
	keys          map[string]keyed // idempotency keys, by account id and key
	keyOrder      []string
	streams       map[*stream]bool
	media         []*media // ascending by id
	mediaBytes    int
}

// keyed is the status that a request with an Idempotency-Key made.
type keyed struct {
	statusID string
	at       time.Time
}

func newWorld(base string, cfg Config) *world {
	return &world{
		base: base, flavour: cfg.Flavour, maxChars: cfg.MaxChars, now: cfg.Now,
		ids:    idSource{flavour: cfg.Flavour},
		byAcct: map[string]*account{}, byAccountID: map[string]*account{}, byToken: map[string]*account{},
		byStatusID: map[string]*status{}, keys: map[string]keyed{}, streams: map[*stream]bool{},
	}
}

// insert stores a new status, in place of the oldest if the server is full.
func (w *world) insert(st *status) {
	if len(w.statuses) >= maxStatuses {
		w.forget(w.statuses[0])
	}
	w.statuses = append(w.statuses, st)
	w.byStatusID[st.ID] = st
}

// forget takes a status out, with what points at it: its notifications, and the parent links of its answers
// (Mastodon nullifies in_reply_to_id, app/models/status.rb).
func (w *world) forget(st *status) {
	delete(w.byStatusID, st.ID)
	w.statuses = slices.DeleteFunc(w.statuses, func(o *status) bool { return o == st })
	for _, o := range w.statuses {
		if o.parent == st {
			o.parent, o.InReplyToID = nil, ""
		}
	}
	w.dropMedia(func(m *media) bool { return m.status == st })
	for _, a := range w.byAcct {
		a.dropNotifications(func(n *notification) bool { return n.status == st })
	}
}

// remember keeps which status an Idempotency-Key made.
func (w *world) remember(key string, st *status) {
	if _, known := w.keys[key]; !known {
		w.keyOrder = append(w.keyOrder, key)
	}
	w.keys[key] = keyed{statusID: st.ID, at: w.now()}
	if len(w.keyOrder) > maxKeys {
		delete(w.keys, w.keyOrder[0])
		w.keyOrder = w.keyOrder[1:]
	}
}

// recall returns the id of the status that this key made within the last hour.
func (w *world) recall(key string) (id string, ok bool) {
	k, ok := w.keys[key]
	if !ok || w.now().Sub(k.at) >= keyLife {
		return "", false
	}
	return k.statusID, true
}
