package sandbox

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// Streaming as docs.joinmastodon.org/methods/streaming describes the WebSocket (Mastodon: streaming/index.js).
const (
	pingEvery    = 30 * time.Second
	writeTimeout = 10 * time.Second
	maxQueue     = 256     // events that a slow reader may be behind before it is cut off
	maxFrame     = 4 << 10 // bytes of one frame from a client
)

// stream is one WebSocket connection.
type stream struct {
	server *Server
	token  *token
	who    *account // whose token it is
	queue  chan []byte
	quit   chan struct{} // closed by cut
	once   sync.Once
	ponged atomic.Bool // since the last ping
	silent atomic.Bool // HalfOpen

	number   int // by age; this and what follows is guarded by world.mu
	channels map[string]bool
	late     []event // EventLate

	mu   sync.Mutex
	conn *websocket.Conn // nil until the upgrade is done; guarded by mu when it is set and when cut closes it
}

// cut ends the connection without a closing handshake.
func (st *stream) cut() {
	st.once.Do(func() { close(st.quit) })
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.conn != nil {
		st.conn.NetConn().Close()
	}
}

// connect sets the connection, unless the stream has been cut before.
func (st *stream) connect(conn *websocket.Conn) bool {
	st.ponged.Store(true)
	conn.SetReadLimit(maxFrame)
	conn.SetPongHandler(func(string) error { st.ponged.Store(true); return nil })
	conn.SetPingHandler(st.pong)
	st.mu.Lock()
	defer st.mu.Unlock()
	st.conn = conn
	select {
	case <-st.quit:
		return false
	default:
		return true
	}
}

// DropStream cuts all open streams.
func (s *Server) DropStream() {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	for st := range s.world.streams {
		st.cut()
	}
}

// streaming serves GET /api/v1/streaming. What can be refused is refused before the upgrade, with the reason in a header.
func (s *Server) streaming(w http.ResponseWriter, r *http.Request) {
	s.journal.asked(r)
	c := &call{w: w, r: r, fault: s.faults.draw(Connects)}
	if s.spoilConnect(c) {
		return
	}
	protocol := r.Header.Get("Sec-WebSocket-Protocol")
	value, _, _ := strings.Cut(protocol, ",")
	if q := r.URL.Query().Get("access_token"); q != "" {
		value = q
	} else if h, ok := bearer(r); ok {
		value = h
	}
	t, err := s.authenticate(strings.TrimSpace(value))
	if err != nil || t == nil || t.who == nil {
		w.Header().Set("X-Error-Message", "Invalid access token")
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	channel := r.URL.Query().Get("stream")
	if no := t.subscribes(channel); channel != "" && no != nil {
		w.Header().Set("X-Error-Message", no.text)
		w.WriteHeader(no.code)
		return
	}
	c.token, c.who = t, t.who
	s.upgrade(c, channel)
}

// channels are what can be subscribed to, with the scope that it needs.
var channels = map[string]string{
	"user": "read:statuses", "user:notification": "read:notifications", "public": "read:statuses", "public:local": "read:statuses",
}

// subscribes tells why the token may not subscribe to channel, nil if it may (streaming/index.js).
func (t *token) subscribes(channel string) *refusal {
	scope, known := channels[channel]
	switch {
	case !known:
		return &refusal{code: http.StatusBadRequest, text: "Unknown stream type"}
	case !t.scopes.cover(scope):
		return &refusal{code: http.StatusUnauthorized, text: "Access token does not cover required scopes"}
	}
	return nil
}

// upgrade subscribes before it answers, so that nothing is missed that happens after the client has connected.
func (s *Server) upgrade(c *call, channel string) {
	w, r := c.w, c.r
	st := &stream{
		server: s, token: c.token, who: c.who, queue: make(chan []byte, maxQueue), quit: make(chan struct{}), channels: map[string]bool{},
	}
	if c.fault == HalfOpen {
		s.faults.count(c.fault)
		st.silent.Store(true)
	}
	s.world.subscribe(st, channel)
	defer s.world.leave(st)

	// Any origin may connect, as on Mastodon: who has a token needs no cookie, and a foreign page has neither.
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	header := http.Header{}
	if p := websocket.Subprotocols(r); len(p) > 0 {
		header.Set("Sec-WebSocket-Protocol", p[0])
	}
	conn, err := up.Upgrade(w, r, header)
	if err != nil {
		return // Upgrade has answered
	}
	if rec, ok := w.(*recorder); ok {
		s.journal.answered(rec.entry, http.StatusSwitchingProtocols)
	}
	if !st.connect(conn) || r.Context().Err() != nil {
		return // cut, or the server closed, while the stream was set up
	}
	var writer sync.WaitGroup
	writer.Go(st.write)
	st.read()
	st.cut()
	writer.Wait()
}

func (w *world) subscribe(st *stream, channel string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.streams[st] = true
	w.streamN++
	st.number = w.streamN
	if channel != "" {
		st.channels[channel] = true
	}
}

func (w *world) leave(st *stream) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.streams, st)
	st.cut()
}

// write sends the events and the pings. A client that has not answered a ping by the next one is cut off.
func (st *stream) write() {
	defer st.cut()
	ticker := time.NewTicker(st.server.pingEvery)
	defer ticker.Stop()
	for {
		select {
		case <-st.quit:
			return
		case event := <-st.queue:
			if !st.send(websocket.TextMessage, event) {
				return
			}
		case <-ticker.C:
			if st.held() {
				st.ponged.Store(true) // what was not asked cannot be answered
			} else if !st.ponged.Swap(false) || !st.send(websocket.PingMessage, nil) {
				return
			}
		}
	}
}

func (st *stream) send(kind int, data []byte) bool {
	st.conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	return st.conn.WriteMessage(kind, data) == nil
}

// held reports whether one of the faults HoldStream and HalfOpen is on.
func (st *stream) held() bool { return st.silent.Load() || st.server.faults.get().HoldStream }

// pong answers a ping of the client.
func (st *stream) pong(data string) error {
	if st.held() {
		return nil
	}
	return st.conn.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(writeTimeout))
}

// read takes the commands of the client until the connection ends.
func (st *stream) read() {
	for {
		kind, data, err := st.conn.ReadMessage()
		if err != nil {
			return
		}
		if kind == websocket.BinaryMessage {
			refusal := websocket.FormatCloseMessage(websocket.CloseUnsupportedData, "The server doesn't support binary data")
			st.conn.WriteControl(websocket.CloseMessage, refusal, time.Now().Add(writeTimeout))
			return
		}
		st.command(data)
	}
}

// command changes the subscriptions. GoToSocial refuses user:notification here, though not in the address
// (internal/stream/stream.go).
func (st *stream) command(data []byte) {
	var c struct{ Type, Stream string }
	if json.Unmarshal(data, &c) != nil {
		return
	}
	w := st.server.world
	no := st.token.subscribes(c.Stream)
	if w.flavour == GoToSocial && c.Stream == "user:notification" {
		no = st.token.subscribes("")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case no != nil:
		st.enqueue(map[string]any{"error": no.text, "status": no.code})
	case c.Type == "subscribe":
		st.channels[c.Stream] = true
	case c.Type == "unsubscribe":
		delete(st.channels, c.Stream)
	}
}

// enqueue hands a message to the writer, unless the stream is held; a reader that is too far behind loses its connection.
func (st *stream) enqueue(message any) {
	if st.held() {
		return
	}
	data, err := json.Marshal(message)
	if err != nil {
		return // only our own types come here, and they marshal
	}
	select {
	case st.queue <- data:
	default:
		st.cut()
	}
}
