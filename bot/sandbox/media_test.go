package sandbox_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"mime/multipart"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"quotebot/bot/sandbox"
)

// picture is a small image in the format of that encoder.
func picture(t *testing.T, encode func(io.Writer, image.Image) error) string {
	t.Helper()
	var out bytes.Buffer
	if err := encode(&out, image.NewPaletted(image.Rect(0, 0, 4, 2), color.Palette{color.Black})); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func pngOf(t *testing.T) string { return picture(t, png.Encode) }

// upload sends a file as a browser does; fields are names and values that take turns.
func (c client) upload(path, file string, fields ...string) answer {
	c.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "picture")
	if err != nil {
		c.t.Fatal(err)
	}
	io.WriteString(part, file)
	for pair := range slices.Chunk(fields, 2) {
		form.WriteField(pair[0], pair[1])
	}
	form.Close()
	return c.call("POST", path, form.FormDataContentType(), body.String())
}

// uploaded is the id of a new upload.
func (c client) uploaded(description string) string {
	c.t.Helper()
	return c.upload("/api/v2/media", pngOf(c.t), "description", description).want(200).object()["id"].(string)
}

func TestUploadAndPost(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, f sandbox.Flavour) {
		for name, file := range map[string]string{
			"image/png":  pngOf(t),
			"image/jpeg": picture(t, func(out io.Writer, m image.Image) error { return jpeg.Encode(out, m, nil) }),
			"image/gif":  picture(t, func(out io.Writer, m image.Image) error { return gif.Encode(out, m, nil) }),
			"image/webp": "RIFF\x24\x00\x00\x00WEBPVP8 ",
		} {
			made := w.bot.upload("/api/v1/media", file, "description", "a <table>").want(200).object()
			if made["type"] != "image" || made["description"] != "a <table>" || made["url"] == nil {
				t.Errorf("%s: %v", name, made)
			}
			if size := dig(made, "meta", "original", "size"); name != "image/webp" && size != "4x2" {
				t.Errorf("%s: size %v, want 4x2", name, size)
			}
			id := made["id"].(string)
			posted := w.bot.post("/api/v1/statuses", "media_ids[]", id).want(200).object()
			read := w.friend.get("/api/v1/statuses/" + posted["id"].(string)).want(200).object()
			shown := read["media_attachments"].([]any)
			if diff := cmp.Diff(any(made), shown[0]); len(shown) != 1 || diff != "" {
				t.Errorf("%s: %d attachments (-uploaded +shown):\n%s", name, len(shown), diff)
			}
			got := client{t: t, base: made["url"].(string)}.get("")
			if string(got.want(200).Body) != file || got.Header.Get("Content-Type") != name || got.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s is served as %v", name, got.Header)
			}
		}
		if got := w.Statuses("quotebot")[0].Media; len(got) != 1 || got[0].Description != "a <table>" || !strings.HasPrefix(got[0].URL, w.URL()+"/media/") {
			t.Errorf("Statuses()[0].Media = %+v", got)
		}
		if got := len(w.bot.get("/api/v1/accounts/" + w.bot.ID + "/statuses?only_media=true").want(200).list()); got != 4 {
			t.Errorf("%d statuses with media, want 4", got)
		}
	})
}

func TestProcessing(t *testing.T) {
	clock := newClock()
	eachFlavour(t, sandbox.Config{Now: clock.now, MediaProcessing: time.Minute}, func(t *testing.T, w world, f sandbox.Flavour) {
		if f == sandbox.GoToSocial { // works before it answers, and leaves the address out all the same
			made := w.bot.upload("/api/v2/media", pngOf(t)).want(200).object()
			if got := w.bot.get("/api/v1/media/" + made["id"].(string)).want(200).object(); made["url"] != nil || got["url"] == nil {
				t.Errorf("uploaded %v, read %v", made, got)
			}
			return
		}
		made := w.bot.upload("/api/v2/media", pngOf(t)).want(202).object()
		id := made["id"].(string)
		if made["url"] != nil || made["preview_url"] == nil {
			t.Errorf("while it is processed: %v", made)
		}
		if got := w.bot.get("/api/v1/media/" + id).want(206).object(); got["url"] != nil || got["id"] != id {
			t.Errorf("read while it is processed: %v", got)
		}
		if got := w.bot.send("PUT", "/api/v1/media/"+id, "description", "a table").want(206).object(); got["description"] != "a table" {
			t.Errorf("described while it is processed: %v", got)
		}
		early := w.bot.post("/api/v1/statuses", "status", "a", "media_ids[]", id).want(422).message()
		if early != "Cannot attach files that have not finished processing. Try again in a moment!" {
			t.Errorf("error of an early post: %q", early)
		}
		w.bot.upload("/api/v1/media", pngOf(t)).want(200)
		clock.add(time.Minute)
		if got := w.bot.get("/api/v1/media/" + id).want(200).object(); got["url"] == nil {
			t.Errorf("read when it is ready: %v", got)
		}
		w.bot.post("/api/v1/statuses", "status", "a", "media_ids[]", id).want(200)
	})
}

