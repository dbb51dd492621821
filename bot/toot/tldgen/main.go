// Tldgen writes tlds.txt, the top-level domains that Mastodon takes a link by.
//
// They come with the npm package twitter-text, in its two expressions
// validGTLD.js and validCCTLD.js. Unpack a release of it and run, in the folder
// of package toot:
//
//	TWITTER_TEXT=package/dist/regexp go generate
//
// The order of the list is kept, because it decides between two domains of
// which one begins the other.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

const header = `# Top-level domains that twitter-text knows, generic ones first, in its order.
# Source: npm package twitter-text 3.1.0 of 2020-03-27, dist/regexp/validGTLD.js and
# validCCTLD.js; the Ruby gem 3.1.0, which Mastodon uses, has the same list.
# Copyright 2018 Twitter, Inc. Licensed under the Apache License, Version 2.0.
# Written by tldgen; do not edit.
`

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: tldgen <folder of validGTLD.js and validCCTLD.js>")
		os.Exit(2)
	}
	if err := generate(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "tldgen:", err)
		os.Exit(1)
	}
}

func generate(folder string) error {
	lines := []string{strings.TrimSpace(header)}
	for _, name := range []string{"validGTLD.js", "validCCTLD.js"} {
		tlds, err := read(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		lines = append(lines, tlds...)
	}
	return os.WriteFile("tlds.txt", []byte(strings.Join(lines, "\n")+"\n"), 0o644)
}

var (
	quoted = regexp.MustCompile(`'([^']*)'`)
	group  = regexp.MustCompile(`\(\?:\(\?:([^()]+)\)\(\?=`)
)

// read returns the alternatives of the expression in the file, which is one
// string in many pieces.
func read(path string) ([]string, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	_, call, _ := strings.Cut(string(src), "RegExp('")
	var expr strings.Builder
	for _, piece := range quoted.FindAllStringSubmatch("'"+call, -1) {
		expr.WriteString(piece[1])
	}
	m := group.FindStringSubmatch(expr.String())
	if m == nil {
		return nil, fmt.Errorf("read top-level domains from %s: no list of alternatives found", path)
	}
	return strings.Split(m[1], "|"), nil
}
