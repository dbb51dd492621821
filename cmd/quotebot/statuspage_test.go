package main

import (
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"quotebot/bot/sandbox"
	"quotebot/bot/store"
	"quotebot/quotes"
)

// A past is an outbox in which a bot has worked for a fortnight.
type past struct {
	t      *testing.T
	db     *store.DB
	corpus *quotes.Corpus
	chance *rand.Rand
	id     int // of the last status
}

func writePast(t *testing.T, file string, now time.Time) {
	t.Helper()
	db, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	corpus, err := quotes.Open("")
	if err != nil {
		t.Fatal(err)
	}
	p := &past{t, db, corpus, rand.New(rand.NewPCG(1, 1)), 1000}
	for days := 13; days > 0; days-- {
		p.day(now.UTC().Truncate(24*time.Hour).AddDate(0, 0, -days), days)
	}
}

// day writes a day's slots, answers and silences.
func (p *past) day(begins time.Time, ago int) {
	p.t.Helper()
	for _, hour := range []int{9, 17} {
		at := begins.Add(time.Duration(hour) * time.Hour)
		d := store.Deed{Key: "slot/any/" + at.Format("2006-01-02T15:04Z"), State: store.Pending, CreatedAt: at}
		if ago == 4 && hour == 9 {
			d.State, d.Reason = store.Missed, "nobody was there at the time"
		}
		p.deed(d, 700*time.Millisecond)
	}
	for i := range 2 + p.chance.IntN(9) {
		at := begins.Add(time.Duration(i+7) * 97 * time.Minute)
		asked := store.Deed{Key: fmt.Sprintf("reply/%d%02d", ago, i), State: store.Pending, Recipient: "7", AskedAt: at, CreatedAt: at}
		p.deed(asked, time.Duration(float64(900*time.Millisecond)*(1+p.chance.ExpFloat64())))
		if i%3 == 0 {
			p.deed(store.Deed{Key: asked.Key + "9", State: store.Skipped, CreatedAt: at, Reason: "the bot is not asked for anything"}, 0)
		}
	}
}

// deed writes a deed, and if it was to be posted, that it was.
func (p *past) deed(d store.Deed, took time.Duration) {
	p.t.Helper()
	p.id++
	if d.State == store.Pending {
		d.QuoteID, d.Text = p.corpus.Quotes[p.chance.IntN(len(p.corpus.Quotes))].ID, "words"
	}
	err := p.db.InTx(p.t.Context(), func(tx *sql.Tx) error {
		_, err := store.Add(p.t.Context(), tx, d)
		if err == nil && d.State == store.Pending {
			id := strconv.Itoa(p.id)
			_, err = store.MarkPosted(p.t.Context(), tx, d.Key, id, "https://sandbox.example/@quotebot/"+id, d.CreatedAt.Add(took), 0)
		}
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

const adminPassword = "correct horse battery"

// watchedSite is a bot with a past, whose pages want a password. It has just
// answered somebody, and was refused once.
func watchedSite(t *testing.T) (pages string) {
	t.Helper()
	s, err := sandbox.Start(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	_, token, err := s.CreateAccount(sandbox.NewAccount{Username: "quotebot", Bot: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.CreateAccount(sandbox.NewAccount{Username: "alice"}); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	database, password := filepath.Join(folder, "quotebot.db"), filepath.Join(folder, "password")
	writePast(t, database, time.Now())
	if err := os.WriteFile(password, []byte(adminPassword+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := startProcess(t, append(os.Environ(),
		"QUOTEBOT_SERVER="+s.URL(), "QUOTEBOT_ACCESS_TOKEN="+token, "QUOTEBOT_DATABASE_URL="+database,
		"QUOTEBOT_SCHEDULE=0 9,17 * * *; judicial@0 12 * * *", "QUOTEBOT_ADMIN_LISTEN=127.0.0.1:0", "QUOTEBOT_ADMIN_PASSWORD_FILE="+password,
	), "run")
	pages = p.pages()
	p.waitFor("hearing mentions")
	publish(t, s, "@quotebot what about the courts?")
	p.waitFor("msg=posted")
	s.SetFaults(sandbox.Faults{PostStatus: http.StatusUnprocessableEntity})
	publish(t, s, "@quotebot government, please")
	p.waitFor("not posted")
	s.SetFaults(sandbox.Faults{})
	publish(t, s, "@quotebot 政务诚信")
	p.waitFor("msg=posted")
	return pages
}

// Where a password is set, nothing of the pages is to be had without it.
func TestStatusPageNeedsPassword(t *testing.T) {
	t.Parallel()
	pages := watchedSite(t)
	for _, tt := range []struct {
		path, password string
		want           int
	}{
		{"/status", "", 401}, {"/status", "wrong horse battery", 401}, {"/status", adminPassword, 200},
		{"/metrics", "", 401}, {"/metrics", adminPassword, 200}, {"/", "", 401}, {"/readyz", "", 200},
	} {
		r, err := http.NewRequest(http.MethodGet, pages+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if tt.password != "" {
			r.SetBasicAuth("operator", tt.password)
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != tt.want {
			t.Errorf("GET %s with the password %q = %d, %v; want %d", tt.path, tt.password, resp.StatusCode, err, tt.want)
		}
		if tt.want == 401 && strings.Contains(string(body), "gov-") || strings.Contains(string(body), adminPassword) {
			t.Errorf("GET %s with the password %q shows too much: %s", tt.path, tt.password, body)
		}
	}
}

// The page of a running bot, as its operator sees it.
func TestStatusPage(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	pages := watchedSite(t)
	err := chromedp.Do(ctx,
		chromedp.EmulateViewport(960, 800),
		chromedp.Navigate(strings.Replace(pages, "://", "://operator:"+strings.ReplaceAll(adminPassword, " ", "%20")+"@", 1)+"/status?still"),
	)
	if err != nil {
		t.Fatal(err)
	}
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"@quotebot@" + sandbox.Domain, "ready", "live for", "Coming posts", "II.", "failed", "422", "line of judicial", "reads", "posts"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q:\n%s", want, text)
		}
	}
	shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "status.png")
	if *picture {
		file = filepath.Join("..", "..", "deploy", "status.png")
	}
	if err := os.WriteFile(file, shot, 0o644); err != nil {
		t.Fatal(err)
	}
	if len(shot) < 20_000 {
		t.Errorf("the screenshot has %d bytes: the page is empty", len(shot))
	}
}
