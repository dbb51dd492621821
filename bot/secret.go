package bot

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// shown is a setting's value as it may be printed. kind is the tag that says
// how the setting may hold a secret.
func shown(value, kind string) string {
	switch {
	case kind == "token" && value != "":
		return "(hidden)"
	case kind == "file" && mayBeToken(value):
		return "(hidden: may be a token)"
	case kind == "address" && mayHoldPassword(value):
		return "(hidden: may hold a password)"
	}
	return value
}

// mayBeToken is whether the name of a token's file may be the token itself, put
// in the wrong place: a path with a folder is none.
func mayBeToken(file string) bool { return file != "" && !strings.ContainsAny(file, `/\`) }

// mayHoldPassword is whether an address may have a user name, a query, or words
// such as password=hush; the path of a file may hold all of them.
func mayHoldPassword(address string) bool {
	if filepath.IsAbs(address) {
		return false
	}
	return strings.ContainsAny(address, "@?") || strings.Contains(strings.ToLower(address), "password")
}

// maxSmallFile bounds the files that settings name, in bytes; a token has about
// fifty.
const maxSmallFile = 64 << 10

// readToken reads the token from a file. Its errors say what is wrong with the
// file and not its name, which may be a token that was put in the wrong place.
func readToken(path string) (string, error) {
	data, err := readSmall(path)
	token := strings.TrimSpace(string(data))
	if err == nil && token == "" {
		err = errors.New("it is empty")
	}
	if err != nil {
		return "", fmt.Errorf("%w: name a file that holds the access token, not the token itself", err)
	}
	return token, nil
}

// readSmall reads a small regular file. Its errors are without the file's name.
func readSmall(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, errors.Unwrap(err)
	case !info.Mode().IsRegular(): // opening a pipe would wait for ever
		return nil, errors.New("not a regular file")
	case info.Size() > maxSmallFile:
		return nil, fmt.Errorf("larger than %d KiB", maxSmallFile>>10)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, errors.Unwrap(err)
	}
	return data, nil
}
