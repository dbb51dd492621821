package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
)

// Probe asks the listener at an address whether the bot is ready, as a health
// check does: nil, or why it is not. An address that stands for all of this
// machine is asked on loopback.
func Probe(ctx context.Context, address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%q is not an address: write it like 127.0.0.1:8081", address)
	}
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		host = "localhost"
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	direct := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // no proxy of the environment
	resp, err := direct.Do(r)
	if err != nil {
		return fmt.Errorf("ask whether the bot is ready: %w: is it running, with this QUOTEBOT_ADMIN_LISTEN?", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	why, err := io.ReadAll(io.LimitReader(resp.Body, maxDetails))
	if err != nil {
		return fmt.Errorf("ask whether the bot is ready: %w", err)
	}
	return errors.New(strings.TrimSpace(string(why)))
}
