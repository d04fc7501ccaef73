package main

import (
	"fmt"
	"slices"
	"strings"
)

// writer writes YAML in many styles, most of it valid.
type writer struct {
	*generator
	out     strings.Builder
	unit    int  // of the indentation
	tidy    bool // no errors on purpose
	anchors []string
	maps    []string // the anchors of maps
}

var plainScalars = []string{
	"1", "0", "3", "-1", "+5", "true", "false", "yes", "No", "on", "OFF", "y", "N", "null", "Null", "NULL", "~", "text", "two words",
	"0777", "0o777", "0b101", "1_000", "-017", "0x1F", "1.", ".5", "1e3", "1E-2", "685_230.15", "_1", "1_", "08", "0o8", "1:30",
	"2001-12-14", "2001-12-14T21:59:43.10-05:00", "1e400", "-1e400", "9007199254740993", "12345678901234567890", "1e21", "1.0", "-0", "-0.0", "0.1",
	"9223372036854775808", "-9223372036854775808", "18446744073709551616", "0xFFFFFFFFFFFFFFFF", "-0b11", "0b-11", "+0x1f", "0x", "0b2", "._5", "1._5", "1e", "1e+", "e3", ".e3",
	"nan", "inf", "100m", "10Gi", "25%", "a:b", "a#b", "http://x.y/z?a=b#c", "-a", "a, b", "a]b", "é→", "=", "<<", "<",
	"..", "...x", "---x", ".", "+", "+.inf0", "true ", "x y  z", "tRue", "yEs", "nULL", "TRUE", "1 # c", "a #c", "\\n", "$x", "${X}", "a'b", "a\"b", "1,2", "v1.0.0", "1.2.3", "00", "0.", "-.5", "+.5", "-1_0", "1__0", "0_1", "0x_1", "1_e3", "1e_3", "6_0:00",
}

var quotedScalars = []string{
	`""`, `''`, `"text"`, `'text'`, `"1"`, `'true'`, `"null"`, `'it''s'`, `"a\nb"`, `"\x41\u00e9\U0001F600"`, `"a\tb"`, `"\\"`, `'a\nb'`, `"a # b"`, `'a: b'`,
	`"é"`, `"\e\a\b\0"`, `"\N\_\L\P"`, `" a "`, `'  '`, `"\"q\""`, `"{{ x }}"`, `'{a: b}'`, `"a\u2028b"`, "'\u00a0'", `"\ "`,
}

// bad ones are refused somewhere.
var badScalars = []string{`"\/"`, "?a", ":a", "a: ", "- ", "'", "!!int 1.0", "!!null x", "!!merge x", "!!int \"5\"", "!!int yes", "!!binary \"##\"", "*missing", "@a", "`a`", "%a", "\"open", "'open", "\"\\q\"", "\"\\x4\"", "a: b: c",
	"[1, 2", "{a: 1", "]", "}", "!!float x", "& a", "* a", "{{ .x }}", "[a]: b", "|x", ">x", "| a", ", a", "!!bool 1", "? a", "\ta", "&a &b c", "!a !b c", "*a b", "\"a\" b", "'a'b", "[a] b", "{a: b} c", "{a: b}: c"}

var taggedScalars = []string{"!!str 5", "!!str true", "!!str", "!x 5", "! 5", "!!int 5", "!!float 5", "!!null ''", "!!bool yes", "!!bool \"no\"", "!!binary aGVsbG8=",
	"!<tag:yaml.org,2002:str> 7", "!!timestamp 2001-12-14", "!!str ~", "!!float 1e3", "!!set x", "!local", "!!str \"\""}

var comments = []string{"", "", "", "", "", "", " # note", "  # a: b", " #", "   ", "\t# tab", " # é \"", "", "", "", "", "", ""}

func (w *writer) comment() string { return pick(w.generator, comments) }

func (w *writer) line(indent int, text string) {
	fmt.Fprintf(&w.out, "%s%s\n", strings.Repeat(" ", indent), text)
}

