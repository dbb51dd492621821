package fedi

import (
	"fmt"
	"testing"
)

// Inside, since a server of https with a certificate that the client believes
// cannot be had in a test.
func TestStreamingAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ server, announced, want string }{
		{"https://social.example", "wss://stream.social.example", "wss://stream.social.example"},
		{"https://social.example", "https://stream.example", "wss://stream.example"},
		{"https://social.example", "ws://social.example", ""},
		{"https://social.example", "http://social.example", ""},
		{"http://127.0.0.1:8080", "wss://127.0.0.1:8080", "ws://127.0.0.1:8080"},
		{"http://127.0.0.1:8080", "ws://127.0.0.1:4000", "ws://127.0.0.1:4000"},
		{"http://127.0.0.1:8080", "ws://localhost:4000", "ws://localhost:4000"},
		{"http://web:3000", "ws://WEB:4000", "ws://WEB:4000"},
		{"http://web:3000", "http://[::1]:4000", "ws://[::1]:4000"},
		{"http://web:3000", "ws://stream:4000", ""},
		{"http://web:3000", "wss://stream.example", ""},
		{"http://10.0.0.1", "ws://10.0.0.2", ""},
		{"https://social.example", "wss://user:pass@social.example", ""},
		{"https://social.example", "wss://:443", ""},
		{"https://social.example", "gopher://social.example", ""},
		{"https://social.example", "", ""},
	} {
		base, err := ParseServer(c.server)
		if err != nil {
			t.Fatal(err)
		}
		var doc instanceDocument
		doc.URLs.Streaming = c.announced
		got := (&Client{base: base}).streaming(doc)
		if s := fmt.Sprint(got); got == nil && c.want != "" || got != nil && s != c.want {
			t.Errorf("streaming address %q of %s = %s, want %q", c.announced, c.server, s, c.want)
		}
	}
}
