package sandbox

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
)

// event is one message of a stream. The payload is JSON in a string, or an id.
type event struct {
	Stream  []string `json:"stream"`
	Event   string   `json:"event"`
	Payload string   `json:"payload"`
}

// emit sends an event to everybody who has subscribed to channel and whom want accepts; payload may differ for each.
func (w *world) emit(channel, name string, want func(*account) bool, payload func(*account) any) {
	byAge := func(a, b *stream) int { return cmp.Compare(a.number, b.number) } // so that faults can be repeated
	for _, st := range slices.SortedFunc(maps.Keys(w.streams), byAge) {
		if !st.channels[channel] || !want(st.who) || name == "notification" && !st.token.scopes.cover("read:notifications") {
			continue
		}
		p := payload(st.who)
		text, isText := p.(string)
		if !isText {
			data, err := json.Marshal(p)
			if err != nil {
				continue // only our own types come here, and they marshal
			}
			text = string(data)
		}
		st.deliver(event{Stream: []string{channel}, Event: name, Payload: text})
	}
}

func (w *world) publishUpdate(st *status) {
	show := func(viewer *account) any { return w.wireStatus(st, viewer) }
	w.emit("user", "update", st.inHomeOf, show)
	if !st.inPublic() {
		return
	}
	w.emit("public", "update", st.shownTo, show)
	if st.author.Domain == "" {
		w.emit("public:local", "update", st.shownTo, show)
	}
}

// publishEdit tells those who may have been shown the status, and those whom it names.
func (w *world) publishEdit(st *status) {
	show := func(viewer *account) any { return w.wireStatus(st, viewer) }
	w.emit("user", "status.update", func(a *account) bool {
		return st.inHomeOf(a) || slices.Contains(st.addressed, a) && !a.hides(st.author) && st.visibleTo(a)
	}, show)
	if !st.inPublic() {
		return
	}
	w.emit("public", "status.update", st.shownTo, show)
	if st.author.Domain == "" {
		w.emit("public:local", "status.update", st.shownTo, show)
	}
}

// publishDelete tells those who may have been shown the status.
func (w *world) publishDelete(st *status) {
	id := func(*account) any { return st.ID }
	w.emit("user", "delete", func(a *account) bool { return st.inHomeOf(a) || slices.Contains(st.addressed, a) }, id)
	if st.inPublic() {
		everybody := func(*account) bool { return true }
		w.emit("public", "delete", everybody, id)
		w.emit("public:local", "delete", everybody, id)
	}
}

// publishNotification streams a notification, unless it is filtered: include_filtered works on the list only. Only Mastodon
// has any without a status.
func (w *world) publishNotification(owner *account, n *notification) {
	if n.filtered || n.late || (w.flavour != Mastodon && n.status == nil) {
		return
	}
	mine := func(a *account) bool { return a == owner }
	show := func(*account) any { return w.wireNotification(n, owner) }
	w.emit("user", "notification", mine, show)
	w.emit("user:notification", "notification", mine, show)
}

// publishMerged tells owner that filtered notifications have been accepted (Mastodon: app/workers/unfilter_notifications_worker.rb).
func (w *world) publishMerged(owner *account) {
	mine := func(a *account) bool { return a == owner }
	one := func(*account) any { return "1" }
	w.emit("user", "notifications_merged", mine, one)
	w.emit("user:notification", "notifications_merged", mine, one)
}
