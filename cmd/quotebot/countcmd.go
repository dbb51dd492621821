package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"quotebot/bot/toot"
)

func newCountCommand() *cobra.Command {
	var cw, flavour string
	var jsonl bool
	cmd := &cobra.Command{
		Use:   "count [TEXT|-]",
		Short: "Count a text's length as a server counts it",
		Long: `Print the length of a text as a server of the given flavour counts it, with its
content warning. "-" or no text reads standard input, less one final line end.
--jsonl reads objects {"text":…,"cw":…}, one a line, and writes {"length":N}.`,
		Example: `  quotebot count "see https://example.com/a/long/path"
  quotebot count --flavour gotosocial - <toot.txt`,
		Args: arguments(0, 1, "give one text, in quotation marks: quotebot count \"TEXT\""),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := toot.ParseFlavour(flavour)
			if err != nil {
				return usageError{err}
			}
			limits := toot.Limits{Flavour: f}
			if jsonl {
				if len(args) > 0 || cw != "" {
					return usageError{errors.New("--jsonl reads texts and warnings from standard input: leave out TEXT and --cw")}
				}
				return countLines(cmd.InOrStdin(), cmd.OutOrStdout(), limits)
			}
			text, err := argumentOrInput(cmd.InOrStdin(), args)
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), toot.Length(text, cw, limits))
			return nil
		},
	}
	cmd.Flags().StringVar(&cw, "cw", "", "content warning, counted with the text")
	cmd.Flags().StringVar(&flavour, "flavour", string(toot.Mastodon), "mastodon, gotosocial, pleroma or unknown")
	cmd.Flags().BoolVar(&jsonl, "jsonl", false, "read and write one JSON object a line")
	return cmd
}

func countLines(in io.Reader, out io.Writer, limits toot.Limits) error {
	type question struct {
		Text string `json:"text"`
		CW   string `json:"cw"`
	}
	type answer struct {
		Length int `json:"length"`
	}
	return eachLine(in, out, func(q question) (any, error) { return answer{toot.Length(q.Text, q.CW, limits)}, nil })
}

// maxInput bounds one text or line that is read, in bytes.
const maxInput = 64 << 20

// argumentOrInput is the one argument, or standard input for "-" or none.
func argumentOrInput(in io.Reader, args []string) (string, error) {
	if len(args) == 1 && args[0] != "-" {
		return args[0], nil
	}
	data, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	if err != nil {
		return "", fmt.Errorf("read standard input: %w", err)
	}
	if len(data) > maxInput {
		return "", fmt.Errorf("read standard input: more than %d MiB", maxInput>>20)
	}
	return strings.TrimSuffix(string(data), "\n"), nil
}

// eachLine answers JSON objects, one a line. A line that is none, or that answer
// refuses, ends it with the line's number.
func eachLine[Q any](in io.Reader, out io.Writer, answer func(Q) (any, error)) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxInput)
	w := bufio.NewWriter(out)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	n := 1
	for ; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		a, err := answerLine(lines.Bytes(), answer)
		if err != nil {
			return errors.Join(w.Flush(), usageError{fmt.Errorf("line %d %w", n, err)})
		}
		if err := e.Encode(a); err != nil {
			return err
		}
	}
	err := lines.Err()
	if errors.Is(err, bufio.ErrTooLong) {
		return errors.Join(w.Flush(), usageError{fmt.Errorf("line %d is longer than %d MiB", n, maxInput>>20)})
	}
	if err != nil {
		return errors.Join(w.Flush(), fmt.Errorf("read standard input: %w", err))
	}
	return w.Flush()
}

func answerLine[Q any](line []byte, answer func(Q) (any, error)) (any, error) {
	var q *Q // nil after null
	if err := json.Unmarshal(line, &q); err != nil {
		return nil, fmt.Errorf("is not the JSON object that is wanted: %w", err)
	}
	if q == nil {
		return nil, errors.New("is not the JSON object that is wanted: it is null")
	}
	return answer(*q)
}
