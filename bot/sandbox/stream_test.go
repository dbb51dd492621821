package sandbox_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"quotebot/bot/sandbox"
)

// dial opens a stream with the token in a header.
func (c client) dial(path string) *websocket.Conn {
	c.t.Helper()
	return c.dialWith(path, http.Header{"Authorization": {"Bearer " + c.token}})
}

func (c client) dialWith(path string, h http.Header) *websocket.Conn {
	c.t.Helper()
	ws, _, err := websocket.DefaultDialer.DialContext(c.t.Context(), strings.Replace(c.base, "http", "ws", 1)+path, h)
	if err != nil {
		c.t.Fatalf("dial %s: %v", path, err)
	}
	c.t.Cleanup(func() { ws.Close() })
	return ws
}

type event struct {
	Stream  []string
	Event   string
	Payload string
	Error   string
}

func next(t *testing.T, ws *websocket.Conn) event {
	t.Helper()
	ws.SetReadDeadline(time.Now().Add(deadline))
	_, data, err := ws.ReadMessage()
	if err != nil {
		t.Fatalf("read the stream: %v", err)
	}
	var e event
	if err := json.Unmarshal(data, &e); err != nil {
		t.Fatalf("event %q: %v", data, err)
	}
	return e
}

// payload decodes the JSON within an event.
func (e event) payload(t *testing.T) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(e.Payload), &v); err != nil {
		t.Fatalf("payload %q: %v", e.Payload, err)
	}
	return v
}

func TestUserStream(t *testing.T) {
	t.Parallel()
	for _, f := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		t.Run(f.String(), func(t *testing.T) {
			t.Parallel()
			w := startWorld(t, sandbox.Config{Flavour: f})
			ws := w.bot.dial("/api/v1/streaming?stream=user")

			first := w.publish(t, "friend", sandbox.NewStatus{Text: "hello @quotebot"})
			if e := next(t, ws); e.Event != "update" || e.Stream[0] != "user" || e.payload(t)["id"] != first.ID {
				t.Errorf("first event %+v, want the update of %s", e, first.ID)
			}
			e := next(t, ws)
			st, _ := e.payload(t)["status"].(map[string]any)
			if e.Event != "notification" || e.payload(t)["type"] != "mention" || st["id"] != first.ID {
				t.Errorf("second event %+v, want the mention in %s", e, first.ID)
			}

			w.publish(t, "Stranger", sandbox.NewStatus{Text: "not for the bot"})
			if err := w.DeleteStatus(first.ID); err != nil {
				t.Fatal(err)
			}
			if e := next(t, ws); e.Event != "delete" || e.Payload != first.ID {
				t.Errorf("third event %+v, want the deletion of %s", e, first.ID)
			}
		})
	}
}

func TestNotificationStreamHasOnlyNotifications(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	ws := w.bot.dial("/api/v1/streaming?stream=user:notification")
	w.publish(t, "friend", sandbox.NewStatus{Text: "for all"})
	w.publish(t, "Stranger", sandbox.NewStatus{Text: "@quotebot in private", Visibility: "direct"}) // filtered
	w.publish(t, "al@far.example", sandbox.NewStatus{Text: "@quotebot help"})
	if e := next(t, ws); e.Event != "notification" || !strings.Contains(e.Payload, "help") {
		t.Errorf("event %+v, want the mention by al", e)
	}
}

func TestPublicStream(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	ws := w.bot.dial("/api/v1/streaming?stream=public")
	w.publish(t, "friend", sandbox.NewStatus{Text: "quiet", Visibility: "unlisted"})
	st := w.publish(t, "Stranger", sandbox.NewStatus{Text: "loud"})
	if e := next(t, ws); e.Stream[0] != "public" || e.payload(t)["id"] != st.ID {
		t.Errorf("event %+v, want the update of %s", e, st.ID)
	}
}

