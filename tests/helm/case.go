package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"helm.sh/helm/v3/pkg/chart/loader"
)

type file struct {
	name string
	data []byte
}

// chart is the umbrella chart of fixtures/helm-chart.
type chart struct {
	files    []file
	template string // the name under which Helm gives what it rendered
	aliases  []alias
}

type alias struct {
	name   string
	values string // the name of the subchart's own values file
}

func loadChart(dir string) (*chart, error) {
	c := &chart{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		c.files = append(c.files, file{filepath.ToSlash(name), data})
		return err
	})
	if err != nil {
		return nil, err
	}
	loaded, err := loader.LoadDir(dir)
	if err != nil {
		return nil, err
	}
	c.template = loaded.Name() + "/templates/values.json"
	for _, d := range loaded.Metadata.Dependencies {
		c.aliases = append(c.aliases, alias{d.Alias, "charts/" + d.Name + "/values.yaml"})
	}
	return c, nil
}

// Case is one release: what `helm template` is given.
type Case struct {
	name     string
	chart    *chart
	defaults map[string][]byte // values files of the chart that are others than the fixture's, by name
	files    [][]byte          // -f, in this order
	contents []file            // what --set-file reads
	sets     []setArgument

	helm4 string // why Helm 4 makes something else of it than Helm 3; empty: it does not
	ours  string // why the linter makes something else of it than Helm 3; empty: it does not
}

type setArgument struct{ option, text string }

// chartFiles are the chart's, with the case's own defaults.
func (c *Case) chartFiles() []file {
	files := make([]file, 0, len(c.chart.files))
	for _, f := range c.chart.files {
		if own, ok := c.defaults[f.name]; ok {
			f.data = own
		}
		files = append(files, f)
	}
	return files
}

func (c *Case) chartFile(name string) []byte {
	for _, f := range c.chartFiles() {
		if f.name == name {
			return f.data
		}
	}
	return nil
}

func fileName(index int) string { return fmt.Sprintf("layer%d.yaml", index) }

func (c *Case) fileNames() []string {
	var names []string
	for i := range c.files {
		names = append(names, fileName(i))
	}
	return names
}

func (c *Case) arguments(option string) []string {
	var texts []string
	for _, s := range c.sets {
		if s.option == option {
			texts = append(texts, s.text)
		}
	}
	return texts
}

// read gives what Helm reads from a disk.
func (c *Case) read(name string) ([]byte, bool) {
	for i, data := range c.files {
		if name == fileName(i) {
			return data, true
		}
	}
	for _, f := range c.contents {
		if name == f.name {
			return f.data, true
		}
	}
	return nil, false
}

// show is for a person who has to look into it.
func (c *Case) show() string {
	var out strings.Builder
	for name, data := range c.defaults {
		fmt.Fprintf(&out, "  chart's %s %q\n", name, data)
	}
	for i, data := range c.files {
		fmt.Fprintf(&out, "  -f %s %q\n", fileName(i), data)
	}
	for _, f := range c.contents {
		fmt.Fprintf(&out, "  content %s %q\n", f.name, f.data)
	}
	for _, s := range c.sets {
		fmt.Fprintf(&out, "  %s %q\n", s.option, s.text)
	}
	return out.String()
}
