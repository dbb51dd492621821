package quotes_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quotebot/quotes"
)

// TestBroken loads the corpus in each folder of testdata/broken and compares
// all its problems with the file want.txt.
func TestBroken(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob("testdata/broken/*")
	if err != nil || len(folders) == 0 {
		t.Fatalf("folders of broken corpora: %v, %v", folders, err)
	}
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(filepath.Join(folder, "want.txt"))
			if err != nil {
				t.Fatal(err)
			}
			_, err = quotes.Load(os.DirFS(folder))
			var problems quotes.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("Load(%s): %v, want Problems", folder, err)
			}
			if diff := cmp.Diff(strings.TrimSpace(string(want)), problems.Error()); diff != "" {
				t.Errorf("Load(%s): problems (-want +got):\n%s", folder, diff)
			}
		})
	}
}
