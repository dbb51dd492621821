//go:build !blind

package bot

// looks is whether a deed in doubt is looked for before it is sent again. Only a
// build with the tag blind does not: what must show doubles is proved with it.
const looks = true
