package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"sigs.k8s.io/yaml"
)

// listed is a difference that the linter's documents state, known by a property of the case: any case may have it,
// and at least one must. What only single cases have is named with them, in the tables.
type listed struct {
	reason string
	seen   int
}

// What the linter makes something else of than Helm 3.
var (
	chance = &listed{reason: "two keys that Helm takes for equal: which of them wins is chance, in Helm too " +
		"(it gave several outcomes, the linter's among them); the linter reports duplicate-key"}
	noSection = &listed{reason: "a subchart's section that is no map: Helm refuses the release, the linter " +
		"merges it without the section and reports wrong-type"}
	oddTag = &listed{reason: "a tag or an anchor that runs into punctuation, `[!, a]`, `!!!`, `&a:`: Helm takes more " +
		"of them than yaml-cpp"}
	markInBrackets = &listed{reason: "a question mark directly before a key in brackets, `[?a]`: Helm takes it " +
		"for the mark of a key, the linter for an error"}
	depth      = &listed{reason: "nested deeper than 100 levels: a bound of the linter's own"}
	linesInKey = &listed{reason: "a plain key of several lines without a colon in brackets: an error to yaml-cpp"}
	dashLine   = &listed{reason: "a plain text that goes on with a line of one dash: to yaml-cpp an item of a list"}
	twoMarks   = &listed{reason: "two byte order marks: an error to the linter"}
)

// What Helm 4 makes something else of than Helm 3.
var (
	severalDocuments = &listed{reason: "Helm 4 merges all documents of a file in order, as if each were a file " +
		"of its own; the linter reports several-documents"}
	badSeparator = &listed{reason: "Helm 4 refuses a line that starts with --- and goes on with something else " +
		"than a comment"}
	directive = &listed{reason: "Helm 4 refuses a %YAML directive: the --- behind it parts documents to it"}
	returns   = &listed{reason: "Helm 4 makes a line feed of a carriage return and a line feed before it reads YAML: " +
		"two returns and a line feed are one line break less to it"}
	lastLine = &listed{reason: "Helm 4 ends the last line of a file where it is not ended: a block scalar there " +
		"gets a line break at its end"}
	defaultNull = &listed{reason: "a null in the chart's own values files stands for nothing in Helm 4: it " +
		"neither stays nor removes a subchart's default"}
	jsonObject  = &listed{reason: "--set-json with an object and no key: Helm 4 only; the linter says so"}
	openBracket = &listed{reason: "an argument that ends within an index, `a[`: Helm 4 drops that part silently"}
)

var allListed = []*listed{chance, noSection, oddTag, markInBrackets, depth, linesInKey, dashLine,
	twoMarks, severalDocuments, badSeparator, directive, returns, lastLine, defaultNull,
	jsonObject, openBracket}

// isNoSection tells whether Helm has refused a case for a section that is no map.
func isNoSection(c *Case, helm outcome) bool {
	if helm.err == nil {
		return false
	}
	for _, a := range c.chart.aliases {
		if strings.HasPrefix(helm.err.Error(), "type mismatch on "+a.name+": ") {
			return true
		}
	}
	return false
}

// explainRefusal tells why the linter may refuse what Helm takes.
func explainRefusal(c *Case, refusal string) *listed {
	anyFile := func(pattern *regexp.Regexp) bool {
		return slices.ContainsFunc(c.chartFiles(), func(f file) bool { return pattern.Match(f.data) }) || hasLine(c, pattern)
	}
	says := func(message string) bool { return strings.HasSuffix(refusal, message) }
	switch {
	case anyFile(tagPunctuation) && (says("a tag with a character that it cannot hold") ||
		says("an anchor or tag with a character that it cannot hold") ||
		says("a '!' without the name of a tag") || says("a '}' or ']' that closes nothing")):
		return oddTag
	case says("a character that no value can start with") && anyFile(markedKey):
		return markInBrackets
	case says("a key that is empty or null") && anyFile(brokenKey):
		return linesInKey
	case says("this line does not fit into the map around it") && anyFile(onlyDash):
		return dashLine
	case says("nested more than 100 levels deep"):
		return depth
	case anyFile(markTwice):
		return twoMarks
	}
	return nil
}

var (
	tagPunctuation = regexp.MustCompile(`[!&][\w-]*[^\w\s-]`)
	markedKey      = regexp.MustCompile(`[\[{,]\s*\?[^\s]`)
	brokenKey      = regexp.MustCompile(`[{,][^:,{}\[\]]*[^\s:,{}\[\]]\s*[\n\r\x{85}]\s*[^\s:,{}\[\]][^:,{}\[\]]*[,}]`)
	onlyDash       = regexp.MustCompile(`(?m)^ +- *$`)
	markTwice      = regexp.MustCompile(`^\x{feff}\x{feff}`)
)

