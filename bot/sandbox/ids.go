package sandbox

import (
	"cmp"
	"crypto/rand"
	"encoding/binary"
	"strconv"
	"time"
)

// idSource makes ids that grow with time and never repeat: decimal "snowflakes" as Mastodon makes them (milliseconds
// shifted by 16 bits), or ULIDs as GoToSocial does.
type idSource struct {
	flavour Flavour
	hi, lo  uint64 // the last ULID; for Mastodon lo is the last number
}

func (g *idSource) next(now time.Time) string {
	if g.flavour == GoToSocial {
		return g.nextULID(now)
	}
	g.lo = max(g.lo+1, uint64(now.UnixMilli())<<16)
	return strconv.FormatUint(g.lo, 10)
}

// nextULID draws 80 random bits for each new millisecond and counts on within one.
func (g *idSource) nextULID(now time.Time) string {
	if ms := uint64(now.UnixMilli()); ms > g.hi>>16 {
		var random [10]byte
		rand.Read(random[:]) // never fails, see crypto/rand
		g.hi = ms<<16 | uint64(binary.BigEndian.Uint16(random[:2]))
		g.lo = binary.BigEndian.Uint64(random[2:])
	} else if g.lo++; g.lo == 0 {
		g.hi++
	}
	return encodeULID(g.hi, g.lo)
}

// encodeULID writes 128 bits as 26 digits in base 32 (github.com/ulid/spec).
func encodeULID(hi, lo uint64) string {
	const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	var out [26]byte
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = digits[lo&31]
		lo = lo>>5 | hi<<59
		hi >>= 5
	}
	return string(out[:])
}

// compareIDs orders the ids of one server: decimal numbers of different length, or ULIDs of the same.
func compareIDs(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}