func TestStreamTokens(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	for name, ws := range map[string]*websocket.Conn{
		"query":    w.bot.dialWith("/api/v1/streaming?stream=user&access_token="+w.bot.token, nil),
		"protocol": w.bot.dialWith("/api/v1/streaming?stream=user", http.Header{"Sec-WebSocket-Protocol": {w.bot.token}}),
		"header":   w.bot.dial("/api/v1/streaming?stream=user"),
	} {
		w.publish(t, "quotebot", sandbox.NewStatus{Text: "by " + name})
		if e := next(t, ws); e.Event != "update" {
			t.Errorf("with the token in the %s: event %+v, want an update", name, e)
		}
	}
	for path, want := range map[string]int{
		"/api/v1/streaming?stream=user":                                   401,
		"/api/v1/streaming?stream=user&access_token=wrong":                401,
		"/api/v1/streaming?stream=nonsense&access_token=" + w.bot.token:   400,
		"/api/v1/streaming/user?access_token=" + w.bot.token:              404,
		"/api/v1/streaming/user/notification?access_token=" + w.bot.token: 404,
	} {
		_, resp, err := websocket.DefaultDialer.Dial(strings.Replace(w.URL(), "http", "ws", 1)+path, nil)
		if err == nil || resp == nil || resp.StatusCode != want {
			t.Errorf("dial %.60s: %v, %v, want status %d", path, resp, err, want)
			continue
		}
		resp.Body.Close()
		if message := resp.Header.Get("X-Error-Message"); (want != 404) != (message != "") {
			t.Errorf("dial %.60s: X-Error-Message %q", path, message)
		}
	}
}

func TestStreamCommands(t *testing.T) {
	t.Parallel()
	for _, f := range []sandbox.Flavour{sandbox.Mastodon, sandbox.GoToSocial} {
		t.Run(f.String(), func(t *testing.T) {
			t.Parallel()
			w := startWorld(t, sandbox.Config{Flavour: f})
			ws := w.bot.dial("/api/v1/streaming")
			say := func(kind, stream string) {
				if err := ws.WriteJSON(map[string]string{"type": kind, "stream": stream}); err != nil {
					t.Fatal(err)
				}
			}
			say("subscribe", "user:notification")
			say("subscribe", "nonsense") // its refusal tells that what came before is in force
			e := next(t, ws)
			if f == sandbox.GoToSocial && e.Error != "" {
				e = next(t, ws) // one for user:notification, which cannot be asked for here
			} else if f == sandbox.GoToSocial {
				t.Errorf("subscribing to user:notification: %+v, want an error", e)
			}
			if e.Error == "" {
				t.Errorf("subscribing to nonsense: %+v, want an error", e)
			}
			w.publish(t, "al@far.example", sandbox.NewStatus{Text: "@quotebot one"})
			say("subscribe", "public")
			say("unsubscribe", "user:notification")
			say("subscribe", "nonsense")
			if e := next(t, ws); f == sandbox.Mastodon && e.Event != "notification" {
				t.Errorf("event %+v, want a notification", e)
			}
			for f == sandbox.Mastodon {
				if e := next(t, ws); e.Error != "" {
					break
				}
			}
			st := w.publish(t, "al@far.example", sandbox.NewStatus{Text: "@quotebot two"})
			for {
				if e := next(t, ws); e.Event == "update" {
					if e.payload(t)["id"] != st.ID {
						t.Errorf("event %+v, want the update of %s", e, st.ID)
					}
					break
				} else if e.Event == "notification" {
					t.Errorf("event %+v after unsubscribing", e)
				}
			}
		})
	}
}

func TestBinaryFramesCloseTheStream(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	ws := w.bot.dial("/api/v1/streaming?stream=user")
	if err := ws.WriteMessage(websocket.BinaryMessage, []byte{1}); err != nil {
		t.Fatal(err)
	}
	ws.SetReadDeadline(time.Now().Add(deadline))
	if _, _, err := ws.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseUnsupportedData) {
		t.Errorf("read: %v, want close 1003", err)
	}
}

