package bot_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Arrows only point down. A package of ours may import those named here, and no
// other of ours; test files may import any leaf as well.
var mayImport = map[string][]string{
	"cmd/quotebot": {"bot", "bot/fedi", "bot/mention", "bot/sandbox", "bot/store", "bot/thread", "bot/toot", "bot/web", "quotes"},
	"bot":          {"bot/fedi", "bot/mention", "bot/store", "bot/thread", "bot/toot", "bot/web", "quotes"},
	"bot/fedi":     {"bot/toot"},
	"bot/thread":   {"bot/toot", "quotes"},
	"bot/toot":     {"quotes"},
	"bot/mention":  {"quotes"},
	"bot/store":    {},
	"bot/sandbox":  {},
	"bot/web":      {},
	"quotes":       {},
}

// Each of these modules is seen by these packages alone.
var onlyIn = map[string][]string{
	"github.com/mattn/go-mastodon": {"bot/fedi"},
	"github.com/riverqueue/river":  {"bot"},
	"github.com/robfig/cron/v3":    {"bot"},
	"modernc.org/sqlite":           {"bot/store"},
	"github.com/spf13/cobra":       {"cmd/quotebot"},
	"charm.land/lipgloss/v2":       {"cmd/quotebot"},
	"github.com/coreos/go-systemd": {"bot", "cmd/quotebot"},
	"github.com/goccy/go-yaml":     {"quotes", "bot/thread"},
	"github.com/yuin/goldmark":     {"bot/thread"},
	"github.com/pressly/goose/v3":  {"bot/store"},
	"github.com/gofrs/flock":       {"bot/store"},

	"github.com/prometheus/client_golang": {"bot/web"},
}

func TestImportsPointDown(t *testing.T) {
	t.Parallel()
	seen := 0
	eachGoFile(t, func(pkg, file string, imports []string) {
		seen++
		if strings.HasSuffix(file, "_test.go") {
			return
		}
		allowed, known := mayImport[pkg]
		if !known && !strings.HasPrefix(pkg, "bot/toot/") { // its generator of data stands apart
			t.Errorf("%s: package %s is not in the list of this test: say what it may import", file, pkg)
		}
		for _, i := range imports {
			ours, isOurs := strings.CutPrefix(i, "quotebot/")
			if isOurs && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s: arrows only point down", file, i)
			}
			for module, owners := range onlyIn {
				if (i == module || strings.HasPrefix(i, module+"/")) && !slices.Contains(owners, pkg) {
					t.Errorf("%s imports %s, which only %s may see", file, i, strings.Join(owners, " and "))
				}
			}
		}
	})
	if seen < 30 {
		t.Fatalf("only %d Go files were looked at: the walk is broken", seen)
	}
}

func TestFilesAreShort(t *testing.T) {
	t.Parallel()
	eachGoFile(t, func(_, file string, _ []string) {
		data, err := os.ReadFile(filepath.Join("..", file))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(data), "\n"); n > 500 {
			t.Errorf("%s has %d lines: look for its second subject", file, n)
		}
	})
}

// eachGoFile visits the module's Go files with their package's folder and their
// imports.
func eachGoFile(t *testing.T, visit func(pkg, file string, imports []string)) {
	t.Helper()
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) != ".go" {
			return err
		}
		src, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imports []string
		for _, spec := range f.Imports {
			i, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports = append(imports, i)
		}
		visit(path.Dir(file), file, imports)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
