package sandbox_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"quotebot/bot/sandbox"
)

// tell has somebody mention the bot that many times.
func (w world) tell(t *testing.T, times int) {
	t.Helper()
	for i := range times {
		w.publish(t, "al@far.example", sandbox.NewStatus{Text: fmt.Sprint("@quotebot ", i)})
	}
}

// number is what tell wrote into the mention that the event is about.
func (e event) number(t *testing.T) int {
	t.Helper()
	var n int
	content := e.payload(t)["status"].(map[string]any)["content"].(string)
	if _, err := fmt.Sscan(strings.TrimSuffix(content[strings.LastIndex(content, " ")+1:], "</p>"), &n); err != nil {
		t.Fatalf("content %q: %v", content, err)
	}
	return n
}

func TestFaultsOfEvents(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		faults []sandbox.Fault
		want   []int // the mentions, as they come
	}{
		"healthy":              {nil, []int{0, 1, 2}},
		"lost":                 {[]sandbox.Fault{sandbox.NoFault, sandbox.EventLost}, []int{0, 2}},
		"twice":                {[]sandbox.Fault{sandbox.NoFault, sandbox.EventTwice}, []int{0, 1, 1, 2}},
		"late":                 {[]sandbox.Fault{sandbox.EventLate}, []int{1, 0, 2}},
		"both late":            {[]sandbox.Fault{sandbox.EventLate, sandbox.EventLate}, []int{2, 0, 1}},
		"late for a duplicate": {[]sandbox.Fault{sandbox.EventLate, sandbox.EventTwice}, []int{1, 1, 0, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := startWorld(t, sandbox.Config{})
			ws := w.bot.dial("/api/v1/streaming?stream=user:notification")
			w.Play(sandbox.Events, tt.faults...)
			w.tell(t, 3)
			var got []int
			for range tt.want {
				got = append(got, next(t, ws).number(t))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("mentions came as %v, want %v", got, tt.want)
			}
			w.wantSilence(t, ws)
		})
	}
}

// wantSilence cuts the stream and fails if something had been sent before.
func (w world) wantSilence(t *testing.T, ws *websocket.Conn) {
	t.Helper()
	w.DropStream()
	ws.SetReadDeadline(time.Now().Add(deadline))
	if _, data, err := ws.ReadMessage(); err == nil {
		t.Errorf("the stream said %s", data)
	}
}

func TestHalfOpenStreams(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.Play(sandbox.Connects, sandbox.HalfOpen)
	first := w.bot.dial("/api/v1/streaming?stream=user:notification")
	second := w.bot.dial("/api/v1/streaming?stream=user:notification")
	w.tell(t, 1)
	if got := next(t, second).number(t); got != 0 {
		t.Errorf("mention %d, want 0", got)
	}
	w.Play(sandbox.Events, sandbox.HalfOpen) // strikes the second, since the first has no events
	w.tell(t, 3)
	w.wantSilence(t, first)
	w.wantSilence(t, second)
	if got := w.Played()[sandbox.HalfOpen]; got != 2 {
		t.Errorf("half-open was played %d times, want 2", got)
	}
}

func TestEventCutsTheStream(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	ws := w.bot.dial("/api/v1/streaming?stream=user:notification")
	w.Play(sandbox.Events, sandbox.StreamCut)
	w.tell(t, 1)
	ws.SetReadDeadline(time.Now().Add(deadline))
	if _, _, err := ws.ReadMessage(); err == nil || isTimeout(err) {
		t.Errorf("read: %v, want a broken connection", err)
	}
	again := w.bot.dial("/api/v1/streaming?stream=user:notification")
	w.tell(t, 1)
	next(t, again)
}

func TestFaultsOfConnecting(t *testing.T) {
	t.Parallel()
	for fault, want := range map[sandbox.Fault]int{
		sandbox.ErrorBefore: 500, sandbox.BadGateway: 502, sandbox.Unavailable: 503, sandbox.GatewayTimeout: 504, sandbox.TooMany: 429,
		sandbox.Redirect: 301, sandbox.Revoked: 401, sandbox.Suspended: 403, sandbox.LostAnswer: 0, sandbox.Delay: 101, sandbox.NoFault: 101,
	} {
		w := startWorld(t, sandbox.Config{Delays: quickDelays})
		w.Play(sandbox.Connects, fault)
		url := strings.Replace(w.URL(), "http", "ws", 1) + "/api/v1/streaming?stream=user"
		ws, resp, err := websocket.DefaultDialer.DialContext(t.Context(), url, http.Header{"Authorization": {"Bearer " + w.bot.token}})
		code := 0
		if resp != nil {
			code = resp.StatusCode
		}
		if code != want || (err == nil) != (want == 101) {
			t.Errorf("%q: status %d, %v; want %d", fault, code, err, want)
		}
		if err == nil {
			ws.Close()
		}
	}
}

func TestEventMixIsTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	play := func() map[sandbox.Fault]int {
		w := startWorld(t, sandbox.Config{Limits: sandbox.RateLimits{Off: true}})
		w.bot.dial("/api/v1/streaming?stream=user:notification")
		w.SetFaults(sandbox.Faults{Mix: sandbox.Mix{Seed: 3, Rates: map[sandbox.Place]sandbox.Rates{
			sandbox.Events:   {sandbox.EventLost: .2, sandbox.EventTwice: .1, sandbox.EventLate: .1},
			sandbox.Mentions: {sandbox.Deleted: .1, sandbox.LateID: .2},
		}}})
		w.tell(t, 100)
		return w.Played()
	}
	a, b := play(), play()
	if fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("the same seed played %v and %v", a, b)
	}
	for fault, want := range map[sandbox.Fault]int{sandbox.EventLost: 20, sandbox.EventTwice: 10, sandbox.EventLate: 10, sandbox.Deleted: 10, sandbox.LateID: 20} {
		if got := a[fault]; got < want/3 || got > want*3 {
			t.Errorf("%q was played %d times, want about %d", fault, got, want)
		}
	}
}
