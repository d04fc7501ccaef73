// Compares what the linter makes of a release with what the real Helm 3 and Helm 4 make of it, in one process, over
// Helm's own packages: hand-made cases (cases/), generated ones, and mutants of valid files. They agree, or the
// difference is listed with its reason, and each listed one occurs.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"
)

type tally struct {
	cases, accepted, refused, listed int
}

type comparison struct {
	linter      *linter
	unexplained int
	shown       int
	tallies     map[string]*tally
}

func main() {
	program := flag.String("linter", "", "the program print_effective")
	chartDir := flag.String("chart", "", "the chart, fixtures/helm-chart")
	tables := flag.String("cases", "", "the folder of the hand-made cases")
	fixtures := flag.String("fixtures", "", "a folder of values files of which mutants are made, too")
	seed := flag.Uint64("seed", 1, "for what is generated")
	generated := flag.Int("generated", 6000, "how many cases are generated")
	mutants := flag.Int("mutants", 6000, "how many mutants are made")
	only := flag.String("only", "", "the one case to run, and show")
	fixer := flag.String("fixer", "", "the linter itself, whose fixes are proven instead")
	defaults := flag.String("defaults", "", "with -fixer: the program print_chart")
	shown := flag.Int("show", 10, "how many unexplained differences are shown")
	flag.Parse()
	log.SetOutput(io.Discard) // Helm's warnings

	if *fixer != "" {
		check(proveFixes(*fixer, *defaults, *chartDir, flag.Args()))
		return
	}
	started := time.Now()
	run := &comparison{shown: *shown, tallies: map[string]*tally{}}
	ch, err := loadChart(*chartDir)
	check(err)
	run.linter, err = startLinter(*program)
	check(err)
	handMade, err := readTables(*tables, ch)
	check(err)
	g := newGenerator(*seed, ch)
	generatedCases := g.cases(*generated)
	mutantCases, err := g.mutants(*mutants, *fixtures, generatedCases)
	check(err)

	for _, group := range []struct {
		name  string
		cases []*Case
	}{{"hand-made", handMade}, {"generated", generatedCases}, {"mutants", mutantCases}} {
		run.tallies[group.name] = &tally{}
		for _, c := range group.cases {
			if *only == "" {
				run.compare(c, run.tallies[group.name])
			} else if c.name == *only {
				run.show(c)
			}
		}
	}
	if *only != "" {
		return
	}
	for _, name := range []string{"hand-made", "generated", "mutants"} {
		t := run.tallies[name]
		fmt.Printf("%-10s %6d cases: %d accepted and %d refused as by Helm 3, %d listed differences\n", name,
			t.cases, t.accepted, t.refused, t.listed)
	}
	for _, l := range allListed {
		fmt.Printf("%6d times: %s\n", l.seen, l.reason)
		if l.seen == 0 && *seed == 1 {
			run.unexplained++
			fmt.Println("       this listed difference no longer occurs")
		}
	}
	fmt.Printf("%d unexplained, %.1f s\n", run.unexplained, time.Since(started).Seconds())
	if run.unexplained > 0 {
		os.Exit(1)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (r *comparison) effective(c *Case) outcome {
	values, refusal, err := r.linter.effective(c)
	if err != nil {
		check(fmt.Errorf("%s: %w\n%s", c.name, err, c.show()))
	}
	return outcome{values, refusal}
}

func (r *comparison) compare(c *Case, t *tally) {
	t.cases++
	three := runHelm(helm3, c)
	ours := r.effective(c)
	problem, reason := r.explainOurs(c, three, ours)
	if problem == "" && reason == nil {
		if three.err == nil {
			t.accepted++
		} else {
			t.refused++
		}
	} else if problem == "" {
		reason.seen++
	}
	switch {
	case c.ours != "" && problem == "":
		r.fail(c, "the difference that its table lists no longer occurs")
	case c.ours != "":
		t.listed++
	case problem != "":
		r.fail(c, problem)
	}

	if reason == chance {
		return
	}
	four := runHelm(helm4, c)
	problem = ""
	if !three.equals(four) {
		var reasons []*listed
		problem, reasons = explainHelm4(c, three, four)
		if problem != "" && len(distinct(helm3, c)) > 1 {
			problem, reasons = "", []*listed{chance}
		}
		for _, l := range reasons {
			l.seen++
		}
	}
	switch {
	case c.helm4 != "" && problem == "":
		r.fail(c, "the difference of Helm 4 that its table lists no longer occurs")
	case c.helm4 != "":
		t.listed++
	case problem != "":
		r.fail(c, problem)
	}
}

// explainOurs gives what is not explained of a difference between the linter and Helm 3, or why it is listed; neither
// where there is none.
func (r *comparison) explainOurs(c *Case, three, ours outcome) (string, *listed) {
	if ours.equals(three) && !strings.Contains(c.name, "/chance-") {
		return "", nil
	}
	if isNoSection(c, three) {
		return "", noSection
	}
	if three.err == nil && ours.err != nil {
		if l := explainRefusal(c, ours.err.Error()); l != nil {
			return "", l
		}
	}
	if all := distinct(helm3, c); len(all) > 1 && contains(all, ours) {
		return "", chance
	}
	return disagreement(three, ours), nil
}

func disagreement(three, ours outcome) string {
	switch {
	case three.err != nil:
		return "Helm 3 refuses it, the linter does not"
	case ours.err != nil:
		return "the linter refuses it, Helm 3 does not"
	}
	return fmt.Sprintf("effective values differ at %v", differences(three.values, ours.values, nil))
}

func (r *comparison) fail(c *Case, problem string) {
	r.unexplained++
	if r.unexplained > r.shown {
		return
	}
	fmt.Printf("%s: %s\n", c.name, problem)
	kind, _, _ := strings.Cut(problem, " at ")
	tries := 0
	r.show(shrunk(c, func(smaller *Case) bool {
		if tries++; tries > mostTries {
			return false
		}
		for _, now := range r.problems(smaller) {
			if now == kind || strings.HasPrefix(now, kind+" at ") {
				return true
			}
		}
		return false
	}))
}

// mostTries bounds the time that goes into showing one difference.
const mostTries = 2000

// problems are what is not explained of a case.
func (r *comparison) problems(c *Case) []string {
	three := runHelm(helm3, c)
	problem := ""
	// Whether it is chance has been seen to before.
	if ours := r.effective(c); !ours.equals(three) && !isNoSection(c, three) {
		problem = disagreement(three, ours)
	}
	four := runHelm(helm4, c)
	if three.equals(four) {
		return []string{problem}
	}
	problem4, _ := explainHelm4(c, three, four)
	return []string{problem, problem4}
}

// show says all that there is to know of a case.
func (r *comparison) show(c *Case) {
	fmt.Printf("%s  Helm 3 %v\n  Helm 4 %v\n  linter %v\n", c.show(), runHelm(helm3, c),
		runHelm(helm4, c), r.effective(c))
}
