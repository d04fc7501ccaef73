package main

import (
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// mutants are valid files with one fault each: a character deleted, inserted or doubled, a line moved in or out. Half
// are of people's files, half of generated ones; those of one file do not depend on the others.
func (g *generator) mutants(count int, folder string, generated []*Case) ([]*Case, error) {
	written, err := valuesFiles(folder)
	if err != nil {
		return nil, err
	}
	var made []string
	for _, c := range generated[:len(generated)/3] {
		if len(c.files) > 0 {
			made = append(made, string(c.files[0]))
		}
	}
	var cases []*Case
	for _, texts := range [][]string{written, made} {
		var valid []string
		for _, text := range texts {
			c := &Case{chart: g.chart, files: [][]byte{[]byte(text)}}
			if _, err := helm3(c); err == nil && text != "" {
				valid = append(valid, text)
			}
		}
		for _, text := range valid {
			hash := fnv.New64()
			io.WriteString(hash, text)
			own := &generator{rand.New(rand.NewPCG(g.seed, hash.Sum64())), g.seed, g.chart}
			share := (count/2 + len(valid) - 1) / len(valid)
			for range share {
				cases = append(cases, &Case{name: fmt.Sprintf("mutant-%d-%d", g.seed, len(cases)), chart: g.chart,
					files: [][]byte{[]byte(own.mutated(text))}})
			}
		}
	}
	return cases, nil
}

func valuesFiles(folder string) ([]string, error) {
	const largest = 16 << 10
	var texts []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		data, err := os.ReadFile(path)
		if len(data) <= largest {
			texts = append(texts, string(data))
		}
		return err
	})
	return texts, err
}

const inserted = " \t\n:,#-?[]{}'\"|>&*!%@`.~<0a\\=\r/é\u0085"

func (g *generator) mutated(text string) string {
	runes := []rune(text)
	at := g.IntN(len(runes))
	before, from := string(runes[:at]), string(runes[at:])
	behind := string(runes[at+1:])
	switch g.IntN(8) {
	case 0, 1:
		return before + behind
	case 2:
		return before + string(runes[at]) + from
	case 3:
		// Where it matters most: at the start or the end of a line, or beside a colon.
		line := strings.LastIndexByte(before, '\n') + 1
		return before[:line] + pick(g, []string{" ", "\t", "  ", "- ", "#", "? ", ": ", "%", "---\n", "...\n", "\n", "x\n", "*", "&a ", "!"}) +
			before[line:] + from
	case 4:
		end := strings.IndexByte(from, '\n')
		if end < 0 {
			end = len(from)
		}
		return before + from[:end] + pick(g, []string{" ", "\t", ":", " #", " x", ",", "\"", "'", "]", "}", " |", ": ", " &a", "\r", " *a", " - b"}) + from[end:]
	case 5:
		lines := strings.SplitAfter(text, "\n")
		line := g.IntN(len(lines))
		lines[line] = pick(g, []string{strings.TrimPrefix(lines[line], " "), lines[line] + lines[line], "", strings.TrimSuffix(lines[line], "\n")})
		return strings.Join(lines, "")
	default:
		return before + string(pick(g, []rune(inserted))) + from
	}
}
