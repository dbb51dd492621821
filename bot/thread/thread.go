// Package thread turns a talk's Markdown file into the parts of a thread, plans
// how a published thread follows an edited file, and writes a published thread
// back as a file.
//
// It promises that every part fits the server, that no word of the file is lost,
// that no quotation is cut unseen, and that a mended typo changes one part. It is
// pure: it knows no server and no database, and reads only the images that the
// file names, through an fs.FS. Posting, editing and remembering are for package
// bot.
//
//	talk, err := thread.Parse(source, thread.Options{File: "talk.md", ...})
//	talk.Parts                   // as they are to be posted
//	plan, err := talk.Plan(live) // what to do where the thread is published
//	thread.Export(live)          // a published thread as a file
//	thread.WriteHTML(w, talk, a) // the preview
//
// # The file
//
// A talk is Markdown, with YAML between two lines --- before it if something is
// to be set (see Talk). A line --- in the text is a forced cut; everything else
// is cut by toot.Split. What becomes of the constructs of Markdown is told in
// render.go and inline.go, images in image.go, {{quote …}} in embed.go.
package thread

import (
	"io/fs"
	"time"

	"quotebot/bot/toot"
	"quotebot/quotes"
)

// Options are what Parse needs besides the file.
type Options struct {
	File       string         // as problems name it; its base name is the thread's name where the file sets none
	Corpus     *quotes.Corpus // that {{quote …}} takes from; nil for none
	Template   *toot.Template // that quotes are set by; nil for the default
	Images     fs.FS          // the folder of the file; nil for none
	Limits     toot.Limits    // of the server
	ImageBytes int64          // the largest image that the server takes; 0 for 16 MiB
	AllowNoAlt bool           // images may lack a description
}

// A Talk is a file that has been read. The fields from Name to Links are its
// front matter, in the same order and with the same names.
type Talk struct {
	Name            string // names the thread for ever: name, or the file's base name
	Title           string // for people; it is not posted
	Language        string // ISO 639-1; empty leaves it to the account's default
	Visibility      toot.Visibility
	ReplyVisibility toot.Visibility // of all parts but the first: reply_visibility, or no wider than unlisted
	CW              string          // content warning of every part
	Hashtags        []string        // close the first part, which alone is found by them; without their signs
	Numbering       toot.Numbering  // 1/n unless the file says otherwise
	InReplyTo       string          // URL or id of the status that the first part replies to
	At              time.Time       // when it is to be posted; whether that is past is for the caller to say
	Links           []Link          // in the order of the file

	Limits toot.Limits // of the server, narrowed by the file's limit
	Parts  []Part      // as a new thread has them; never empty

	script  script
	images  fs.FS
	limitAt place // of the file's limit
}

// A Link is something that a talk's audience asks for.
type Link struct {
	Name string // "recording"
	URL  string // empty while it has not come yet
	Line int    // of the file
}

// A Part is one toot of a thread: as it is to be posted, or as it is published.
// The id in InReplyTo is left to the one who posts.
type Part struct {
	toot.Draft
	Number   string          // with which Text ends, "2/9" or "🧵 2/9"; empty for none
	Media    []Image         // in the order of the text
	Warnings quotes.Problems // what deserves a look before it is posted
}

// An Image is attached to a part.
type Image struct {
	Path string // as the file has it, with slashes, relative to the file's folder
	Alt  string // the description
	Type string // "image/png"
	Sum  string // SHA-256 of the file in hex; empty where it is not known
	Line int    // of the talk; 0 where it is not known
}

// Parse reads a talk and makes its parts for a server. Its error is of type
// quotes.Problems and names everything that is wrong, by line and column.
func Parse(source []byte, o Options) (*Talk, error) {
	r := reader{Options: o}
	front, body := r.open(source)
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	t := r.front(front)
	t.images = o.Images
	t.script = r.script(t, body)
	if len(r.problems) == 0 {
		r.compose(t)
	}
	if len(r.problems) > 0 {
		r.sort()
		return nil, r.problems
	}
	return t, nil
}
