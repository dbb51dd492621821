package quotes

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

//go:embed outline/*.yaml
var outline embed.FS

// maxFile bounds one corpus file, in bytes; a long novel quoted in full is a
// tenth of it.
const maxFile = 16 << 20

// Open loads the corpus at path: a YAML file, or a folder of them. An empty
// path stands for the corpus that is built in. Errors in the files are of type
// Problems and name every problem, not only the first.
func Open(path string) (*Corpus, error) {
	if path == "" {
		sub, err := fs.Sub(outline, "outline")
		if err != nil {
			return nil, fmt.Errorf("open the built-in quotes: %w", err)
		}
		return Load(sub)
	}
	const advice = "name a folder of YAML files or one file"
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("open quotes: %w; %s", err, advice)
	case info.IsDir():
		return loadFolder(os.DirFS(path), path)
	case !info.Mode().IsRegular(): // opening a pipe would wait for ever
		return nil, fmt.Errorf("open quotes: %s is not a regular file; %s", path, advice)
	}
	folder, file := filepath.Split(filepath.Clean(path))
	return load(os.DirFS(filepath.Clean(folder)), filepath.Clean(folder), []string{file})
}

// Load reads the corpus whose YAML files lie at the top of fsys; what lies in
// folders below is left alone. Its errors are those of Open.
func Load(fsys fs.FS) (*Corpus, error) { return loadFolder(fsys, ".") }

// loadFolder reads the YAML files of fsys in the order of their names. Problems
// call them by names under shown, the folder as the caller knows it.
func loadFolder(fsys fs.FS, shown string) (*Corpus, error) {
	names, err := yamlFiles(fsys)
	if err != nil {
		return nil, fmt.Errorf("list quotes in %s: %w", shown, err)
	}
	if len(names) == 0 {
		return nil, Problems{{File: shown, Message: "no .yaml or .yml file in this folder; put the corpus there, or name another folder"}}
	}
	return load(fsys, shown, names)
}

// yamlFiles lists regular files only, since opening a pipe would wait for ever.
// Names with a leading dot belong to editors and file systems.
func yamlFiles(fsys fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		name := e.Name()
		if ext := path.Ext(name); ext != ".yaml" && ext != ".yml" || strings.HasPrefix(name, ".") {
			continue
		}
		info, err := fs.Stat(fsys, name)
		if err != nil {
			return nil, err
		}
		if info.Mode().IsRegular() {
			names = append(names, name)
		}
	}
	return names, nil
}

func load(fsys fs.FS, shown string, names []string) (*Corpus, error) {
	b := &builder{shown: shown}
	if len(names) == 1 {
		b.shown = filepath.Join(shown, names[0])
	}
	for _, name := range names {
		full := filepath.Join(shown, name)
		data, err := read(fsys, name)
		switch {
		case errors.Is(err, errTooLarge):
			b.partial = true
			b.report(Problem{File: full, Message: "larger than 16 MiB; split it into several files"})
		case err != nil:
			return nil, fmt.Errorf("read quotes from %s: %w", full, err)
		default:
			b.add(full, data)
		}
	}
	return b.corpus()
}

var errTooLarge = errors.New("file too large")

func read(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = errTooLarge
	}
	return data, err
}
