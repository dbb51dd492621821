package sandbox

import (
	"regexp"
	"strings"
)

// languages are the codes that Mastodon accepts: ISO 639-1, regional Chinese, and some of ISO 639-3
// (app/helpers/languages_helper.rb).
const languages = ` aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz
 ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv
 ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl
 nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw
 ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
 zh-CN zh-HK zh-TW zh-YUE ast chr ckb cnr gsw haw jbo kab kmr ldn lfn moh nds pdc sco sma smj szl tok vai xal zba zgh `

var languageWords = wordSet(languages)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// setLanguage follows Mastodon: a known code is taken, "en-US" is cut to "en", anything else becomes the account's own
// language, silently. GoToSocial refuses what is not a language tag (BCP 47), Pleroma what is not of two letters.
func (w *world) setLanguage(st *status, p NewStatus) error {
	st.Language = st.author.language
	if p.Language == "" {
		return nil
	}
	if w.flavour == GoToSocial {
		if !languageTag.MatchString(p.Language) {
			return w.invalid("", "language: tag is not well-formed")
		}
		st.Language = p.Language
		return nil
	}
	if w.flavour == Pleroma {
		if len(p.Language) != 2 || !languageWords[p.Language] {
			return w.invalid("", "Invalid language")
		}
		st.Language = p.Language
		return nil
	}
	short, _, _ := strings.Cut(strings.ReplaceAll(p.Language, "_", "-"), "-")
	for _, code := range []string{p.Language, short} {
		if languageWords[code] {
			st.Language = code
			return nil
		}
	}
	return nil
}
