package web_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"quotebot/bot/web"
)

// noon is when these tests take place: the last Sunday of October 2026, which
// has 25 hours in Berlin.
var noon = time.Date(2026, time.October, 25, 11, 0, 0, 0, time.UTC)

// config is a listener's whose bot is well and has nothing to tell.
func config(t *testing.T) web.Config {
	t.Helper()
	return web.Config{
		Address: "127.0.0.1:0",
		Log:     slog.New(slog.NewTextHandler(t.Output(), nil)),
		Metrics: web.NewMetrics("v1.2.3", func() time.Time { return noon }),
		Ready:   func(context.Context) error { return nil },
		Queue:   func(context.Context) ([]web.Queued, error) { return nil, nil },
		Limits:  func() []web.Limit { return nil },
		Status:  func(context.Context) (web.Status, error) { return web.Status{Now: noon}, nil },
	}
}

// serve serves until the test ends.
func serve(t *testing.T, c web.Config) *web.Server {
	t.Helper()
	s, err := web.Listen(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Serve() = %v, want nil", err)
		}
	})
	return s
}

// get asks for a page; change may alter the request.
func get(t *testing.T, url string, change func(*http.Request)) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(r)
	}
	resp, err := http.DefaultTransport.RoundTrip(r) // follows no redirect
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func host(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func password(p string) func(*http.Request) {
	return func(r *http.Request) { r.SetBasicAuth("admin", p) }
}

const secret = "correct horse battery"

func TestWhoMaySee(t *testing.T) {
	t.Parallel()
	local := serve(t, config(t))
	c := config(t)
	c.Address, c.Password = "0.0.0.0:0", secret
	locked := serve(t, c)
	_, port, _ := strings.Cut(strings.TrimPrefix(locked.URL(), "http://["), "]:")
	lockedURL := "http://127.0.0.1:" + port
	for _, tt := range []struct {
		name   string
		url    string
		change func(*http.Request)
		want   int
	}{
		{"local", local.URL() + "/status", nil, 200},
		{"local, by name", local.URL() + "/status", host("localhost:8081"), 200},
		{"local, by name below it", local.URL() + "/status", host("quotebot.localhost"), 200},
		{"local, by IPv6", local.URL() + "/status", host("[::1]:8081"), 200},
		{"local, by IPv6 without a port", local.URL() + "/status", host("[::1]"), 200},
		{"local, by a rebound name", local.URL() + "/status", host("evil.example:8081"), 403},
		{"local, by a name that ends like ours", local.URL() + "/status", host("evillocalhost"), 403},
		{"local, by a name that begins like ours", local.URL() + "/status", host("127.0.0.1.evil.example"), 403},
		{"local, health by a rebound name", local.URL() + "/readyz", host("evil.example"), 403},
		{"local, metrics by a rebound name", local.URL() + "/metrics", host("evil.example"), 403},
		{"local, through a proxy", local.URL() + "/status", header("X-Forwarded-For", "203.0.113.7"), 403},
		{"local, through another proxy", local.URL() + "/status", header("Forwarded", "for=203.0.113.7"), 403},
		{"locked, without a password", lockedURL + "/status", nil, 401},
		{"locked, metrics without a password", lockedURL + "/metrics", nil, 401},
		{"locked, start without a password", lockedURL + "/", nil, 401},
		{"locked, nothing there without a password", lockedURL + "/nothing", nil, 401},
		{"locked, a longer way to health", lockedURL + "/status/../readyz", nil, 401},
		{"locked, wrong password", lockedURL + "/status", password("correct horse batterz"), 401},
		{"locked, empty password", lockedURL + "/status", password(""), 401},
		{"locked, part of the password", lockedURL + "/status", password(secret[:12]), 401},
		{"locked, bearer", lockedURL + "/status", header("Authorization", "Bearer "+secret), 401},
		{"locked, password", lockedURL + "/status", password(secret), 200},
		{"locked, password, metrics", lockedURL + "/metrics", password(secret), 200},
		{"locked, password, any name", lockedURL + "/status", func(r *http.Request) { password(secret)(r); r.Host = "ops.example" }, 200},
		{"locked, password, proxy", lockedURL + "/status", func(r *http.Request) { password(secret)(r); header("X-Forwarded-For", "::2")(r) }, 200},
		{"locked, life", lockedURL + "/healthz", host("10.0.0.7:8081"), 200},
		{"locked, readiness", lockedURL + "/readyz", host("10.0.0.7:8081"), 200},
	} {
		resp, body := get(t, tt.url, tt.change)
		if resp.StatusCode != tt.want {
			t.Errorf("%s: GET %s = %d %q, want %d", tt.name, tt.url, resp.StatusCode, body, tt.want)
		}
		if asks := resp.Header.Get("WWW-Authenticate") != ""; asks != (tt.want == 401) {
			t.Errorf("%s: GET %s asks for a password: %t", tt.name, tt.url, asks)
		}
		if strings.Contains(body, secret) {
			t.Errorf("%s: GET %s shows the password", tt.name, tt.url)
		}
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		address string
		locked  bool
		want    string
	}{
		{"127.0.0.1:8081", false, ""},
		{"[::1]:8081", false, ""},
		{"localhost:8081", false, ""},
		{"127.9.8.7:0", false, ""},
		{"[::ffff:127.0.0.1]:8081", false, ""},
		{"0.0.0.0:8081", true, ""},
		{":8081", true, ""},
		{":8081", false, ":8081 can be reached from other machines"},
		{"0.0.0.0:8081", false, "QUOTEBOT_ADMIN_PASSWORD_FILE"},
		{"192.0.2.1:8081", false, "listen on 127.0.0.1"},
		{"[::]:8081", false, "can be reached"},
		{"ops.example:8081", false, "can be reached"},
		{"8081", false, `"8081" is not an address: write it like 127.0.0.1:8081, or off`},
		{"127.0.0.1", true, "is not an address"},
		{"127.0.0.1:http", false, "is not an address"},
		{"127.0.0.1:65536", false, "is not an address"},
		{"", true, "is not an address"},
	} {
		expect(t, fmt.Sprintf("CheckAddress(%q, %t)", tt.address, tt.locked), web.CheckAddress(tt.address, tt.locked), tt.want)
	}
}

func TestPasswords(t *testing.T) {
	t.Parallel()
	for password, want := range map[string]string{
		secret:                      "",
		"Gänsefüßchen":              "",
		"":                          "at least 12 characters",
		"hush":                      "at least 12 characters",
		"correct horse\nbattery":    "more than one line",
		"correct horse battery\x00": "nobody can type",
	} {
		err := web.CheckPassword(password)
		expect(t, fmt.Sprintf("CheckPassword(%q)", password), err, want)
		if err != nil && password != "" && strings.Contains(err.Error(), password) {
			t.Errorf("CheckPassword(%q) = %v, which shows it", password, err)
		}
	}
}

// expect compares an error with what it should say; "" for none.
func expect(t *testing.T, call string, err error, want string) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Errorf("%s = %v, want nil", call, err)
	case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
		t.Errorf("%s = %v, want %q", call, err, want)
	}
}

