package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"quotebot/bot"
)

// README's tables are the program's own words.
func TestReadmeTables(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	for _, table := range []string{settingsTable(), commandsTable(newRoot(), "")} {
		for row := range strings.Lines(table) {
			if !strings.Contains(readme, row) {
				t.Errorf("README.md lacks the row\n%s", row)
			}
		}
	}
	rows := strings.Count(readme, "\n| `")
	if want := strings.Count(settingsTable()+commandsTable(newRoot(), ""), "\n"); rows != want {
		t.Errorf("README.md has %d rows of settings and commands, the program %d", rows, want)
	}
}

func settingsTable() string {
	var b strings.Builder
	for _, v := range bot.DefaultSettings().Variables() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", v.Name, strings.ReplaceAll(v.Default, "*", `\*`), v.Meaning)
	}
	return b.String()
}

func commandsTable(cmd *cobra.Command, path string) string {
	var b strings.Builder
	for _, c := range cmd.Commands() {
		name := strings.TrimSpace(path + " " + c.Use)
		if c.HasSubCommands() {
			b.WriteString(commandsTable(c, c.Name()))
			continue
		}
		fmt.Fprintf(&b, "| `quotebot %s` | %s |\n", strings.ReplaceAll(name, "|", `\|`), c.Short)
	}
	return b.String()
}
