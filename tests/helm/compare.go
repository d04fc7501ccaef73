package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sort"
	"strings"
)

const longestShown = 1200

// outcome is what a reader makes of a case: effective values, or a refusal.
type outcome struct {
	values any
	err    error
}

func (o outcome) String() string {
	if o.err != nil {
		return "error: " + o.err.Error()
	}
	text, _ := json.Marshal(o.values)
	if len(text) > longestShown {
		return string(text[:longestShown]) + "..."
	}
	return string(text)
}

func (o outcome) equals(other outcome) bool {
	return (o.err == nil) == (other.err == nil) && reflect.DeepEqual(o.values, other.values)
}

// runHelm gives what one Helm renders from a case.
func runHelm(render func(*Case) (string, error), c *Case) (result outcome) {
	defer func() {
		if fault := recover(); fault != nil {
			result = outcome{err: fmt.Errorf("Helm panics: %v", fault)}
		}
	}()
	text, err := render(c)
	if err != nil {
		return outcome{err: err}
	}
	var values any
	if err := json.Unmarshal([]byte(text), &values); err != nil {
		return outcome{err: err}
	}
	return outcome{values: values}
}

// runs is how often Helm is asked where two equal keys leave the winner to chance: one of them wins in 7 of 8 runs,
// as Go walks through small maps.
const runs = 200

// distinct are the different outcomes of many runs.
func distinct(render func(*Case) (string, error), c *Case) []outcome {
	var found []outcome
	for range runs {
		result := runHelm(render, c)
		if !contains(found, result) {
			found = append(found, result)
		}
	}
	return found
}

func contains(outcomes []outcome, wanted outcome) bool {
	for _, o := range outcomes {
		if o.equals(wanted) {
			return true
		}
	}
	return false
}

type path []string

func (p path) String() string { return strings.Join(p, "/") }

// differences are the paths at which two effective values differ; lists count as a whole.
func differences(a, b any, at path) []path {
	mapA, okA := a.(map[string]any)
	mapB, okB := b.(map[string]any)
	if !okA || !okB {
		if reflect.DeepEqual(a, b) {
			return nil
		}
		return []path{append(path(nil), at...)}
	}
	keys := map[string]bool{}
	for key := range mapA {
		keys[key] = true
	}
	for key := range mapB {
		keys[key] = true
	}
	var found []path
	for key := range keys {
		below := append(append(path(nil), at...), key)
		valueA, inA := mapA[key]
		valueB, inB := mapB[key]
		if inA != inB {
			found = append(found, below)
		} else {
			found = append(found, differences(valueA, valueB, below)...)
		}
	}
	sort.Slice(found, func(i, j int) bool { return found[i].String() < found[j].String() })
	return found
}
