package sandbox

import (
	"strings"
	"time"
)

// The JSON of the API: docs.joinmastodon.org/entities/Account, /Status, /Notification. Lists are never null there.

type wireAccount struct {
	ID             string       `json:"id"`
	Username       string       `json:"username"`
	Acct           string       `json:"acct"`
	DisplayName    string       `json:"display_name"`
	Locked         bool         `json:"locked"`
	Bot            bool         `json:"bot"`
	Discoverable   bool         `json:"discoverable"`
	Indexable      bool         `json:"indexable"`
	Group          bool         `json:"group"`
	CreatedAt      string       `json:"created_at"`
	Note           string       `json:"note"`
	URL            string       `json:"url"`
	URI            string       `json:"uri"`
	Avatar         string       `json:"avatar"`
	AvatarStatic   string       `json:"avatar_static"`
	Header         string       `json:"header"`
	HeaderStatic   string       `json:"header_static"`
	FollowersCount int          `json:"followers_count"`
	FollowingCount int          `json:"following_count"`
	StatusesCount  int          `json:"statuses_count"`
	LastStatusAt   *string      `json:"last_status_at"`
	Emojis         []string     `json:"emojis"`
	Roles          []string     `json:"roles"`
	Fields         []wireField  `json:"fields"`
	Moved          *wireAccount `json:"moved,omitempty"`
	Suspended      bool         `json:"suspended,omitempty"`
	Limited        bool         `json:"limited,omitempty"`
}

// wireSelf is the account of the token (docs.joinmastodon.org/entities/Account/#CredentialAccount).
type wireSelf struct {
	wireAccount
	Source wireProfile `json:"source"`
	Role   wireRole    `json:"role"`
}

type wireProfile struct {
	Privacy             string      `json:"privacy"`
	Sensitive           bool        `json:"sensitive"`
	Language            string      `json:"language"`
	Note                string      `json:"note"`
	Fields              []wireField `json:"fields"`
	FollowRequestsCount int         `json:"follow_requests_count"`
}

type wireField struct {
	Name       string  `json:"name"`
	Value      string  `json:"value"`
	VerifiedAt *string `json:"verified_at"` // nothing is verified here
}

type wireRole struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Permissions string `json:"permissions"`
	Color       string `json:"color"`
	Highlighted bool   `json:"highlighted"`
}

type wireStatus struct {
	ID                 string        `json:"id"`
	CreatedAt          string        `json:"created_at"`
	InReplyToID        *string       `json:"in_reply_to_id"`
	InReplyToAccountID *string       `json:"in_reply_to_account_id"`
	Sensitive          bool          `json:"sensitive"`
	SpoilerText        string        `json:"spoiler_text"`
	Visibility         string        `json:"visibility"`
	Language           string        `json:"language"`
	URI                string        `json:"uri"`
	URL                string        `json:"url"`
	RepliesCount       int           `json:"replies_count"`
	ReblogsCount       int           `json:"reblogs_count"`
	FavouritesCount    int           `json:"favourites_count"`
	EditedAt           *string       `json:"edited_at"`
	Favourited         bool          `json:"favourited"`
	Reblogged          bool          `json:"reblogged"`
	Muted              bool          `json:"muted"`
	Bookmarked         bool          `json:"bookmarked"`
	Pinned             *bool         `json:"pinned,omitempty"` // on one's own statuses that can be pinned
	Content            string        `json:"content"`
	Text               *string       `json:"text,omitempty"` // in the answer to DELETE only
	Filtered           []string      `json:"filtered"`
	Reblog             *struct{}     `json:"reblog"`
	Account            wireAccount   `json:"account"`
	MediaAttachments   []wireMedia   `json:"media_attachments"`
	Mentions           []wireMention `json:"mentions"`
	Tags               []wireTag     `json:"tags"`
	Emojis             []string      `json:"emojis"`
	Card               *struct{}     `json:"card"`
	Poll               *struct{}     `json:"poll"`
}

type wireMention struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	URL      string `json:"url"`
	Acct     string `json:"acct"`
}

type wireTag struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type wireNotification struct {
	ID        string      `json:"id"`
	Type      string      `json:"type"`
	CreatedAt string      `json:"created_at"`
	GroupKey  string      `json:"group_key,omitempty"`
	Filtered  bool        `json:"filtered,omitempty"`
	Account   wireAccount `json:"account"`
	Status    *wireStatus `json:"status"`
}

func wireTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// wireAccount shows an account; of a suspended one little is left (app/serializers/rest/account_serializer.rb).
func (w *world) wireAccount(a *account) wireAccount {
	out := w.wireProfileOf(a)
	if next := w.find(a.MovedTo); next != nil && !a.Suspended {
		moved := w.wireProfileOf(next)
		out.Moved = &moved
	}
	return out
}

// wireProfileOf is an account without the one that it moved to, which is never nested twice.
func (w *world) wireProfileOf(a *account) wireAccount {
	picture := w.base + "/avatars/original/missing.png"
	out := wireAccount{
		ID: a.ID, Username: a.Username, Acct: a.Acct, Suspended: a.Suspended, Limited: a.Limited,
		CreatedAt: a.created.UTC().Truncate(24 * time.Hour).Format("2006-01-02T15:04:05.000Z"),
		URL:       a.URL, URI: strings.Replace(a.URL, "/@", "/users/", 1),
		Avatar: picture, AvatarStatic: picture, Header: picture, HeaderStatic: picture, FollowingCount: len(a.follows),
		Emojis: []string{}, Roles: []string{}, Fields: []wireField{},
	}
	if !a.Suspended {
		out.DisplayName, out.Note, out.Bot, out.Discoverable = a.DisplayName, a.bio, a.Bot, true
		for _, f := range a.fields {
			out.Fields = append(out.Fields, wireField{Name: f.Name, Value: f.html})
		}
	}
	for _, o := range w.byAcct {
		if len(o.follows) > 0 && !o.gone && o.followsAccount(a) {
			out.FollowersCount++
		}
	}
	var last *status
	for _, st := range a.statuses {
		if st.Visibility != "direct" {
			out.StatusesCount, last = out.StatusesCount+1, st
		}
	}
	if last != nil {
		day := last.CreatedAt.Format(time.DateOnly)
		out.LastStatusAt = &day
	}
	return out
}

// wireStatus shows a status as viewer sees it, nil for anybody.
func (w *world) wireStatus(st *status, viewer *account) wireStatus {
	out := wireStatus{
		ID: st.ID, CreatedAt: wireTime(st.CreatedAt), Sensitive: st.Sensitive, SpoilerText: st.SpoilerText,
		Visibility: st.Visibility, Language: st.Language, URI: strings.Replace(st.author.URL, "/@", "/users/", 1) + "/statuses/" + st.ID, URL: st.URL,
		FavouritesCount: len(st.favourites), Content: st.Content, Account: w.wireAccount(st.author), Filtered: []string{},
		MediaAttachments: []wireMedia{}, Mentions: []wireMention{}, Tags: []wireTag{}, Emojis: []string{},
	}
	if !st.EditedAt.IsZero() {
		edited := wireTime(st.EditedAt)
		out.EditedAt = &edited
	}
	if st.parent != nil {
		out.InReplyToID, out.InReplyToAccountID = &st.parent.ID, &st.parent.author.ID
	}
	for _, o := range st.answers {
		if o.Visibility != "direct" {
			out.RepliesCount++
		}
	}
	if viewer != nil {
		out.Favourited = st.favourites[viewer.ID]
	}
	if viewer == st.author && st.pinnable() {
		pinned := st.pinned > 0
		out.Pinned = &pinned
	}
	for _, m := range st.media {
		out.MediaAttachments = append(out.MediaAttachments, w.wireMedia(m))
	}
	for _, a := range st.mentions {
		out.Mentions = append(out.Mentions, wireMention{ID: a.ID, Username: a.Username, URL: a.URL, Acct: a.Acct})
	}
	for _, t := range st.tags {
		out.Tags = append(out.Tags, wireTag{Name: t, URL: dialect{base: w.base}.tagURL(t)})
	}
	return out
}

func (w *world) wireNotification(n *notification, owner *account) wireNotification {
	out := wireNotification{
		ID: n.id, Type: n.kind, CreatedAt: wireTime(n.at), Filtered: n.filtered, Account: w.wireAccount(n.from),
	}
	if w.flavour == Mastodon {
		out.GroupKey = "ungrouped-" + n.id
	}
	if n.status != nil {
		st := w.wireStatus(n.status, owner)
		out.Status = &st
	}
	return out
}