func (w *writer) scalar() string {
	switch n := w.IntN(40); {
	case n < 24:
		return pick(w.generator, plainScalars)
	case n < 34:
		return pick(w.generator, quotedScalars)
	case n < 37:
		return pick(w.generator, taggedScalars)
	case n < 39 || w.tidy || !w.one(8):
		return ""
	}
	return pick(w.generator, badScalars)
}

// anchor gives a name to what follows, now and then; once that is written, `done` lets aliases use it.
func (w *writer) anchor(isMap bool) (text string, done func()) {
	if !w.one(10) {
		return "", func() {}
	}
	name := fmt.Sprintf("%s%d", pick(w.generator, []string{"a", "base", "x-", "c_"}), len(w.anchors))
	if len(w.anchors) > 0 && w.one(10) {
		name = pick(w.generator, w.anchors) // a second one of that name
	}
	return "&" + name + " ", func() {
		w.maps = slices.DeleteFunc(w.maps, func(other string) bool { return other == name })
		w.anchors = append(w.anchors, name)
		if isMap {
			w.maps = append(w.maps, name)
		}
	}
}

func (w *writer) block(indent, depth int) {
	count := 1 + w.IntN(4)
	if depth == 0 {
		count = w.IntN(6)
	}
	for range count {
		if w.one(12) {
			w.line(w.IntN(indent+3), pick(w.generator, []string{"# note", "", "   ", "#", "# a: 1", "#\t'\"{"}))
		}
		w.entry(indent, depth)
	}
	if count == 0 && depth > 0 {
		w.line(indent, "a: 1")
	}
}

func (w *writer) entry(indent, depth int) {
	if w.one(20) && depth > 0 {
		w.line(indent, "<<: "+w.merged())
		return
	}
	key := w.key(depth)
	colon := ": "
	if w.one(20) {
		colon = pick(w.generator, []string{" : ", ":  ", " :  ", ": \t"})
	}
	if w.one(40) {
		key = "? " + key
		colon = "\n" + strings.Repeat(" ", indent) + ": "
	}
	below := indent + w.unit
	bare := strings.TrimRight(key+colon, " \t")
	wantsMap := depth < 2 && !w.one(5) || depth == 0 && !w.one(5)
	switch n := w.IntN(20); {
	case wantsMap && n < 14, n < 2 && depth < 6:
		anchor, done := w.anchor(true)
		w.line(indent, strings.TrimRight(bare+" "+anchor, " ")+w.comment())
		w.block(below, depth+1)
		done()
	case n < 4 || n == 14 && depth < 6:
		anchor, done := w.anchor(true)
		w.line(indent, key+colon+anchor+w.flowMap(depth+1, indent)+w.comment())
		done()
	case n == 15 && depth < 6:
		anchor, done := w.anchor(false)
		w.line(indent, key+colon+anchor+w.flowList(depth+1, indent)+w.comment())
		done()
	case n == 16 && depth < 6:
		anchor, done := w.anchor(false)
		w.line(indent, strings.TrimRight(bare+" "+anchor, " ")+w.comment())
		w.blockList(pick(w.generator, []int{indent, below}), depth+1)
		done()
	case n == 17:
		w.blockScalar(bare, indent)
	case n == 18 && len(w.anchors) > 0:
		w.line(indent, key+colon+"*"+pick(w.generator, w.anchors)+w.comment())
	case n == 19 && w.one(3):
		w.longScalar(key+colon, below)
	default:
		anchor, done := w.anchor(false)
		w.line(indent, strings.TrimRight(key+colon+anchor+w.scalar(), " ")+w.comment())
		done()
	}
}

// merged is what stands behind `<<:`.
func (w *writer) merged() string {
	alias := func() string {
		if len(w.maps) == 0 {
			return "{a: 1, replicas: 5}"
		}
		return "*" + pick(w.generator, w.maps)
	}
	switch w.IntN(12) {
	case 0, 3:
		return "[" + alias() + ", " + alias() + "]"
	case 1:
		return "{tag: m, a: null}"
	case 2:
		if !w.tidy && w.one(3) {
			return pick(w.generator, []string{"", "5", "[1]", "text", "[]", "null", "[[]]"})
		}
	}
	return alias()
}

