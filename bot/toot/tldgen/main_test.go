package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "validGTLD.js")
	tests := []struct {
		name, src string
		want      []string
	}{
		{"several pieces",
			"// it's a list\nvar a = f(RegExp('(?:(?:' + '닷컴|嘉里大酒店|嘉里|' + 'com|' +\n'onion' + ')(?=[^0-9a-zA-Z@+-]|$))'));\nexports['x'] = a;\n",
			[]string{"닷컴", "嘉里大酒店", "嘉里", "com", "onion"}},
		{"no list", "var a = f(RegExp('[a-z]'));\n", nil},
		{"no expression", "", nil},
	}
	for _, tt := range tests {
		if err := os.WriteFile(path, []byte(tt.src), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := read(path)
		if diff := cmp.Diff(tt.want, got); diff != "" || (err == nil) != (tt.want != nil) {
			t.Errorf("%s: read: error %v, (-want +got):\n%s", tt.name, err, diff)
		}
	}
}

func TestGenerateWithoutSource(t *testing.T) {
	t.Parallel()
	if err := generate(t.TempDir()); err == nil {
		t.Error("generate from an empty folder: no error")
	}
}
