package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// readTables reads the cases that people wrote: every file of a folder. A case is its name, at the start of a line,
// and pairs of a word and a text in Go's quotes, on as many lines as they need:
//
//	two-files   file `a: 1` file "a: 2\r\n" set `b=3`
//
// Words: file; set, set-json, ... (arguments); content:NAME (what --set-file reads); umbrella, service, database
// (the chart's values files); helm4 and ours (why Helm 4, or the linter, makes something else of it than Helm 3).
func readTables(dir string, ch *chart) ([]*Case, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	var cases []*Case
	seen := map[string]bool{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		group := strings.TrimSuffix(filepath.Base(name), ".txt")
		read, err := parseTable(group, string(text), ch)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, c := range read {
			if seen[c.name] {
				return nil, fmt.Errorf("%s: two cases are named %s", name, c.name)
			}
			seen[c.name] = true
		}
		cases = append(cases, read...)
	}
	return cases, nil
}

func parseTable(group, text string, ch *chart) ([]*Case, error) {
	var cases []*Case
	lineStart := true
	for text != "" {
		switch {
		case text[0] == '\n':
			lineStart = true
			text = text[1:]
			continue
		case text[0] == ' ':
			lineStart = false
			text = text[1:]
			continue
		case text[0] == '#' && lineStart:
			_, text, _ = strings.Cut(text, "\n")
			continue
		}
		end := strings.IndexAny(text, " \n")
		if end < 0 {
			return nil, fmt.Errorf("%q has no text behind it", text)
		}
		word := text[:end]
		text = text[end:]
		if lineStart {
			cases = append(cases, &Case{name: group + "/" + word, chart: ch, defaults: map[string][]byte{}})
			lineStart = false
			continue
		}
		if len(cases) == 0 {
			return nil, fmt.Errorf("%q stands before the first case", word)
		}
		c := cases[len(cases)-1]
		text = strings.TrimLeft(text, " \n")
		quoted, err := strconv.QuotedPrefix(text)
		if err != nil {
			return nil, fmt.Errorf("%s: no text in quotes behind %q", c.name, word)
		}
		text = text[len(quoted):]
		value, err := strconv.Unquote(quoted)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		if err := c.add(word, value); err != nil {
			return nil, err
		}
	}
	return cases, nil
}

func (c *Case) add(word, value string) error {
	switch {
	case word == "file":
		c.files = append(c.files, []byte(value))
	case word == "umbrella":
		c.defaults["values.yaml"] = []byte(value)
	case word == "service" || word == "database":
		c.defaults["charts/"+word+"/values.yaml"] = []byte(value)
	case strings.HasPrefix(word, "content:"):
		c.contents = append(c.contents, file{strings.TrimPrefix(word, "content:"), []byte(value)})
	case strings.HasPrefix(word, "set"):
		c.sets = append(c.sets, setArgument{"--" + word, value})
	case word == "helm4":
		c.helm4 = value
	case word == "ours":
		c.ours = value
	default:
		return fmt.Errorf("%s: there is no word %q", c.name, word)
	}
	return nil
}
