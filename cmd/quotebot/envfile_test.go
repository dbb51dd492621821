package main

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/joho/godotenv"
	"github.com/rogpeppe/go-internal/txtar"
)

func TestEditEnv(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/env/edit.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			head, rest, _ := strings.Cut(string(f.Data), "before\n")
			before, want, found := strings.Cut("\n"+rest, "\nafter\n")
			if !found {
				t.Fatal("the case has no before and after")
			}
			before = strings.TrimPrefix(before+"\n", "\n")
			var changes []assignment
			for line := range strings.Lines(head) {
				name, value, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "change ")), "=")
				changes = append(changes, assignment{name, value})
			}
			got, err := editEnv(before, changes)
			if err != nil {
				got = "error\n"
			}
			if got != want {
				t.Errorf("editEnv(%q, %v) = %q, %v; want %q", before, changes, got, err, want)
			}
		})
	}
}

// Line ends stay what they are, and a last line without one gets it.
func TestEditEnvLineEnds(t *testing.T) {
	t.Parallel()
	for before, want := range map[string]string{
		"A=1\r\nB=2\r\n": "A=9\r\nB=2\r\nC=3\r\n",
		"B=2\nA=1":       "B=2\nA=9\nC=3\n",
		"\r\nA=1\n":      "\r\nA=9\nC=3\r\n",
	} {
		got, err := editEnv(before, []assignment{{"A", "9"}, {"C", "3"}})
		if err != nil || got != want {
			t.Errorf("editEnv(%q) = %q, %v; want %q", before, got, err, want)
		}
	}
}

// Whatever is in a file, all of it but the variables that are changed is there
// afterwards: each other line, and each other variable.
func FuzzEditEnv(f *testing.F) {
	for _, seed := range []string{"", "A=1\n# c\nB='2'\n", "export A: x # y\r\nQ=\"a\nA=b\"\n", "A=$B\nB=${A}\n", "A='\\'\n"} {
		f.Add(seed, "token-1")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		changes := []assignment{{"A", value}, {"B", ""}}
		got, err := editEnv(text, changes)
		if err != nil {
			return
		}
		env, err := godotenv.Unmarshal(got)
		if _, has := env["B"]; err != nil || env["A"] != value || has {
			t.Fatalf("editEnv(%q, %v) = %q, which reads as %v, %v", text, changes, got, env, err)
		}
		ours := func(line string) bool { _, found := changeOf(line, changes); return found }
		kept := slices.DeleteFunc(slices.Collect(strings.Lines(text)), ours)
		left := slices.DeleteFunc(slices.Collect(strings.Lines(got)), ours)
		if want, got := strings.TrimRight(strings.Join(kept, ""), "\r\n"), strings.TrimRight(strings.Join(left, ""), "\r\n"); got != want {
			t.Fatalf("editEnv(%q, %v) leaves %q, want %q", text, changes, got, want)
		}
		if again, err := editEnv(got, changes); err != nil || again != got {
			t.Fatalf("editEnv(%q, %v) a second time = %q, %v", got, changes, again, err)
		}
	})
}

// A reader of a file that is replaced sees the old one or the new one; nothing is
// left beside it where that fails.
func TestReplaceFile(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no modes, and replaces no file that is open")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	reader, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if err := replaceFile(path, "new"); err != nil {
		t.Fatalf("replaceFile: %v", err)
	}
	seen := make([]byte, 3)
	if _, err := reader.Read(seen); err != nil || string(seen) != "old" {
		t.Errorf("who had opened the file reads %q, %v; want the old text", seen, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(filepath.Join(dir, "folder"), "new"); err == nil {
		t.Error("replaceFile replaces a folder")
	}
	left, err := filepath.Glob(filepath.Join(dir, ".quotebot-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}