func TestPingsMustBeAnswered(t *testing.T) {
	t.Parallel()
	s, err := sandbox.StartWithPing(sandbox.Config{}, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, token, err := s.CreateAccount(sandbox.NewAccount{Username: "quotebot"})
	if err != nil {
		t.Fatal(err)
	}
	c := client{t: t, base: s.URL(), token: token}

	polite := c.dial("/api/v1/streaming?stream=user")
	pings := 0
	polite.SetPingHandler(func(data string) error {
		if pings++; pings == 3 {
			s.DropStream()
		}
		return polite.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(time.Second))
	})
	polite.SetReadDeadline(time.Now().Add(deadline))
	if _, _, err := polite.ReadMessage(); err == nil || pings != 3 {
		t.Errorf("a stream that answers ended after %d pings: %v", pings, err)
	}

	mute := c.dial("/api/v1/streaming?stream=user")
	asked := 0
	mute.SetPingHandler(func(string) error { asked++; return nil })
	mute.SetReadDeadline(time.Now().Add(deadline))
	if _, _, err := mute.ReadMessage(); err == nil || asked != 1 {
		t.Errorf("a stream that does not answer ended after %d pings, want 1: %v", asked, err)
	}
}

func TestHeldStreamSendsNothing(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.SetFaults(sandbox.Faults{HoldStream: true})
	ws := w.bot.dial("/api/v1/streaming?stream=user")
	w.publish(t, "quotebot", sandbox.NewStatus{Text: "held"})
	w.SetFaults(sandbox.Faults{})
	st := w.publish(t, "quotebot", sandbox.NewStatus{Text: "free"})
	if e := next(t, ws); e.payload(t)["id"] != st.ID {
		t.Errorf("event %+v, want the update of %s", e, st.ID)
	}
}

func TestDropStream(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	ws := w.bot.dial("/api/v1/streaming?stream=user")
	w.DropStream()
	ws.SetReadDeadline(time.Now().Add(deadline))
	if _, _, err := ws.ReadMessage(); err == nil || websocket.IsCloseError(err, websocket.CloseNormalClosure) {
		t.Errorf("read after DropStream: %v, want a broken connection", err)
	}
	again := w.bot.dial("/api/v1/streaming?stream=user")
	w.publish(t, "quotebot", sandbox.NewStatus{Text: "still here"})
	if e := next(t, again); e.Event != "update" {
		t.Errorf("event after reconnecting: %+v", e)
	}
}

func TestVanishedAccountsLoseTheirStreams(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	ws := w.stranger.dial("/api/v1/streaming?stream=public")
	w.Vanish("Stranger")
	ws.SetReadDeadline(time.Now().Add(deadline))
	if _, _, err := ws.ReadMessage(); err == nil {
		t.Error("the stream went on")
	}
}

func TestSlowReadersAreCutOff(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	ws := w.bot.dial("/api/v1/streaming?stream=public")
	const many = 1500 // of 20 kB each: far more than the queue and the buffers of the system hold
	for range many {
		w.publish(t, "al@far.example", sandbox.NewStatus{Text: "slow", HTML: strings.Repeat("<p>slow</p>", 2000)})
	}
	ws.SetReadDeadline(time.Now().Add(deadline))
	for n := 0; ; n++ {
		if n == many {
			t.Fatal("a reader that stood still got everything")
		}
		if _, _, err := ws.ReadMessage(); err != nil {
			break
		}
	}
}

func TestPingsOfTheClient(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	ws := w.bot.dial("/api/v1/streaming?stream=user")
	var pongs []string
	ws.SetPongHandler(func(data string) error { pongs = append(pongs, data); return nil })
	ping := func(data string) {
		if err := ws.WriteControl(websocket.PingMessage, []byte(data), time.Now().Add(deadline)); err != nil {
			t.Fatal(err)
		}
	}
	// The refusal of a subscription comes after the answer to what was sent before it.
	settle := func() {
		if err := ws.WriteJSON(map[string]string{"type": "subscribe", "stream": "nonsense"}); err != nil {
			t.Fatal(err)
		}
		next(t, ws)
	}
	ping("one")
	settle()
	if len(pongs) != 1 || pongs[0] != "one" {
		t.Errorf("pongs %q, want one", pongs)
	}
}