// Listen looks for itself, whatever was checked before.
func TestListenChecks(t *testing.T) {
	t.Parallel()
	exposed, weak := config(t), config(t)
	exposed.Address = "0.0.0.0:0"
	weak.Password = "hush"
	for want, c := range map[string]web.Config{"can be reached": exposed, "too short": weak} {
		s, err := web.Listen(c)
		if err == nil {
			s.Close()
		}
		expect(t, "Listen", err, want)
	}
}

func TestPortInUse(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c := config(t)
	c.Address = l.Addr().String()
	s, err := web.Listen(c)
	if err == nil {
		s.Close()
	}
	if err == nil || !strings.Contains(err.Error(), c.Address+": port in use: choose another with QUOTEBOT_ADMIN_LISTEN") {
		t.Errorf("Listen(%s) = %v, want: port in use", c.Address, err)
	}
}

// An address that is not this machine's is no reason to serve on another.
func TestForeignAddress(t *testing.T) {
	t.Parallel()
	c := config(t)
	c.Address, c.Password = "192.0.2.1:0", secret
	_, err := web.Listen(c)
	if err == nil || !strings.Contains(err.Error(), "choose another address with QUOTEBOT_ADMIN_LISTEN") {
		t.Errorf("Listen(%s) = %v, want advice", c.Address, err)
	}
}

