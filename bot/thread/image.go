package thread

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// imageTypes are those that every server takes, by the file's extension.
var imageTypes = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
}

// defaultImageBytes is what Mastodon takes (app/models/media_attachment.rb).
const defaultImageBytes = 16 << 20

// addImage takes an image out of the text and marks its place.
func (l *liner) addImage(n *ast.Image) {
	sub := liner{renderer: l.renderer}
	sub.children(n)
	sub.trim()
	at := l.at(n)
	img, err := l.look(decode(n.Destination))
	if err != nil {
		l.report(at, "image %s: %v", decode(n.Destination), err)
		return
	}
	img.Alt, img.Line = strings.TrimSpace(sub.text), at.line
	if img.Alt == "" && !l.AllowNoAlt {
		l.report(at, "image %s has no description; say between the brackets what it shows: ![…](%s)", img.Path, img.Path)
	}
	if length, limit := utf8.RuneCountInString(img.Alt), l.Limits.MaxDescription(); length > limit {
		l.report(at, "the description of image %s has %d characters, the server takes %d", img.Path, length, limit)
	}
	l.marks = append(l.marks, mark{at: len(l.text), line: at.line, image: &img})
	l.gap = true
}

// look reads an image file, each only once.
func (r *reader) look(target string) (Image, error) {
	name, err := url.PathUnescape(target)
	if err != nil {
		name = target
	}
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if img, ok := r.images[name]; ok {
		return img, nil
	}
	if strings.Contains(target, "://") {
		return Image{}, errors.New("it is on the web; put the file beside the talk and name that")
	}
	if !fs.ValidPath(name) || name == "." {
		return Image{}, errors.New("the file has to lie in the folder of the talk, or below it")
	}
	img := Image{Path: name, Type: imageTypes[strings.ToLower(path.Ext(name))]}
	if r.unseen {
		return img, nil
	}
	if img.Type == "" {
		return Image{}, fmt.Errorf("servers may refuse %q; save it as PNG, JPEG, GIF or WebP", path.Ext(name))
	}
	if img.Sum, err = r.readImage(img); err != nil {
		return Image{}, err
	}
	if r.images == nil {
		r.images = make(map[string]Image)
	}
	r.images[name] = img
	return img, nil
}

// readImage checks the file of an image, and returns its sum.
func (r *reader) readImage(img Image) (sum string, err error) {
	if r.Images == nil {
		return "", errors.New("there is no folder to look for it")
	}
	info, err := fs.Stat(r.Images, img.Path)
	switch limit := cmp.Or(r.ImageBytes, defaultImageBytes); {
	case errors.Is(err, fs.ErrNotExist):
		return "", errors.New("there is no such file")
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", errors.New("it is not a file")
	case info.Size() > limit:
		return "", fmt.Errorf("it has %.1f MB, the server takes %.1f; make it smaller", float64(info.Size())/1e6, float64(limit)/1e6)
	}
	data, err := fs.ReadFile(r.Images, img.Path)
	if err != nil {
		return "", err
	}
	if kind := http.DetectContentType(data); kind != img.Type {
		return "", fmt.Errorf("it is named %s and is %s inside; name it as what it is, or save it anew", path.Ext(img.Path), kind)
	}
	hash := sha256.Sum256(data)
	return hex.EncodeToString(hash[:]), nil
}

// tooManyImages reports blocks with more images than a part may have.
func (r *reader) tooManyImages(s *script) {
	for _, b := range s.blocks {
		images := s.images(b.start, b.end+1)
		if limit := r.Limits.MaxMedia(); len(images) > limit {
			r.report(place{images[limit].line, 1}, "%d images in one paragraph, the server takes %d in a toot; put blank lines between them", len(images), limit)
		}
	}
}
