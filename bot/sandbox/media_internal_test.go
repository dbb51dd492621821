package sandbox

import (
	"bytes"
	"image"
	"image/gif"
	"strings"
	"testing"
)

// Inside, as the next test, since so many bytes over HTTP would take seconds.
func TestLargestUpload(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	if err := gif.Encode(&file, image.NewGray(image.Rect(0, 0, 1, 1)), nil); err != nil {
		t.Fatal(err)
	}
	data := append(file.Bytes(), make([]byte, maxMediaSize+1-file.Len())...)
	w := newWorld("http://127.0.0.1", Config{}.withDefaults())
	if _, err := w.newMedia(&account{}, data[:maxMediaSize], ""); err != nil {
		t.Errorf("newMedia of %d bytes: %v", maxMediaSize, err)
	}
	if _, err := w.newMedia(&account{}, data, ""); err == nil || !strings.Contains(err.Error(), "422") || !strings.Contains(err.Error(), "16 MB") {
		t.Errorf("newMedia of one byte more: %v, want a 422 with the limit", err)
	}
}

func TestMediaAreBounded(t *testing.T) {
	t.Parallel()
	w := newWorld("http://127.0.0.1", Config{}.withDefaults())
	st := &status{}
	keep := func(bytes int) *media {
		m := &media{data: make([]byte, bytes)}
		m.ID = w.ids.next(w.now())
		w.keepMedia(m)
		return m
	}
	attached, other := keep(1), keep(1)
	st.media, st.Media = []*media{attached}, []Media{attached.Media}
	st.attach()
	for range maxMedia - 1 {
		keep(1)
	}
	if w.mediaByID(attached.ID) != nil || attached.data != nil || w.mediaByID(other.ID) == nil {
		t.Errorf("after %d uploads: the first is kept %v, the second %v", maxMedia+1, attached.data, w.mediaByID(other.ID))
	}
	if shown := w.wireStatus(&status{author: &account{}, media: st.media}, nil).MediaAttachments; len(shown) != 1 {
		t.Errorf("the status shows %v, want its attachment", shown)
	}
	for range maxMediaBytes/maxMediaSize + 1 {
		keep(maxMediaSize)
	}
	if w.mediaBytes > maxMediaBytes || len(w.media) != maxMediaBytes/maxMediaSize {
		t.Errorf("%d bytes in %d uploads are kept, want at most %d bytes", w.mediaBytes, len(w.media), maxMediaBytes)
	}
}
