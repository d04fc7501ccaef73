package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// linter is the running program print_effective, which reads and merges as the linter does.
type linter struct {
	in  *bufio.Writer
	out *bufio.Reader
}

func startLinter(program string) (*linter, error) {
	command := exec.Command(program)
	in, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	command.Stderr = os.Stderr
	return &linter{bufio.NewWriter(in), bufio.NewReader(out)}, command.Start()
}

// effective gives the effective values, or the linter's refusal as the second result.
func (l *linter) effective(c *Case) (any, error, error) {
	l.write("umbrella", "values.yaml", c.chartFile("values.yaml"))
	for _, a := range c.chart.aliases {
		l.write("subchart", a.name, c.chartFile(a.values))
	}
	for i, data := range c.files {
		l.write("file", fileName(i), data)
	}
	for _, f := range c.contents {
		l.write("content", f.name, f.data)
	}
	for _, s := range c.sets {
		l.write("set", s.option, []byte(s.text))
	}
	fmt.Fprintln(l.in, "run")
	if err := l.in.Flush(); err != nil {
		return nil, nil, err
	}
	line, err := l.out.ReadBytes('\n')
	if errors.Is(err, io.EOF) {
		return nil, nil, errors.New("the linter has died")
	}
	var answer struct {
		Values any
		Error  string
	}
	if err == nil {
		err = json.Unmarshal(line, &answer)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%w in %q", err, line)
	}
	if answer.Error != "" {
		return nil, errors.New(answer.Error), nil
	}
	return answer.Values, nil, nil
}

func (l *linter) write(kind, name string, data []byte) {
	fmt.Fprintf(l.in, "%s %s %d\n", kind, name, len(data))
	l.in.Write(data)
	fmt.Fprintln(l.in)
}
