package main

import (
	"bytes"
	"errors"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/cli/values"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/getter"
)

// helm3 does with a case what `helm template` of Helm 3 does, up to the rendered template.
func helm3(c *Case) (string, error) {
	var files []*loader.BufferedFile
	for _, f := range c.chartFiles() {
		files = append(files, &loader.BufferedFile{Name: f.name, Data: f.data})
	}
	chart, err := loader.LoadFiles(files)
	if err != nil {
		return "", err
	}
	options := values.Options{
		ValueFiles:    c.fileNames(),
		JSONValues:    c.arguments("--set-json"),
		Values:        c.arguments("--set"),
		StringValues:  c.arguments("--set-string"),
		FileValues:    c.arguments("--set-file"),
		LiteralValues: c.arguments("--set-literal"),
	}
	user, err := options.MergeValues(getter.Providers{{
		Schemes: []string{""},
		New:     func(...getter.Option) (getter.Getter, error) { return memory3{c}, nil },
	}})
	if err != nil {
		return "", err
	}
	if err := chartutil.ProcessDependenciesWithMerge(chart, user); err != nil {
		return "", err
	}
	release := chartutil.ReleaseOptions{Name: "release", Namespace: "default", IsInstall: true}
	effective, err := chartutil.ToRenderValues(chart, user, release, nil)
	if err != nil {
		return "", err
	}
	rendered, err := engine.Render(chart, effective)
	return rendered[c.chart.template], err
}

type memory3 struct{ c *Case }

func (m memory3) Get(name string, _ ...getter.Option) (*bytes.Buffer, error) {
	if data, ok := m.c.read(name); ok {
		return bytes.NewBuffer(data), nil
	}
	return nil, errors.New("there is no such file")
}
