// Package toot knows what we publish: a draft, the limits of the server it is
// for, its length as that server counts, how a quote is set as a toot, and where
// a long text is cut into a thread.
//
// It promises that a text whose Length is within the limit is not refused for
// its length. It is pure: it sends nothing, reads no clock and keeps no state.
// Choosing a quote is for package quotes, sending for package fedi. A tour:
//
// # How long a text is
//
// Length (length.go) adds up grapheme clusters (grapheme.go) and what the server
// counts otherwise (entity.go): links (link.go, with hosts in host.go and
// top-level domains in tlds.go) and mentions (mention.go). The classes of
// characters in chars.go are those of the server's regular expressions. What all
// of it is held to in the tests is package sandbox, which has the expressions.
//
// # Where a text is cut
//
// Split (split.go) cleans a text (clean.go) and measures it piece by piece
// (splitmeasure.go). It collects the places where the text may be cut, and what
// each costs the reader (breaks.go; then breaksline.go for headings, lists and
// code, breakssentence.go, breakswords.go for what belongs together and
// breaksphrase.go for what leans, both by the lists of breaksvocabulary.go,
// breakscjk.go for Chinese and Japanese, breaksbracket.go). It opens what is too
// long for a part (breaksopen.go) and takes the cheapest cuts of all
// (splitoptimise.go, which says what they cost), the numbers of the parts
// reckoned in (splitnumber.go).
//
// # How a quote is set
//
// Set (set.go) lays out a quote by a template (template.go), in the quotation
// marks of its language (marks.go) and so that it calls nobody (harmless.go).
// SetThread (setthread.go) makes a short thread of what is too long for that.
package toot
