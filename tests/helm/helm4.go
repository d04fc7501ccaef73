package main

import (
	"bytes"
	"errors"

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/loader/archive"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	chartutil "helm.sh/helm/v4/pkg/chart/v2/util"
	"helm.sh/helm/v4/pkg/cli/values"
	"helm.sh/helm/v4/pkg/engine"
	"helm.sh/helm/v4/pkg/getter"
)

// helm4 does with a case what `helm template` of Helm 4 does, up to the rendered template.
func helm4(c *Case) (string, error) {
	var files []*archive.BufferedFile
	for _, f := range c.chartFiles() {
		files = append(files, &archive.BufferedFile{Name: f.name, Data: f.data})
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
		New:     func(...getter.Option) (getter.Getter, error) { return memory4{c}, nil },
	}})
	if err != nil {
		return "", err
	}
	if err := chartutil.ProcessDependencies(chart, user); err != nil {
		return "", err
	}
	release := common.ReleaseOptions{Name: "release", Namespace: "default", IsInstall: true}
	effective, err := util.ToRenderValues(chart, user, release, nil)
	if err != nil {
		return "", err
	}
	rendered, err := engine.Render(chart, effective)
	return rendered[c.chart.template], err
}

type memory4 struct{ c *Case }

func (m memory4) Get(name string, _ ...getter.Option) (*bytes.Buffer, error) {
	if data, ok := m.c.read(name); ok {
		return bytes.NewBuffer(data), nil
	}
	return nil, errors.New("there is no such file")
}
