package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"unicode"

	"github.com/joho/godotenv"
)

// Names of the settings that a login writes.
const (
	varServer       = "QUOTEBOT_SERVER"
	varToken        = "QUOTEBOT_ACCESS_TOKEN"
	varClientKey    = "QUOTEBOT_CLIENT_KEY"
	varClientSecret = "QUOTEBOT_CLIENT_SECRET"
)

// An assignment gives a variable of an .env file a value; "" takes it out.
type assignment struct{ name, value string }

// writeEnv changes variables in .env, and makes it where it is missing.
func writeEnv(changes ...assignment) error {
	data, err := os.ReadFile(envFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	text, err := editEnv(string(data), changes)
	if err != nil {
		return err
	}
	return replaceFile(envFile, text)
}

var assigned = regexp.MustCompile(`^\s*(?:export\s+)?([A-Za-z0-9_.]+)\s*[=:]`)

// trailing is a comment behind a value without quotation marks.
var trailing = regexp.MustCompile(`^[^'"]*(\s#.*)$`)

// editEnv gives variables other values, each where it stood, or else at the end.
// All other lines stay as they are. It fails where that would change another
// variable, as in a file with values of several lines that look like variables.
func editEnv(text string, changes []assignment) (string, error) {
	newline := "\n"
	if strings.Contains(text, "\r\n") {
		newline = "\r\n"
	}
	done := make(map[string]bool)
	var out strings.Builder
	for line := range strings.Lines(text) {
		change, found := changeOf(line, changes)
		switch {
		case !found:
			out.WriteString(line)
		case change.value != "" && !done[change.name]:
			out.WriteString(change.line() + commentOf(line) + cmp.Or(lineEnd(line), newline))
		}
		if found {
			done[change.name] = true
		}
	}
	for _, c := range changes {
		if c.value != "" && !done[c.name] {
			if out.Len() > 0 && !strings.HasSuffix(out.String(), "\n") {
				out.WriteString(newline)
			}
			out.WriteString(c.line() + newline)
		}
	}
	return out.String(), checkEdit(text, out.String(), changes)
}

func changeOf(line string, changes []assignment) (assignment, bool) {
	if m := assigned.FindStringSubmatch(line); m != nil {
		for _, c := range changes {
			if c.name == m[1] {
				return c, true
			}
		}
	}
	return assignment{}, false
}

// lineEnd is the line end of a line, "" for a last one without.
func lineEnd(line string) string { return line[len(strings.TrimRight(line, "\r\n")):] }

// commentOf is what stands behind the value in a line.
func commentOf(line string) string {
	if m := trailing.FindStringSubmatch(strings.TrimRight(line, "\r\n")); m != nil {
		return m[1]
	}
	return ""
}

var plainValue = regexp.MustCompile(`^[A-Za-z0-9._~+/:@%=,-]+$`)

func (a assignment) line() string {
	if plainValue.MatchString(a.value) {
		return a.name + "=" + a.value
	}
	return a.name + "='" + a.value + "'"
}

// errEdit never shows a line, which may be a token.
var errEdit = errors.New("cannot be changed without changing another variable: write each variable as NAME=value on a line of its own")

// checkEdit reads both texts as they will be read, and compares.
func checkEdit(before, after string, changes []assignment) error {
	want, err := godotenv.Unmarshal(before)
	if err != nil {
		return errEdit
	}
	for _, c := range changes {
		if strings.ContainsFunc(c.value, unicode.IsControl) {
			return errEdit
		}
		delete(want, c.name)
		if c.value != "" {
			want[c.name] = c.value
		}
	}
	got, err := godotenv.Unmarshal(after)
	if err != nil || len(got) != len(want) {
		return errEdit
	}
	for name, value := range want {
		if v, ok := got[name]; !ok || v != value {
			return errEdit
		}
	}
	return nil
}

// replaceFile writes a file that its owner alone may read, in one step: a reader
// sees the old one or the new one. Where path is a link, what it leads to is
// replaced.
func replaceFile(path, text string) error {
	f, path, err := beside(path)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// replaceable tries whether replaceFile could do its work.
func replaceable(path string) error {
	f, _, err := beside(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// What a file cannot be written to.
var (
	errNoFile = errors.New("is no regular file: give the name of one")
	errLoose  = errors.New("is a link to a file that is not there: make that file, or remove the link")
)

// beside makes an empty file with mode 0600 beside the one that path leads to,
// target, and gives it to whom that belongs.
func beside(path string) (f *os.File, target string, err error) {
	target, err = filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, isLink := os.Readlink(path); isLink == nil {
			return nil, "", fmt.Errorf("%s %w", path, errLoose)
		}
		target, err = path, nil
	}
	if err != nil {
		return nil, "", err
	}
	old, statErr := os.Stat(target)
	if statErr == nil && !old.Mode().IsRegular() {
		return nil, "", fmt.Errorf("%s %w", target, errNoFile)
	}
	if f, err = os.CreateTemp(filepath.Dir(target), ".quotebot-*"); err != nil {
		return nil, "", err
	}
	if statErr == nil {
		err = keepOwner(f, old)
	}
	if err != nil {
		return nil, "", errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	return f, target, nil
}

// envWarnings says what is unusual about .env before it is written, in the words
// for afterwards.
func envWarnings() (warnings []string) {
	if link, err := os.Lstat(envFile); err == nil && link.Mode()&fs.ModeSymlink != 0 {
		target, _ := os.Readlink(envFile)
		warnings = append(warnings, fmt.Sprintf("%s is a link: the file that it leads to was written, %s", envFile, target))
	}
	if mode, open := openMode(envFile); open {
		warnings = append(warnings, fmt.Sprintf("others could read %s until now (mode %04o): if it held a secret, renew that", envFile, mode))
	}
	return warnings
}

// openMode is a file's mode, and whether others than its owner may read or write
// it. Windows has no such modes.
func openMode(path string) (mode fs.FileMode, open bool) {
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS == "windows" {
		return 0, false
	}
	mode = info.Mode().Perm()
	return mode, mode&0o077 != 0
}

// holdsSecret is whether .env has a setting that must not be read by others.
func holdsSecret() bool {
	env, err := godotenv.Read(envFile)
	return err == nil && (env[varToken] != "" || env[varClientSecret] != "")
}
