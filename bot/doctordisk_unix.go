//go:build linux || darwin || freebsd

package bot

import "syscall"

// freeSpace is how many bytes this user may still write in a folder.
func freeSpace(folder string) (int64, error) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(folder, &fs); err != nil {
		return 0, err
	}
	return int64(fs.Bavail) * int64(fs.Bsize), nil
}
