package bot

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/store"
)

// An attachment is an image of a deed, as the outbox has it (Deed.Media, a list
// in JSON).
type attachment struct {
	Path string `json:"path"` // absolute
	Alt  string `json:"alt"`
	Type string `json:"type"`
	Sum  string `json:"sum"`          // SHA-256 of the file in hex
	ID   string `json:"id,omitempty"` // at the server, once it is there
}

// attachments reads what a deed attaches.
func attachments(deed store.Deed) (media []attachment, err error) {
	if deed.Media == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(deed.Media), &media); err != nil {
		return nil, fmt.Errorf("read media of %s: %w", deed.Key, err)
	}
	return media, nil
}

// written is attachments the other way round.
func written(media []attachment) string {
	if len(media) == 0 {
		return ""
	}
	text, err := json.Marshal(media)
	if err != nil {
		panic(err) // strings can be written as JSON
	}
	return string(text)
}

func alts(media []attachment) []fedi.Alt {
	var alts []fedi.Alt
	for _, m := range media {
		alts = append(alts, fedi.Alt{MediaID: m.ID, Text: m.Alt})
	}
	return alts
}

// attach gives the server the images of a deed that it does not have yet, and
// remembers each in the row, so that a restart does not send it again.
func (d *delivery) attach(ctx context.Context, deed *store.Deed) ([]attachment, error) {
	media, err := attachments(*deed)
	if err != nil {
		return nil, err
	}
	for i, m := range media {
		if m.ID != "" {
			continue
		}
		data, err := readImage(m)
		if err != nil {
			return nil, err
		}
		if media[i].ID, err = d.server.Upload(ctx, bytes.NewReader(data), m.Path, m.Alt); err != nil {
			return nil, err
		}
		deed.Media = written(media)
		if err := d.db.SetMedia(context.WithoutCancel(ctx), deed.Key, deed.Media); err != nil {
			return nil, err
		}
	}
	return media, nil
}

// maxImage bounds an image that is read, in bytes.
const maxImage = 100 << 20

// errImage says that an image is not the one that was promised.
var errImage = errors.New("cannot be attached")

// readImage reads an image, as long as it is still the one that was promised.
func readImage(m attachment) ([]byte, error) {
	f, err := os.Open(m.Path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errImage, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxImage))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errImage, err)
	}
	if sum := sha256.Sum256(data); m.Sum != "" && hex.EncodeToString(sum[:]) != m.Sum {
		return nil, fmt.Errorf("%s %w: it was changed since", m.Path, errImage)
	}
	return data, nil
}

// unattached decides what a failure before the send means: nothing was posted.
func (d *delivery) unattached(ctx context.Context, deed store.Deed, err error) (time.Duration, error) {
	var server *fedi.Error
	switch {
	case errors.Is(err, errImage):
		return 0, d.end(context.WithoutCancel(ctx), deed.Key, store.Failed, err.Error())
	case !errors.As(err, &server):
		return 0, err
	}
	switch server.Kind {
	case fedi.Rejected, fedi.Gone:
		return 0, d.end(context.WithoutCancel(ctx), deed.Key, store.Failed, err.Error())
	case fedi.Unauthorized, fedi.Forbidden:
		d.halt(explain(err))
		return longBackoff, nil
	case fedi.Later:
		return d.postpone(err), nil
	}
	if server.Kind == fedi.Uncertain && d.now().Sub(later(deed.CreatedAt, deed.NotBefore)) > uploadFor {
		return 0, d.end(context.WithoutCancel(ctx), deed.Key, store.Failed, err.Error())
	}
	return d.pause(err, &d.failures), nil
}
