package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// generator makes releases out of a seed: the same seed, the same cases.
type generator struct {
	*rand.Rand
	seed  uint64
	chart *chart
}

func newGenerator(seed uint64, ch *chart) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(seed, 0)), seed: seed, chart: ch}
}

// one is true once in n times.
func (g *generator) one(n int) bool { return g.IntN(n) == 0 }

func pick[T any](g *generator, from []T) T { return from[g.IntN(len(from))] }

func (g *generator) cases(count int) []*Case {
	var cases []*Case
	for i := range count {
		c := &Case{name: fmt.Sprintf("generated-%d-%d", g.seed, i), chart: g.chart, defaults: map[string][]byte{}}
		for range g.IntN(4) {
			c.files = append(c.files, []byte(g.valuesFile(true)))
		}
		// Now and then a chart of its own; such a one is no hostile file.
		if g.one(3) {
			c.defaults["values.yaml"] = []byte(g.valuesFile(false))
		}
		if g.one(4) {
			c.defaults["charts/service/values.yaml"] = []byte(g.sectionFile())
		}
		if g.one(4) {
			c.defaults["charts/database/values.yaml"] = []byte(g.sectionFile())
		}
		for range g.IntN(3) * g.IntN(3) {
			g.addArgument(c)
		}
		cases = append(cases, c)
	}
	return cases
}

var (
	topKeys     = []string{"web", "web", "queue", "queue", "db", "db", "global", "domain", "ports", "nothing", "a", "x-common"}
	sectionKeys = []string{"enabled", "replicas", "image", "resources", "hosts", "cluster", "storage", "conf", "empty", "text",
		"nothing", "global", "a"}
	innerKeys = []string{"tag", "pull", "repository", "args", "requests", "limits", "cpu", "memory", "size", "name", "enabled",
		"cache", "single-node", "join", "class", "region", "labels", "team", "tier", "extra", "zone", "a", "b"}
	oddKeys = []string{"on", "y", "No", "1", "01", "0x10", "1.5", "1e3", "true", "'on'", "\"1\"", "'a b'", "a b", "k:v", "k#v",
		"2001-12-14", "1:30", "<<x", "'<<'", "-a", "é", "\"a\\tb\"", "/path", "a.b", "a/b", "\"\"", "*", "?x", ":x", "'*'", "~x",
		"nul", "_1", "!!str 5", "&k key", "1_0"}
)

func (g *generator) key(depth int) string {
	if g.one(40) {
		return pick(g, oddKeys)
	}
	keys := innerKeys
	switch depth {
	case 0:
		keys = topKeys
	case 1:
		keys = sectionKeys
	}
	key := pick(g, keys)
	switch {
	case g.one(12):
		return "'" + key + "'"
	case g.one(12):
		return "\"" + key + "\""
	}
	return key
}

// valuesFile is a values file of an umbrella chart. A hostile one may be refused, and has several documents.
func (g *generator) valuesFile(hostile bool) string {
	w := &writer{generator: g, unit: 2}
	if g.one(4) {
		w.unit = pick(g, []int{1, 3, 4, 8})
	}
	w.tidy = !hostile
	w.block(0, 0)
	return w.finish(hostile)
}

// sectionFile is a subchart's own values file.
func (g *generator) sectionFile() string {
	w := &writer{generator: g, unit: 2, tidy: true}
	w.block(0, 1)
	return w.finish(false)
}

func (w *writer) finish(hostile bool) string {
	text := w.out.String()
	if !hostile {
		return text
	}
	if w.one(12) {
		text = pick(w.generator, []string{"---\n", "--- # values\n", "# values\n---\n", "\n\n", "%YAML 1.1\n---\n", "---\n\n", "  \n# c\n"}) + text
	}
	if w.one(15) {
		more := &writer{generator: w.generator, unit: 2}
		more.block(0, 0)
		text += pick(w.generator, []string{"---\n", "--- \n", "...\n---\n", "...\n", "--- # more\n", "---\n---\n"}) + more.out.String()
	}
	if w.one(30) {
		text += pick(w.generator, []string{"...\n", "---\n", "# end", "\n\n\n", "  \n", "\t\n", "# end\n", "... # end\n", "---"})
	}
	if w.one(8) {
		text = strings.TrimSuffix(text, "\n")
	}
	switch w.IntN(30) {
	case 0, 1:
		text = strings.ReplaceAll(text, "\n", "\r\n")
	case 2:
		text = strings.ReplaceAll(text, "\n", "\r")
	case 3:
		text = strings.Replace(text, "\n", pick(w.generator, []string{"\r", "\u0085", "\r\r\n"}), 1)
	}
	if w.one(15) {
		text = "\ufeff" + text
	}
	return text
}

var setScalars = []string{"1", "0", "-1", "+1", "007", "0x1f", "1.5", "1e3", "true", "TRUE", "false", "null", "Null", "~", "yes",
	"", "text", "a b", "9223372036854775807", "9223372036854775808", "1_000", `a\,b`, `a\=b`, `a\\b`, "a=b", "{}", "{a,b}", "{a}",
	"{1,true,null}", "{,}", `{a\,b,c}`, "{a b,}", "é", `"q"`, "[1]", "a.b", " 1", "0", "-0", "{a,b", "a}", "{a}b"}

var jsonValues = []string{"1", "1.5", "true", "null", `"text"`, `{"a":1}`, `{"a":null}`, `[1,2]`, `[]`, `{}`, ` {"a": [1, {"b": null}]} `,
	`1e3`, `"é\u00e9\n"`, `{"requests":{"cpu":null}}`, `[null]`, `"a,b"`, `tru`, `{a:1}`, `'x'`, ``, `01`, `"\ud83d"`, `1 2`, `[1,]`}

func (g *generator) setPath() string {
	path := pick(g, topKeys)
	depths := g.IntN(4)
	for depth := 1; depth <= depths; depth++ {
		path += "." + pick(g, [][]string{sectionKeys, innerKeys}[min(depth-1, 1)])
		for depth > 1 && g.one(8) {
			path += fmt.Sprintf("[%d]", g.IntN(3))
		}
	}
	if g.one(40) {
		path += pick(g, []string{`\.x`, ".", "[0]", "[-1]", "[x]", "[0", "]", "..a", `\`, "[]", ".a[1][0]", "[2].a", "[0].b.c"})
	}
	return path
}

func (g *generator) addArgument(c *Case) {
	option := pick(g, []string{"--set", "--set", "--set", "--set-string", "--set-json", "--set-file", "--set-literal"})
	var text string
	if g.one(30) {
		for range 1 + g.IntN(10) {
			text += pick(g, []string{"a", "web", "b", ".", ".", "[", "]", "0", "1", ",", "=", "=", "{", "}", `\`, "null", " ", `"`, "é"})
		}
	} else {
		for i := range 1 + g.IntN(2)*g.IntN(3) {
			if i > 0 {
				text += ","
			}
			text += g.setPath() + "="
			switch option {
			case "--set-json":
				text += pick(g, jsonValues)
			case "--set-file":
				text += pick(g, []string{"note.txt", "note.txt", "other.txt", "{note.txt,other.txt}", ""})
			default:
				text += pick(g, setScalars)
			}
		}
	}
	if option == "--set-json" && g.one(10) {
		text = `{"` + pick(g, topKeys) + `":` + pick(g, jsonValues) + "}"
	}
	c.sets = append(c.sets, setArgument{option, text})
	if option == "--set-file" && c.contents == nil {
		c.contents = []file{{"note.txt", []byte("a: 1\n")}, {"other.txt", []byte("é, b=c\r\n")}}
	}
}
