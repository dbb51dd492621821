package sandbox

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// Bounds is how much a server keeps. The oldest goes first; an account is refused instead. Zero is the default.
type Bounds struct {
	Accounts      int // default 10,000
	Statuses      int // default 10,000
	Notifications int // default 1,000 for each account
}

func (b Bounds) withDefaults() Bounds {
	return Bounds{
		Accounts:      cmp.Or(b.Accounts, 10_000),
		Statuses:      cmp.Or(b.Statuses, 10_000),
		Notifications: cmp.Or(b.Notifications, 1_000),
	}
}

// Further bounds of the memory that a server takes. The oldest goes first.
const (
	maxKeys       = 10_000
	maxBody       = 256 << 10 // bytes of one request that is no upload
	maxApps       = 1_000
	maxCodes      = 1_000  // of sign-ins that have not ended yet
	maxTokens     = 10_000 // of apps
	maxMedia      = 1_000
	maxMediaBytes = 128 << 20 // of all together
)

// world is the state of the server. Every method that does not lock expects mu to be held.
type world struct {
	base     string
	flavour  Flavour
	maxChars int
	now      func() time.Time
	keyLife  time.Duration
	bounds   Bounds

	mu            sync.Mutex
	ids           idSource
	notificationN uint64
	byAcct        map[string]*account // lower case
	byAccountID   map[string]*account
	byToken       map[string]*token
	ownApp        *app // which the tokens of CreateAccount belong to
	apps          []*app
	codes         []*code
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
		base: base, flavour: cfg.Flavour, maxChars: cfg.MaxChars, now: cfg.Now, keyLife: cfg.Keys.life(), bounds: cfg.Bounds,
		ids:    idSource{flavour: cfg.Flavour},
		byAcct: map[string]*account{}, byAccountID: map[string]*account{}, byToken: map[string]*token{}, ownApp: &app{name: instanceTitle, scopes: everything},
		byStatusID: map[string]*status{}, keys: map[string]keyed{}, streams: map[*stream]bool{},
	}
}

// insert stores a new status, in place of the oldest if the server is full.
func (w *world) insert(st *status) {
	if len(w.statuses) >= w.bounds.Statuses {
		w.forget(w.statuses[0])
	}
	w.statuses = append(w.statuses, st)
	w.byStatusID[st.ID] = st
	st.author.statuses = append(st.author.statuses, st)
	if st.parent != nil {
		st.parent.answers = append(st.parent.answers, st)
	}
}

// forget takes a status out, with what points at it: its notifications, and the parent links of its answers
// (Mastodon nullifies in_reply_to_id, app/models/status.rb).
func (w *world) forget(st *status) {
	delete(w.byStatusID, st.ID)
	isIt := func(o *status) bool { return o == st }
	w.statuses = slices.DeleteFunc(w.statuses, isIt)
	st.author.statuses = slices.DeleteFunc(st.author.statuses, isIt)
	if st.parent != nil {
		st.parent.answers = slices.DeleteFunc(st.parent.answers, isIt)
	}
	for _, o := range st.answers {
		o.parent, o.InReplyToID = nil, ""
	}
	w.dropMedia(func(m *media) bool { return m.status == st })
	for _, a := range append(slices.Clip(st.addressed), st.author) {
		a.dropNotifications(func(n *notification) bool { return n.status == st })
	}
}