func TestReadiness(t *testing.T) {
	t.Parallel()
	c := config(t)
	why := make(chan error, 1)
	c.Ready = func(ctx context.Context) error {
		if _, ok := ctx.Deadline(); !ok {
			t.Error("Ready has no deadline")
		}
		return <-why
	}
	s := serve(t, c)
	address := strings.TrimPrefix(s.URL(), "http://")

	why <- nil
	if resp, body := get(t, s.URL()+"/readyz", nil); resp.StatusCode != 200 || body != "ready\n" {
		t.Errorf("GET /readyz = %d %q, want 200 ready", resp.StatusCode, body)
	}
	why <- errors.New("mentions cannot be heard: 503")
	if resp, body := get(t, s.URL()+"/readyz", nil); resp.StatusCode != 503 || body != "not ready: mentions cannot be heard: 503\n" {
		t.Errorf("GET /readyz = %d %q, want 503 with the reason", resp.StatusCode, body)
	}
	if resp, body := get(t, s.URL()+"/healthz", nil); resp.StatusCode != 200 || body != "alive\n" {
		t.Errorf("GET /healthz of a bot that is not ready = %d %q, want 200", resp.StatusCode, body)
	}

	why <- nil
	if err := web.Probe(t.Context(), address); err != nil {
		t.Errorf("Probe(%s) = %v, want nil", address, err)
	}
	why <- errors.New("the database is gone")
	if err := web.Probe(t.Context(), address); err == nil || err.Error() != "not ready: the database is gone" {
		t.Errorf("Probe(%s) = %v, want the reason", address, err)
	}
}

// A health check asks an address that stands for all of this machine, without a
// password.
func TestProbeEverywhere(t *testing.T) {
	t.Parallel()
	c := config(t)
	c.Address, c.Password = "0.0.0.0:0", secret
	s := serve(t, c)
	_, port, err := net.SplitHostPort(strings.TrimPrefix(s.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{":" + port, "0.0.0.0:" + port, "[::]:" + port, "127.0.0.1:" + port} {
		if err := web.Probe(t.Context(), address); err != nil {
			t.Errorf("Probe(%s) = %v, want nil", address, err)
		}
	}
	for _, address := range []string{"off", "127.0.0.1:1"} {
		if err := web.Probe(t.Context(), address); err == nil {
			t.Errorf("Probe(%s) = nil, want an error", address)
		}
	}
}

// blocked is a listener with a request for /status under way, which ends when
// release is closed.
func blocked(t *testing.T) (stop context.CancelFunc, ended chan error, answered chan error, release chan struct{}) {
	t.Helper()
	begun := make(chan struct{})
	release = make(chan struct{})
	c := config(t)
	c.Status = func(context.Context) (web.Status, error) {
		close(begun)
		<-release
		return web.Status{Now: noon}, nil
	}
	s, err := web.Listen(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	ended, answered = make(chan error, 1), make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	go func() {
		resp, err := http.Get(s.URL() + "/status")
		if err == nil {
			_, err = io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
		answered <- err
	}()
	<-begun
	return stop, ended, answered, release
}

func TestRequestUnderWayFinishes(t *testing.T) {
	t.Parallel()
	stop, ended, answered, release := blocked(t)
	stop()
	close(release)
	if err := <-answered; err != nil {
		t.Errorf("GET /status while the listener stops = %v, want an answer", err)
	}
	if err := <-ended; err != nil {
		t.Errorf("Serve() = %v, want nil", err)
	}
}

func TestRequestThatHangsIsCutOff(t *testing.T) {
	t.Parallel()
	stop, ended, answered, release := blocked(t)
	defer close(release)
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("Serve() = %v, want nil", err)
		}
	case <-time.After(15 * time.Second):
		t.Fatal("Serve() waits for a request that hangs")
	}
	if err := <-answered; err == nil {
		t.Error("GET /status was answered, want it cut off")
	}
}

// A listener that never served gives its address back.
func TestClose(t *testing.T) {
	t.Parallel()
	s, err := web.Listen(config(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatalf("Close() = %v", err)
	}
	l, err := net.Listen("tcp", strings.TrimPrefix(s.URL(), "http://"))
	if err != nil {
		t.Fatalf("after Close: %v", err)
	}
	l.Close()
}

func TestOtherPathsAndMethods(t *testing.T) {
	t.Parallel()
	s := serve(t, config(t))
	if resp, _ := get(t, s.URL()+"/", nil); resp.StatusCode != 302 || resp.Header.Get("Location") != "/status" {
		t.Errorf("GET / = %d to %q, want 302 to /status", resp.StatusCode, resp.Header.Get("Location"))
	}
	if resp, _ := get(t, s.URL()+"/.env", nil); resp.StatusCode != 404 {
		t.Errorf("GET /.env = %d, want 404", resp.StatusCode)
	}
	if resp, _ := get(t, s.URL()+"/status", func(r *http.Request) { r.Method = http.MethodPost }); resp.StatusCode != 405 {
		t.Errorf("POST /status = %d, want 405", resp.StatusCode)
	}
}
