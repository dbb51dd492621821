package sandbox

import (
	"cmp"
	"crypto/rand"
	"encoding/binary"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// idSource makes ids that grow with time and never repeat: decimal "snowflakes" as Mastodon makes them (milliseconds
// shifted by 16 bits), ULIDs as GoToSocial does, or "flakes" as Pleroma does (milliseconds, a number of the
// node and a count, in base 62).
type idSource struct {
	flavour Flavour
	hi, lo  uint64 // the last ULID or flake; for Mastodon lo is the last number
}

func (g *idSource) next(now time.Time) string {
	switch g.flavour {
	case GoToSocial:
		return g.nextULID(now)
	case Pleroma:
		return g.nextFlake(now)
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

// nextFlake counts on within a millisecond. Its digits are in the order of their bytes, and as many for all times of our life.
func (g *idSource) nextFlake(now time.Time) string {
	const node = 0xC0FFEE << 16 // 48 bits, above 16 of the count
	if ms := uint64(now.UnixMilli()); ms > g.hi {
		g.hi, g.lo = ms, node
	} else {
		g.lo++
	}
	n := new(big.Int).SetUint64(g.hi)
	n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(g.lo))
	return swapCase(n.Text(62))
}

// swapCase turns the digits of math/big, where small letters come first, into those of base 62 elsewhere.
func swapCase(digits string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLower(r) {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, digits)
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