func TestUploadRefusals(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, f sandbox.Flavour) {
		invalid := 422
		if f == sandbox.GoToSocial {
			invalid = 400
		}
		limits := dig(w.bot.get("/api/v2/instance").want(200).object(), "configuration", "media_attachments")
		longest := int(dig(limits, "description_limit").(float64))
		huge := []byte(picture(t, func(out io.Writer, m image.Image) error { return gif.Encode(out, m, nil) }))
		copy(huge[6:], "\xff\xff\xff\xff") // its width and height
		for _, tt := range []struct {
			name, file string
			fields     []string
			want       int
		}{
			{"text", "hello", nil, 422},
			{"SVG", `<svg xmlns="http://www.w3.org/2000/svg"/>`, nil, 422},
			{"broken image", pngOf(t)[:20], nil, 422},
			{"too many pixels", string(huge), nil, 422},
			{"long description", pngOf(t), []string{"description", strings.Repeat("政", longest+1)}, invalid},
			{"focus", pngOf(t), []string{"focus", "0,0"}, 422},
		} {
			if a := w.bot.upload("/api/v2/media", tt.file, tt.fields...); a.Code != tt.want || a.message() == "" {
				t.Errorf("%s: status %d %s, want %d", tt.name, a.Code, a.Body, tt.want)
			}
		}
		w.bot.upload("/api/v2/media", pngOf(t), "description", strings.Repeat("政", longest)).want(200)
		w.bot.post("/api/v2/media", "description", "no file").want(invalid)
		client{t: t, base: w.URL()}.upload("/api/v2/media", pngOf(t)).want(401)
	})
}

func TestWhatCanBeAttached(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, f sandbox.Flavour) {
		refused, most := 422, 4
		if f == sandbox.GoToSocial {
			refused, most = 400, 6
		}
		ids := []string{}
		for range most + 1 {
			ids = append(ids, "media_ids[]", w.bot.uploaded(""))
		}
		w.bot.post("/api/v1/statuses", append(ids, "status", "too many")...).want(refused)
		w.bot.post("/api/v1/statuses", "status", "unknown", "media_ids[]", "1").want(refused)
		w.bot.post("/api/v1/statuses", "status", "another's", "media_ids[]", w.friend.uploaded("")).want(refused)
		w.bot.post("/api/v1/statuses", append(ids[2:], "status", "all")...).want(200)
		w.bot.post("/api/v1/statuses", "status", "again", "media_ids[]", ids[3]).want(refused)
		w.bot.post("/api/v1/statuses", "status", "described", "media_attributes[][id]", ids[1], "media_attributes[][description]", "a").want(422)
		if got := w.Statuses("quotebot"); len(got) != 1 || len(got[0].Media) != most {
			t.Errorf("stored %+v, want one status with %d media", got, most)
		}
		// An upload is its owner's until it is attached; then it is found no more.
		path := "/api/v1/media/"
		w.friend.get(path + ids[1]).want(404)
		w.bot.get(path + ids[1]).want(200)
		w.bot.get(path + ids[3]).want(404)
		w.bot.send("PUT", path+ids[3], "description", "late").want(404)
		if got := w.bot.send("PUT", path+ids[1], "description", "in time").want(200).object()["description"]; got != "in time" {
			t.Errorf("description %v after PUT", got)
		}
		w.bot.send("PUT", path+ids[1], "description", strings.Repeat("a", 1501)).want(refused)
	})
}

