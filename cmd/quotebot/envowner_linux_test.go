package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// What root writes for somebody else stays theirs.
func TestReplaceFileKeepsOwner(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	const nobody = 65534
	path := filepath.Join(t.TempDir(), ".env")
	if err := errorsOf(os.WriteFile(path, nil, 0o600), os.Chown(path, nobody, nobody), replaceFile(path, "A=1\n")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if is := info.Sys().(*syscall.Stat_t); is.Uid != nobody || is.Gid != nobody || info.Mode().Perm() != 0o600 {
		t.Errorf("the file belongs to %d:%d with mode %v, want nobody's with 0600", is.Uid, is.Gid, info.Mode())
	}
}