// flow brackets may span lines: `indent` is what those must be deeper than.
func (w *writer) gap(indent int) string {
	if !w.one(8) {
		return ""
	}
	return pick(w.generator, []string{" ", "  ", "\n" + strings.Repeat(" ", indent+2), " # note\n" + strings.Repeat(" ", indent+3), "\t"})
}

func (w *writer) flowMap(depth, indent int) string {
	var items []string
	for range w.IntN(4) {
		colon := ": "
		if w.one(10) {
			colon = pick(w.generator, []string{":  ", " : ", ":"})
		}
		item := w.gap(indent) + w.key(depth)
		if !w.one(12) {
			item += colon + w.flowValue(depth, indent)
		}
		items = append(items, item)
	}
	text := "{" + strings.Join(items, ","+pick(w.generator, []string{" ", " ", ""})) + w.gap(indent)
	if len(items) > 0 && w.one(12) {
		text += ","
	}
	return text + "}"
}

func (w *writer) flowList(depth, indent int) string {
	var items []string
	for range w.IntN(4) {
		item := w.flowValue(depth, indent)
		if item == "" && !w.one(30) {
			item = "x"
		}
		if w.one(10) {
			item = pick(w.generator, innerKeys) + ": " + item
		}
		items = append(items, w.gap(indent)+item)
	}
	text := "[" + strings.Join(items, ", ") + w.gap(indent)
	if len(items) > 0 && w.one(12) {
		text += ","
	}
	return text + "]"
}

func (w *writer) flowValue(depth, indent int) string {
	switch n := w.IntN(12); {
	case n == 0 && depth < 6:
		return w.flowMap(depth+1, indent)
	case n == 1 && depth < 6:
		return w.flowList(depth+1, indent)
	case n == 2 && len(w.anchors) > 0:
		return "*" + pick(w.generator, w.anchors) + " "
	}
	text := w.scalar()
	if strings.ContainsAny(text, ",[]{}#") && !strings.ContainsAny(text, "'\"") && !w.one(10) {
		return "1"
	}
	return text
}

func (w *writer) blockList(indent, depth int) {
	for range 1 + w.IntN(3) {
		switch n := w.IntN(10); {
		case n < 5:
			anchor, done := w.anchor(false)
			w.line(indent, strings.TrimRight("- "+anchor+w.scalar(), " ")+w.comment())
			done()
		case n < 7 && depth < 6:
			w.line(indent, "- "+w.key(depth)+": "+w.scalar())
			for range w.IntN(2) {
				w.entry(indent+2, depth+1)
			}
		case n == 7:
			w.line(indent, "- "+w.flowMap(depth+1, indent))
		case n == 8 && depth < 6:
			w.line(indent, "-"+w.comment())
			w.block(indent+w.unit, depth+1)
		default:
			w.line(indent, "- - "+w.scalar())
			w.line(indent, "  - b")
		}
	}
}

func (w *writer) blockScalar(key string, indent int) {
	header := pick(w.generator, []string{"|", ">", "|-", ">-", "|+", ">+", "|2", ">1", "|1-", "|+2", ">-2"})
	w.line(indent, key+" "+header+pick(w.generator, []string{"", "", "", " # note", " "}))
	own := indent + w.unit
	if i := strings.IndexAny(header, "123"); i > 0 {
		own = indent + int(header[i]-'0')
	}
	if !w.one(4) {
		w.line(own, "text")
	}
	for range w.IntN(4) {
		w.line(own, pick(w.generator, []string{"text", "a: 1", "# no comment", "", "  more", "é", "'", "- x", "two words", "\ttab", "x  ", "x {{ y }}", "more"}))
	}
	for range w.IntN(5) / 3 {
		w.line(w.IntN(own+1), "")
	}
}

// longScalar goes on over several lines.
func (w *writer) longScalar(key string, indent int) {
	quote := pick(w.generator, []string{"", "'", "\""})
	w.line(max(indent-w.unit, 0), key+quote+"first")
	for range w.IntN(2) {
		w.line(indent, pick(w.generator, []string{"middle", "", "more # no", "a", "\tb"}))
	}
	last := []string{"last", "l "}
	if quote != "" {
		last = append(last, "last\\", "la: st", "# c")
	}
	w.line(indent, pick(w.generator, last)+quote+w.comment())
}
