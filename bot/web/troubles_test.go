package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/slogtest"

	"quotebot/bot/web"
)

// What goes through is what the handler behind would have had.
func TestTroublesHandOn(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	err := slogtest.TestHandler(web.KeepTroubles(slog.NewJSONHandler(&log, nil)), func() []map[string]any {
		var records []map[string]any
		for line := range bytes.Lines(log.Bytes()) {
			var record map[string]any
			if err := json.Unmarshal(line, &record); err != nil {
				t.Fatal(err)
			}
			records = append(records, record)
		}
		return records
	})
	if err != nil {
		t.Error(err)
	}
}

func TestTroublesKeepWarningsAndErrors(t *testing.T) {
	t.Parallel()
	var written bytes.Buffer
	kept := web.KeepTroubles(slog.NewTextHandler(&written, &slog.HandlerOptions{Level: slog.LevelError}))
	log := slog.New(kept).With("bot", 1)
	log.Info("posted", "key", "a")
	log.Warn("server cannot be used", "err", "502 Bad Gateway")
	log.Warn("server cannot be used", "err", "503")
	log.Info("posted", "key", "b")
	log.WithGroup("g").Error("not posted", "key", "c", "reason", strings.Repeat("é", 300))
	log.Warn("server cannot be used")

	newest := kept.Newest()
	var got []string
	for _, trouble := range newest {
		got = append(got, fmt.Sprintf("%s %s %d", trouble.Level, trouble.What, trouble.Times))
		if trouble.At.IsZero() {
			t.Errorf("%q has no time", trouble.What)
		}
	}
	want := "WARN server cannot be used 1, ERROR not posted 1, WARN server cannot be used 2"
	if got := strings.Join(got, ", "); got != want {
		t.Fatalf("Newest() = %s, want %s", got, want)
	}
	if d := newest[2].Details; d != "bot=1 err=503" {
		t.Errorf("details %q, want those of the last time", d)
	}
	if d := newest[1].Details; !strings.HasPrefix(d, "bot=1 g.key=c g.reason=éé") || !strings.HasSuffix(d, "é…") || len(d) > 410 {
		t.Errorf("details %q, want them cut between letters", d)
	}
	if n := strings.Count(written.String(), "\n"); n != 1 {
		t.Errorf("%d records were handed on, want the error alone", n)
	}
}

func TestTroublesKeepTheNewest(t *testing.T) {
	t.Parallel()
	kept := web.KeepTroubles(slog.NewTextHandler(io.Discard, nil))
	log := slog.New(kept)
	var several sync.WaitGroup
	for i := range 100 {
		several.Go(func() { log.Error(fmt.Sprintf("trouble %d", i)) })
	}
	several.Wait()
	log.Error("last")
	newest := kept.Newest()
	if len(newest) != 30 || newest[0].What != "last" {
		t.Errorf("Newest() = %d from %q on, want 30 from the last on", len(newest), newest[0].What)
	}
}
