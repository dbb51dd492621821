package fedi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"quotebot/bot/fedi"
	"quotebot/bot/sandbox"
	"quotebot/bot/toot"
)

func picture(t *testing.T) io.Reader {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	return &out
}

func upload(t *testing.T, c *fedi.Client, name, alt string) string {
	t.Helper()
	id, err := c.Upload(t.Context(), picture(t), name, alt)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func getJSON(t *testing.T, url, token string, into any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

func TestUploadWaitsUntilProcessed(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour, MediaProcessing: 250 * time.Millisecond})
		id := upload(t, c, "/home/me/secret/table.PNG", "a table")
		posted, err := c.Post(t.Context(), toot.Draft{Text: "look", Media: []string{id}}, "k")
		if err != nil {
			t.Fatal(err)
		}
		if len(posted.Media) != 1 || posted.Media[0].Alt != "a table" || posted.Media[0].URL == "" {
			t.Errorf("posted with %+v, want one attachment with its description", posted.Media)
		}
		looks := 0
		for _, r := range s.Requests() {
			if r.Method == http.MethodGet {
				looks++
			}
		}
		if flavour == sandbox.Mastodon && looks == 0 || flavour == sandbox.GoToSocial && looks > 0 {
			t.Errorf("%d looks at the upload", looks)
		}
	})
}

func TestUploadRefused(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		s, c := start(t, sandbox.Config{Flavour: flavour})
		_, err := c.Upload(t.Context(), strings.NewReader("words"), "words.txt", "")
		wantKind(t, "Upload of text", err, fedi.Rejected)
		_, err = c.Upload(t.Context(), picture(t), "a.png", strings.Repeat("a", 1501))
		wantKind(t, "Upload with a long description", err, fedi.Rejected)
		before := len(s.Requests())
		if _, err = c.Upload(t.Context(), iotest.ErrReader(errors.New("disk on fire")), "/home/me/a.png", ""); err == nil ||
			!strings.Contains(err.Error(), "disk on fire") || strings.Contains(err.Error(), "/home/me") {
			t.Errorf("Upload of an unreadable file: %v", err)
		}
		if _, err = c.Upload(t.Context(), io.LimitReader(zeros{}, 40<<20+1), "a.png", ""); err == nil || !strings.Contains(err.Error(), "40 MiB") {
			t.Errorf("Upload of a huge file: %v", err)
		}
		if n := len(s.Requests()) - before; n != 0 {
			t.Errorf("%d requests with files that cannot be read", n)
		}
	})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// Whoever stops waiting gets an answer at once.
func TestUploadHonoursItsContext(t *testing.T) {
	t.Parallel()
	s, c := start(t, sandbox.Config{MediaProcessing: time.Hour})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err := c.Upload(ctx, picture(t), "a.png", "")
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 10*time.Second {
		t.Errorf("Upload ended after %v with %v, want the context's end", time.Since(began), err)
	}
	if n := len(s.Requests()); n > 3 {
		t.Errorf("%d requests within 50 ms", n)
	}
}

func TestDescribeMedia(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour sandbox.Flavour) {
		_, c := start(t, sandbox.Config{Flavour: flavour})
		id := upload(t, c, "a.png", "")
		if err := c.DescribeMedia(t.Context(), id, "a table"); err != nil {
			t.Fatal(err)
		}
		posted, err := c.Post(t.Context(), toot.Draft{Media: []string{id}}, "k")
		if err != nil || posted.Media[0].Alt != "a table" {
			t.Errorf("Post = %+v, %v; want the description", posted, err)
		}
		wantKind(t, "DescribeMedia once attached", c.DescribeMedia(t.Context(), id, "late"), fedi.Gone)
	})
}

// The name of a file may say more than its picture.
func TestUploadTellsOnlyTheExtension(t *testing.T) {
	t.Parallel()
	var sent atomic.Value
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		sent.Store(string(body))
		saysJSON(`{"id":"1","url":"https://social.example/1.png"}`)(w, r)
	})
	for name, want := range map[string]string{
		"/home/me/secret.PNG": `filename="upload.png"`, `C:\me\secret.jpg`: `filename="upload.jpg"`,
		"secret": `filename="upload"`, `secret."x`: `filename="upload"`, "": `filename="upload"`,
	} {
		upload(t, c, name, "")
		body := sent.Load().(string)
		if !strings.Contains(body, want+"\r\nContent-Type: image/png") || strings.Contains(body, "secret") || strings.Contains(body, "home") {
			t.Errorf("Upload of %q sent %q, want %s and no more of the name", name, body, want)
		}
	}
}
