package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// fixes proves by Helm what the linter's fixes make of effective values: they differ from those before only at the
// paths that the fixes name.
type fixes struct {
	linter string
	chart  *chart
	folder string

	cases, fixed, refused, chance, unexplained int
}

// few is how many cases of one folder are fixed in both ways.
const few = 100

// batch is how many files one run of the linter is given.
const batch = 100

// chartOf makes a chart of the defaults that the program prints.
func chartOf(program, template string) (*chart, error) {
	output, err := exec.Command(program).Output()
	if err != nil {
		return nil, err
	}
	var defaults struct {
		Umbrella  json.RawMessage
		Subcharts map[string]json.RawMessage
		Always    []string
	}
	if err := json.Unmarshal(output, &defaults); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(template)
	if err != nil {
		return nil, err
	}
	var names []string
	for name := range defaults.Subcharts {
		names = append(names, name)
	}
	sort.Strings(names)
	c := &chart{template: "estafette-ci/templates/values.json"}
	metadata := "apiVersion: v2\nname: estafette-ci\nversion: 1.0.0\ndependencies:\n"
	for _, name := range names {
		metadata += fmt.Sprintf("- {name: %s-chart, alias: %s, version: 1.0.0", name, name)
		if !strings.Contains(" "+strings.Join(defaults.Always, " ")+" ", " "+name+" ") {
			metadata += fmt.Sprintf(", condition: %s.enabled", name)
		}
		metadata += "}\n"
		at := "charts/" + name + "-chart/"
		c.files = append(c.files,
			file{at + "Chart.yaml", []byte(fmt.Sprintf("apiVersion: v2\nname: %s-chart\nversion: 1.0.0\n", name))},
			file{at + "values.yaml", defaults.Subcharts[name]})
	}
	c.files = append(c.files, file{"Chart.yaml", []byte(metadata)}, file{"values.yaml", defaults.Umbrella},
		file{"templates/values.json", data})
	return c, nil
}

// readValues gives each values file below a folder, as a case of its own.
func (f *fixes) readValues(folder string) ([]*Case, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return nil, err
	}
	var cases []*Case
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		cases = append(cases, &Case{name: name, chart: f.chart, files: [][]byte{data}})
	}
	return cases, nil
}

// readReleases gives the releases of a file of JSON lines: several layers, and arguments.
func (f *fixes) readReleases(name string) ([]*Case, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var cases []*Case
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		var release struct {
			ID    string
			Files []struct{ Text string }
			Args  []string
		}
		if err := json.Unmarshal([]byte(line), &release); err != nil {
			return nil, err
		}
		c := &Case{name: release.ID, chart: f.chart}
		for _, each := range release.Files {
			c.files = append(c.files, []byte(each.Text))
		}
		for i := 0; i+1 < len(release.Args); i += 2 {
			if !strings.HasPrefix(release.Args[i], "--set") {
				return nil, fmt.Errorf("%s: what is %s?", release.ID, release.Args[i])
			}
			c.sets = append(c.sets, setArgument{release.Args[i], release.Args[i+1]})
		}
		cases = append(cases, c)
	}
	return cases, nil
}

type fixReport struct {
	Fixed    []struct{ File, Title string }
	Failures []struct{ File string }
}

// check fixes the cases and asks Helm about each. Those of one file are given to the linter many at a time.
func (f *fixes) check(cases []*Case, options ...string) error {
	var together []*Case
	for i, c := range cases {
		if len(c.files) != 1 || len(c.sets) > 0 {
			if err := f.checkBatch([]*Case{c}, options); err != nil {
				return err
			}
		} else {
			together = append(together, c)
		}
		if len(together) == batch || i+1 == len(cases) {
			if err := f.checkBatch(together, options); err != nil {
				return err
			}
			together = nil
		}
	}
	return nil
}