// explainHelm4 gives what is not explained of a difference between Helm 3 and Helm 4, and what of it is listed.
// It foretells what Helm 4 makes of files: what Helm 3 makes of the one document in which they are written.
func explainHelm4(c *Case, three, four outcome) (string, []*listed) {
	var reasons []*listed
	if four.err != nil && three.err == nil {
		switch said := four.err.Error(); {
		case hasLine(c, badSeparatorLine) && strings.Contains(said, "invalid Yaml document separator"):
			return "", []*listed{badSeparator}
		case hasLine(c, directiveLine) && strings.Contains(said, "did not find expected <document start>"):
			return "", []*listed{directive}
		}
	}
	if three.err != nil && four.err == nil && endsInIndex(c) {
		return "", []*listed{openBracket}
	}
	if three.err != nil && jsonObjectError.MatchString(three.err.Error()) {
		return "", []*listed{jsonObject}
	}
	rewritten, several, refusal := asOneDocument(c)
	if refusal != nil && several && three.err == nil && four.err != nil {
		return "", []*listed{severalDocuments}
	}
	if foretold := runHelm(helm3, rewritten); !foretold.equals(three) {
		three = foretold
		if several {
			reasons = append(reasons, severalDocuments)
		} else if slices.ContainsFunc(c.files, func(data []byte) bool { return bytes.Contains(data, []byte("\r\r\n")) }) {
			reasons = append(reasons, returns)
		} else {
			reasons = append(reasons, lastLine)
		}
	}
	if three.equals(four) {
		return "", reasons
	}
	if three.err != nil || four.err != nil {
		return "only one of Helm 3 and Helm 4 refuses it", nil
	}
	nulls := defaultNulls(c)
	for _, p := range differences(three.values, four.values, nil) {
		if !coveredBy(nulls, p) {
			return "Helm 4 differs from Helm 3 at " + p.String(), nil
		}
	}
	return "", append(reasons, defaultNull)
}

var (
	badSeparatorLine = regexp.MustCompile(`(?m)^---[ \t\r]*[^ \t\r\n#]`)
	separatorLine    = regexp.MustCompile(`(?m)^---`)
	directiveLine    = regexp.MustCompile(`(?m)^(\x{feff})?%(YAML|TAG)`)
	jsonObjectError  = regexp.MustCompile(`^failed parsing --set-json data *\{`)
	openIndex        = regexp.MustCompile(`\[[^\]]*$`)
)

func hasLine(c *Case, line *regexp.Regexp) bool {
	return slices.ContainsFunc(c.files, line.Match)
}

func endsInIndex(c *Case) bool {
	return slices.ContainsFunc(c.sets, func(s setArgument) bool { return openIndex.MatchString(s.text) })
}

// asOneDocument writes each file that is read otherwise by Helm 4 as the one document that it makes of it. It gives
// Helm 4's refusal, too: of a document that Helm 3 never reads.
func asOneDocument(c *Case) (rewritten *Case, several bool, refusal error) {
	one := *c
	one.files = nil
	for _, data := range c.files {
		parts := separatorLine.Match(data)
		several = several || parts
		if parts || bytes.Contains(data, []byte("\r\r\n")) || len(data) > 0 && data[len(data)-1] != '\n' {
			values, err := loader.LoadValues(bytes.NewReader(data))
			if err != nil {
				return c, several, err
			}
			if data, err = json.Marshal(values); err != nil {
				return c, several, err
			}
			data = []byte(inASCII(string(data)))
		}
		one.files = append(one.files, data)
	}
	return &one, several, nil
}

// inASCII writes JSON so that a reader of YAML folds none of its line breaks.
func inASCII(text string) string {
	var out strings.Builder
	for _, r := range text {
		if r < 0x7f {
			out.WriteRune(r)
		} else {
			fmt.Fprintf(&out, "\\U%08x", r)
		}
	}
	return out.String()
}

// defaultNulls are the paths of the effective values at which a values file of the chart holds a null.
func defaultNulls(c *Case) []path {
	var umbrella map[string]any
	_ = yaml.Unmarshal(c.chartFile("values.yaml"), &umbrella)
	nulls := nullsIn(umbrella, nil)
	for _, a := range c.chart.aliases {
		var own map[string]any
		_ = yaml.Unmarshal(c.chartFile(a.values), &own)
		nulls = append(nulls, nullsIn(own, path{a.name})...)
		nulls = append(nulls, nullsIn(umbrella["global"], path{a.name, "global"})...)
	}
	return nulls
}

func nullsIn(value any, at path) []path {
	if value == nil && len(at) > 0 {
		return []path{append(path(nil), at...)}
	}
	var found []path
	if m, ok := value.(map[string]any); ok {
		for key, below := range m {
			found = append(found, nullsIn(below, append(append(path(nil), at...), key))...)
		}
	}
	return found
}

func coveredBy(nulls []path, p path) bool {
	for _, null := range nulls {
		if len(null) <= len(p) && null.String() == p[:len(null)].String() {
			return true
		}
	}
	return false
}