func TestEditMedia(t *testing.T) {
	eachFlavour(t, sandbox.Config{}, func(t *testing.T, w world, f sandbox.Flavour) {
		first, second := w.bot.uploaded("one"), w.bot.uploaded("two")
		id := w.bot.post("/api/v1/statuses", "status", "a", "media_ids[]", first).want(200).object()["id"].(string)
		path := "/api/v1/statuses/" + id
		shown := func() string {
			var out []string
			for _, m := range w.friend.get(path).want(200).object()["media_attachments"].([]any) {
				out = append(out, fmt.Sprint(dig(m, "description")))
			}
			return strings.Join(out, ",")
		}
		for _, tt := range []struct {
			name, body string
			want       string
		}{
			{"description in place", `{"status":"a","media_ids":["` + first + `"],"media_attributes":[{"id":"` + first + `","description":"uno"}]}`, "uno"},
			{"added", `{"status":"a","media_ids":["` + second + `","` + first + `"]}`, "two,uno"},
			{"reordered", `{"status":"a","media_ids":["` + first + `","` + second + `"]}`, "uno,two"},
			{"left out", `{"status":"a"}`, ""},
			{"taken back", `{"status":"a","media_ids":["` + first + `"]}`, "uno"},
		} {
			w.bot.call("PUT", path, "application/json", tt.body).want(200)
			if got := shown(); got != tt.want {
				t.Errorf("%s: media %q, want %q", tt.name, got, tt.want)
			}
		}
		form := []string{"status", "a", "media_ids[]", first, "media_attributes[][id]", first, "media_attributes[][description]"}
		w.bot.send("PUT", path, append(form, "eins")...).want(200)
		if got := shown(); got != "eins" {
			t.Errorf("media %q after a form, want eins", got)
		}
		unchanged := 200
		if f == sandbox.GoToSocial {
			unchanged = 422
		}
		w.bot.send("PUT", path, append(form, "eins")...).want(unchanged)
		for _, tt := range [][]string{
			{"status", "a", "media_attributes[][id]", first, "media_attributes[][description]", "a"}, // is not attached any more
			{"status", "a", "media_ids[]", first, "media_attributes[][id]", first},
			{"status", "a", "media_ids[]", first, "media_attributes[][id]", first, "media_attributes[][description]", strings.Repeat("a", 1501)},
			{"status", "a", "media_ids[]", w.friend.uploaded("")},
		} {
			if code := w.bot.send("PUT", path, tt...).Code; code != 400 && code != 422 {
				t.Errorf("PUT %v: status %d, want a refusal", tt, code)
			}
		}
		if got := shown(); got != "eins" {
			t.Errorf("media %q after refused edits, want eins", got)
		}
	})
}

func TestWarningWithoutTextAboveMedia(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.bot.post("/api/v1/statuses", "spoiler_text", "cw", "media_ids[]", w.bot.uploaded("")).want(200)
	if got := w.Statuses("quotebot")[0].Text; got != "🖼" {
		t.Errorf("text %q, want the stand-in", got)
	}
}

func TestMediaGoWithTheirStatus(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{})
	w.bot.post("/api/v1/statuses", "media_ids[]", w.bot.uploaded("")).want(200)
	st := w.Statuses("quotebot")[0]
	file := client{t: t, base: st.Media[0].URL}
	file.get("").want(200)
	client{t: t, base: st.Media[0].URL + "x"}.get("").want(404)
	w.bot.call("DELETE", "/api/v1/statuses/"+st.ID, "", "").want(200)
	file.get("").want(404)
}

func TestUploadsAreLimited(t *testing.T) {
	t.Parallel()
	w := startWorld(t, sandbox.Config{Now: newClock().now, Limits: sandbox.RateLimits{Media: 1}})
	w.bot.upload("/api/v2/media", pngOf(t)).want(200).wantQuota(1, 0, "2026-11-23T12:00:00.000000Z")
	w.bot.upload("/api/v1/media", pngOf(t)).want(429)
	w.friend.upload("/api/v1/media", pngOf(t)).want(200)
}