func (f *fixes) checkBatch(cases []*Case, options []string) error {
	if len(cases) == 0 {
		return nil
	}
	isRelease := len(cases[0].files) != 1 || len(cases[0].sets) > 0
	arguments := append([]string{"--fix", "--format", "json"}, options...)
	for i, c := range cases {
		for j, data := range c.files {
			name := fmt.Sprintf("%d-%d.yaml", i, j)
			if err := os.WriteFile(filepath.Join(f.folder, name), data, 0o600); err != nil {
				return err
			}
			if isRelease {
				arguments = append(arguments, "-f")
			}
			arguments = append(arguments, name)
		}
		for _, set := range c.sets {
			arguments = append(arguments, set.option, set.text)
		}
	}
	command := exec.Command(f.linter, arguments...)
	command.Dir = f.folder
	output, err := command.Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1 && exit.ExitCode() != 3) {
		return fmt.Errorf("%v: %w", arguments, err)
	}
	var report fixReport
	if err := json.Unmarshal(output, &report); err != nil {
		return err
	}
	failed := map[string]bool{}
	for _, failure := range report.Failures {
		before, _, _ := strings.Cut(failure.File, "-")
		failed[before] = true
	}
	titles := map[string][]string{}
	for _, fix := range report.Fixed {
		before, _, _ := strings.Cut(fix.File, "-")
		titles[before] = append(titles[before], fix.Title)
	}
	for i, c := range cases {
		number := strconv.Itoa(i)
		if failed[number] {
			f.refused++
			continue
		}
		after := &Case{name: c.name, chart: c.chart, sets: c.sets}
		for j := range c.files {
			data, err := os.ReadFile(filepath.Join(f.folder, fmt.Sprintf("%d-%d.yaml", i, j)))
			if err != nil {
				return err
			}
			after.files = append(after.files, data)
		}
		f.compare(c, after, titles[number])
	}
	return nil
}

// compare holds what Helm makes of the files after the fixes against what it made of those before.
func (f *fixes) compare(before, after *Case, titles []string) {
	f.cases++
	if len(titles) == 0 {
		return
	}
	f.fixed += len(titles)
	old, now := runHelm(helm3, before), runHelm(helm3, after)
	if old.err != nil {
		f.refused++
		return
	}
	var named []path
	for _, title := range titles {
		named = append(named, pathsOf(title)...)
	}
	var beyond []string
	if now.err != nil {
		beyond = []string{now.err.Error()}
	} else {
		beyond = changedBeyond(leaves(old.values), leaves(now.values), named)
	}
	if len(beyond) == 0 {
		return
	}
	if len(distinct(helm3, before)) > 1 || len(distinct(helm3, after)) > 1 {
		f.chance++ // equal keys, of which any may win
		return
	}
	if f.unexplained++; f.unexplained <= 10 {
		fmt.Printf("%s: effective values differ where no fix says so, at %v\n  fixes %q\n%s after\n%s", before.name,
			beyond, titles, before.show(), after.show())
	}
}

var (
	step     = `(?:[A-Za-z0-9_-]+|\["(?:[^"\\]|\\.)*"\]|\[[0-9]+\])`
	anyPath  = step + `(?:\.[A-Za-z0-9_-]+|\["(?:[^"\\]|\\.)*"\]|\[[0-9]+\])*`
	aStep    = regexp.MustCompile(`\["(?:[^"\\]|\\.)*"\]|\[[0-9]+\]|[A-Za-z0-9_-]+`)
	aSetting = regexp.MustCompile(`(?:^set |, | and )(` + anyPath + `) to `)
	aPlace   = regexp.MustCompile(` in (` + anyPath + `)$`)
	aChange  = regexp.MustCompile(`^(?:rename|move|remove the) (` + anyPath + `)(?: to (` + anyPath + `)| that counts for nothing)$`)
)

// keysOf reads a written path up to its first index: a list counts as a whole.
func keysOf(text string) path {
	var keys path
	for _, each := range aStep.FindAllString(text, -1) {
		if strings.HasPrefix(each, `["`) {
			var key string
			if json.Unmarshal([]byte(each[1:len(each)-1]), &key) != nil {
				return keys
			}
			keys = append(keys, key)
		} else if strings.HasPrefix(each, "[") {
			return keys
		} else {
			keys = append(keys, each)
		}
	}
	return keys
}

// pathsOf gives the paths that the title of a fix names.
func pathsOf(title string) []path {
	if strings.HasPrefix(title, "set ") {
		where := path{}
		settings := aSetting.FindAllStringSubmatch(title, -1)
		if place := aPlace.FindStringSubmatch(title); place != nil && len(settings) > 0 {
			where = keysOf(place[1])
		}
		var named []path
		for _, setting := range settings {
			named = append(named, append(append(path{}, where...), keysOf(setting[1])...))
		}
		return named
	}
	change := aChange.FindStringSubmatch(title)
	if change == nil {
		return nil
	}
	from := keysOf(change[1])
	named := []path{from}
	if strings.HasPrefix(title, "rename ") {
		named = append(named, append(append(path{}, from[:len(from)-1]...), keysOf(change[2])...))
	} else if strings.HasPrefix(title, "move ") {
		named = append(named, keysOf(change[2]))
	}
	return named
}

