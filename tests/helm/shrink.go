package main

import (
	"maps"
	"slices"
	"strings"
)

// shrunk is a smaller case of which the same holds: without the layers, lines and characters that do not matter.
func shrunk(c *Case, holds func(*Case) bool) *Case {
	const longest = 4000 // a larger file is shown as it is
	for again := true; again; {
		again = false
		try := func(change func(*Case)) bool {
			smaller := *c
			smaller.files = slices.Clone(c.files)
			smaller.sets = slices.Clone(c.sets)
			smaller.defaults = maps.Clone(c.defaults)
			change(&smaller)
			if !holds(&smaller) {
				return false
			}
			c = &smaller
			again = true
			return true
		}
		for i := len(c.sets) - 1; i >= 0; i-- {
			try(func(s *Case) { s.sets = slices.Delete(s.sets, i, i+1) })
		}
		for i := len(c.files) - 1; i >= 0; i-- {
			try(func(s *Case) { s.files = slices.Delete(s.files, i, i+1) })
		}
		for _, name := range slices.Sorted(maps.Keys(c.defaults)) {
			if !try(func(s *Case) { delete(s.defaults, name) }) {
				shrinkText(string(c.defaults[name]), longest, func(text string) bool {
					return try(func(s *Case) { s.defaults[name] = []byte(text) })
				})
			}
		}
		for i := range c.files {
			shrinkText(string(c.files[i]), longest, func(text string) bool {
				return try(func(s *Case) { s.files[i] = []byte(text) })
			})
		}
		for i := range c.sets {
			shrinkText(c.sets[i].text, longest, func(text string) bool {
				return try(func(s *Case) { s.sets[i].text = text })
			})
		}
	}
	return c
}

// shrinkText takes out what `keep` allows: runs of lines, then single characters.
func shrinkText(text string, longest int, keep func(string) bool) {
	if len(text) > longest {
		return
	}
	for _, separator := range []string{"\n", ""} {
		parts := strings.SplitAfter(text, separator)
		for size := len(parts) / 2; size > 0; size /= 2 {
			for at := len(parts) - size; at >= 0; at-- {
				if at+size > len(parts) {
					continue
				}
				smaller := slices.Concat(parts[:at], parts[at+size:])
				if keep(strings.Join(smaller, "")) {
					parts = smaller
				}
			}
		}
		text = strings.Join(parts, "")
	}
}
