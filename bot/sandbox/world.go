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

// world is the state of the server. Every method that does not lock expects mu to be held.
type world struct {
	base     string
	flavour  Flavour
	maxChars int
	now      func() time.Time
	keyLife  time.Duration

	mu            sync.Mutex
	ids           idSource
	notificationN uint64
	byAcct        map[string]*account // lower case
	byAccountID   map[string]*account
	byToken       map[string]*account
	statuses      []*status // ascending by id
	byStatusID    map[string]*status
	keys          map[string]keyed // by Idempotency-Key; Mastodon's by account id and key
	keyOrder      []string
	streams       map[*stream]bool
	streamN       int
	delayed       []*delayed
	media         []*media // ascending by id
	mediaBytes    int
}

func newWorld(base string, cfg Config) *world {
	return &world{
		base: base, flavour: cfg.Flavour, maxChars: cfg.MaxChars, now: cfg.Now, keyLife: cfg.Keys.life(),
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