type leaf struct {
	at    path
	value any
}

// leaves are the values that are no filled maps, by their written paths.
func leaves(values any) map[string]leaf {
	found := map[string]leaf{}
	var walk func(any, path)
	walk = func(value any, at path) {
		if entries, ok := value.(map[string]any); ok && len(entries) > 0 {
			for key, below := range entries {
				walk(below, append(append(path{}, at...), key))
			}
			return
		}
		found[strings.Join(at, "\x00")] = leaf{at, value}
	}
	walk(values, nil)
	return found
}

func startsWith(at, start path) bool {
	if len(at) < len(start) {
		return false
	}
	for i, key := range start {
		if at[i] != key {
			return false
		}
	}
	return true
}

// changedBeyond gives the leaves that came, went or changed where no named path is.
func changedBeyond(before, after map[string]leaf, named []path) []string {
	var beyond []string
	look := func(key string, at path) {
		old, hadOld := before[key]
		now, hasNow := after[key]
		if hadOld == hasNow && equalJSON(old.value, now.value) {
			return
		}
		// Only the boolean false switches a subchart off: without the key it is on.
		if len(at) == 2 && at[1] == "enabled" && hadOld != hasNow && (old.value == true || now.value == true) {
			return
		}
		makesRoom := isEmpty(old.value) && isEmpty(now.value)
		_, oldText := old.value.(string)
		_, newText := now.value.(string)
		for _, name := range named {
			reach := name
			if len(name) == 2 && name[1] == "enabled" {
				reach = name[:1] // the defaults of the subchart come and go with its switch
			}
			isGlobal := name[0] == "global" && len(at) > 0 && startsWith(at[1:], reach) // Helm hands it down
			if startsWith(at, reach) || isGlobal || startsWith(name, at) && (makesRoom || oldText && newText) {
				return
			}
		}
		beyond = append(beyond, at.String())
	}
	for key, old := range before {
		look(key, old.at)
	}
	for key, now := range after {
		if _, known := before[key]; !known {
			look(key, now.at)
		}
	}
	sort.Strings(beyond)
	return beyond
}

func equalJSON(a, b any) bool {
	textA, _ := json.Marshal(a)
	textB, _ := json.Marshal(b)
	return string(textA) == string(textB)
}

// isEmpty says whether a key below would take the place of it, as of nothing.
func isEmpty(value any) bool {
	switch value := value.(type) {
	case nil:
		return true
	case map[string]any:
		return len(value) == 0
	case []any:
		return len(value) == 0
	}
	return false
}

// proveFixes takes folders of values files, and files of releases as JSON lines.
func proveFixes(linter, defaults, chartDir string, inputs []string) error {
	f := &fixes{linter: linter}
	var err error
	if f.chart, err = chartOf(defaults, filepath.Join(chartDir, "templates", "values.json")); err != nil {
		return err
	}
	if f.folder, err = os.MkdirTemp("", "helm-fixes"); err != nil {
		return err
	}
	defer os.RemoveAll(f.folder)
	for _, input := range inputs {
		read := f.readValues
		if strings.HasSuffix(input, ".jsonl") {
			read = f.readReleases
		}
		cases, err := read(input)
		if err != nil {
			return err
		}
		// Helm takes its time: every other of many cases is fixed the safe way only, the rest the unsafe way, too.
		safe, unsafe := cases, cases
		if len(cases) > few {
			safe, unsafe = nil, nil
			for i, c := range cases {
				if i%2 == 0 {
					safe = append(safe, c)
				} else {
					unsafe = append(unsafe, c)
				}
			}
		}
		if err := f.check(safe); err != nil {
			return err
		}
		if err := f.check(unsafe, "--unsafe-fixes"); err != nil {
			return err
		}
	}
	fmt.Printf("fixes: %d cases, %d fixes; of the cases %d refused, %d with equal keys of which any may win\n",
		f.cases, f.fixed, f.refused, f.chance)
	if f.fixed == 0 || f.unexplained > 0 {
		return fmt.Errorf("%d unexplained", f.unexplained)
	}
	return nil
}
