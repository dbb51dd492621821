package fedi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/mattn/go-mastodon"
)

// Media is an attachment of a status.
type Media struct {
	ID  string
	Alt string
	URL string // "" while it is processed
}

// How long an upload may take, and how long the server may then work on it.
const (
	uploadTimeout   = 5 * time.Minute
	processingTime  = 2 * time.Minute
	firstProcessing = 200 * time.Millisecond
	longestPoll     = 5 * time.Second
)

// maxFile bounds an upload, in bytes; Mastodon takes pictures of 16 MiB.
const maxFile = 40 << 20

// Upload gives the server a file with its description, waits until a status may
// have it, and returns its id (POST /api/v2/media). Of the file's name only the
// extension is sent. A server that still works on the file after two minutes is
// Later; a file that cannot be read is an error of no kind, and nothing is sent.
func (c *Client) Upload(ctx context.Context, file io.Reader, name, alt string) (id string, err error) {
	p, err := uploadOf(file, name, alt)
	if err != nil {
		return "", fmt.Errorf("upload %s: %w", filepath.Base(name), err)
	}
	var m attachment
	add := &call{}
	err = c.changeWithin(ctx, uploadTimeout, "POST /api/v2/media", add, func(ctx context.Context) error {
		if err := c.do(ctx, http.MethodPost, "/api/v2/media", p, &m); err != nil {
			return err
		}
		if usable(m.ID) == "" {
			return errNoID
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	if add.status != http.StatusOK && m.URL == "" {
		if err := c.processed(ctx, string(m.ID)); err != nil {
			return "", err
		}
	}
	return string(m.ID), nil
}

// An attachment is what matters of docs.joinmastodon.org/entities/MediaAttachment;
// its url is null, "" here, while it is processed.
type attachment struct {
	ID  mastodon.ID `json:"id"`
	URL string      `json:"url"`
}

var extension = regexp.MustCompile(`^\.[A-Za-z0-9]{1,8}$`)

// uploadOf is the form that uploads a file.
func uploadOf(file io.Reader, name, alt string) (payload, error) {
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return payload{}, err
	}
	if len(data) > maxFile {
		return payload{}, fmt.Errorf("larger than %d MiB", maxFile>>20)
	}
	sent := "upload"
	if ext := filepath.Ext(name); extension.MatchString(ext) {
		sent += strings.ToLower(ext)
	}
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	part, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="file"; filename="` + sent + `"`},
		"Content-Type":        {http.DetectContentType(data)},
	})
	if err == nil {
		_, err = part.Write(data)
	}
	if alt != "" {
		err = errors.Join(err, w.WriteField("description", alt))
	}
	err = errors.Join(err, w.Close())
	return payload{kind: w.FormDataContentType(), data: out.Bytes()}, err
}

// processed waits until the server has worked on an upload. It says 206 until
// then (GET /api/v1/media/:id).
func (c *Client) processed(ctx context.Context, id string) error {
	path := "/api/v1/media/" + url.PathEscape(id)
	until := time.Now().Add(processingTime)
	for pause := firstProcessing; ; pause = min(2*pause, longestPoll) {
		select {
		case <-ctx.Done():
			return &Error{Kind: Uncertain, Op: "GET " + path, Err: context.Cause(ctx)}
		case <-time.After(pause):
		}
		add := &call{}
		if err := c.get(ctx, path, add, nil); err != nil || add.status == http.StatusOK {
			return err
		}
		if time.Now().After(until) {
			return &Error{Kind: Later, Op: "GET " + path, Status: add.status, Message: "the server still processes the file", At: c.Now().Add(defaultWait)}
		}
	}
}

// DescribeMedia changes the description of an upload that no status has yet;
// later it is changed with Edit (PUT /api/v1/media/:id).
func (c *Client) DescribeMedia(ctx context.Context, id, alt string) error {
	return c.send(ctx, http.MethodPut, "/api/v1/media/"+url.PathEscape(id), asForm(url.Values{"description": {alt}}), nil)
}
