package sandbox

import (
	"strings"
	"unicode/utf8"
)

// encodeDomain is IDNA 2003 ToASCII as libidn does it (RFC 3490), as far as it can change what counts as a link: it fails
// on labels that are longer than 63 characters when encoded and on the emoji blocks, which Unicode 3.2 did not have.
// Case folding and normalisation are left out, since they only ever make a label shorter or as long.
func encodeDomain(domain string) (string, bool) {
	if strings.ContainsFunc(domain, func(r rune) bool { return r >= 0x1F000 && r <= 0x1FFFF }) {
		return "", false
	}
	labels := strings.FieldsFunc(domain, func(r rune) bool { return strings.ContainsRune(".。．｡", r) })
	for i, l := range labels {
		if strings.ContainsFunc(l, func(r rune) bool { return r >= utf8.RuneSelf }) {
			labels[i] = "xn--" + punycode([]rune(l))
		}
		if len(labels[i]) > 63 {
			return "", false
		}
	}
	return strings.Join(labels, "."), true
}

// punycode encodes one label (RFC 3492, section 6.3), for labels short enough not to overflow.
func punycode(label []rune) string {
	const (
		tMin, tMax  = 1, 26
		initialBias = 72
		initialN    = 128
	)
	var out strings.Builder
	for _, r := range label {
		if r < initialN {
			out.WriteRune(r)
		}
	}
	basic := out.Len()
	if basic > 0 {
		out.WriteByte('-')
	}
	n, delta, bias := rune(initialN), 0, initialBias
	for handled := basic; handled < len(label); {
		next := smallestFrom(label, n)
		delta += int(next-n) * (handled + 1)
		n = next
		for _, r := range label {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := 36; ; k += 36 {
				t := min(max(k-bias, tMin), tMax)
				if q < t {
					break
				}
				out.WriteByte(punycodeDigit(t + (q-t)%(36-t)))
				q = (q - t) / (36 - t)
			}
			out.WriteByte(punycodeDigit(q))
			bias = adaptBias(delta, handled+1, handled == basic)
			delta = 0
			handled++
		}
		delta++
		n++
	}
	return out.String()
}

func smallestFrom(label []rune, n rune) rune {
	least := rune(utf8.MaxRune)
	for _, r := range label {
		if r >= n {
			least = min(least, r)
		}
	}
	return least
}

func punycodeDigit(d int) byte { return "abcdefghijklmnopqrstuvwxyz0123456789"[d] }

// adaptBias is RFC 3492, section 6.1.
func adaptBias(delta, points int, first bool) int {
	if first {
		delta /= 700
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for ; delta > (36-1)*26/2; k += 36 {
		delta /= 36 - 1
	}
	return k + (36-1+1)*delta/(delta+38)
}
