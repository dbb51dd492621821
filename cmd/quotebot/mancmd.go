package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newManCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Write manual pages, one a command",
		Long: `Write the manual pages of all commands to the folder DIR, which is made if it is
not there. They say what --help says. Shell completions are written by
quotebot completion.`,
		Example: `  quotebot man /usr/local/share/man/man1`,
		Args:    arguments(1, 1, "name one folder: quotebot man DIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return fmt.Errorf("write manual pages: %w: name a folder that this user may write", err)
			}
			root := cmd.Root()
			root.DisableAutoGenTag = true // pages say what the program does, not what made them
			header := &doc.GenManHeader{Title: "QUOTEBOT", Section: "1", Source: "quotebot " + version(), Manual: "quotebot"}
			if err := doc.GenManTree(root, header, args[0]); err != nil {
				return fmt.Errorf("write manual pages: %w", err)
			}
			return nil
		},
	}
}
