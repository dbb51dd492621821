//go:build blind

package bot

const looks = false
