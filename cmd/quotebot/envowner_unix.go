//go:build unix

package main

import (
	"os"
	"syscall"
)

// keepOwner gives a new file to whom the old one belongs, so that root can log in
// for the user that runs the bot.
func keepOwner(f *os.File, old os.FileInfo) error {
	was, ok := old.Sys().(*syscall.Stat_t)
	if !ok || int(was.Uid) == os.Geteuid() {
		return nil
	}
	return f.Chown(int(was.Uid), int(was.Gid))
}
