package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/google/subcommands"
	"github.com/spf13/cobra"
	"github.com/urfave/cli/v3"
)

// What a command leaves open is one for the process, until it ends: hygiene. What may come again and again is a leak.

func main() {
	count := &cobra.Command{
		Use:     "count",
		PreRunE: checked(prepare),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := os.Open(args[0]) // want "os.Open"
			if err != nil {
				return err
			}
			return lines(f.Name(), args[1:])
		},
		Args: func(cmd *cobra.Command, args []string) error {
			f, err := os.Open(args[0]) // want "os.Open"
			if err != nil {
				return err
			}
			_, err = f.Stat()
			return err
		},
	}
	count.PostRunE = summarize
	count.AddCommand(watchCommand)
	if err := count.Execute(); err != nil {
		os.Exit(1)
	}
	go serve()
	subcommands.Execute(context.Background())
}

// Given to the command through a wrapper.
func prepare(cmd *cobra.Command, args []string) error {
	f, err := os.Open("prepared") // want "os.Open"
	if err != nil {
		return err
	}
	_, err = f.Stat()
	return err
}

func checked(run func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return run
}

// Put into its field.
func summarize(cmd *cobra.Command, args []string) error {
	for _, name := range args {
		f, err := os.Open(name) // want "os.Open"
		if err != nil {
			return err
		}
		if cmd.Flag("first") != nil {
			return errors.New("no flag")
		}
		f.Close()
	}
	return nil
}

// Called by the command alone, and by what it calls.
func lines(name string, names []string) error {
	f, err := os.Open(name) // want "os.Open"
	if err != nil {
		return err
	}
	for range names {
		if err := one(f.Name()); err != nil {
			fmt.Println(err)
		}
	}
	return two(names[0])
}

// Called on each turn of a loop that goes on.
func one(name string) error {
	f, err := os.Open(name) // want "os.Open"
	if err != nil {
		return err
	}
	_, err = f.Stat()
	return err
}

// The loop ends with the first failure.
func two(name string) error {
	for {
		if err := three(name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
}

// It leaks where it fails, which ends the process.
func three(name string) error {
	f, err := os.Open(name) // want "os.Open"
	if err != nil {
		return err
	}
	s := bufio.NewScanner(f)
	if s.Scan() {
		return errors.New("too long")
	}
	f.Close()
	return nil
}

var watchCommand = &cobra.Command{Use: "watch", Run: watch}

// Each turn leaves another.
func watch(cmd *cobra.Command, args []string) {
	for {
		f, err := os.Open(args[0]) // want "os.Open"
		if err != nil {
			return
		}
		if _, err := f.Stat(); err != nil {
			return
		}
		time.Sleep(time.Second)
	}
}

// One goroutine, once.
func serve() {
	go func() {
		f, err := os.Open("served") // want "os.Open"
		if err != nil {
			return
		}
		_, _ = f.Stat()
	}()
	for range 1000 {
		go func() {
			f, err := os.Open("served") // want "os.Open"
			if err != nil {
				return
			}
			_, _ = f.Stat()
		}()
	}
	handle(answer)
}

func handle(func()) {}

// A value that anybody may call.
func answer() {
	f, err := os.Open("answered") // want "os.Open"
	if err != nil {
		return
	}
	_, _ = f.Stat()
}

// Nobody is seen to call it.
func forgotten() {
	f, err := os.Open("forgotten") // want "os.Open"
	if err != nil {
		return
	}
	_, _ = f.Stat()
}

// A list of commands leaves their type out.
func app() *cli.Command {
	return &cli.Command{Commands: []*cli.Command{{Name: "list", Action: list}}}
}

func list(ctx context.Context, cmd *cli.Command) error {
	f, err := os.Open("list") // want "os.Open"
	if err != nil {
		return err
	}
	_, err = f.Stat()
	return err
}

type printing struct{}

func (printing) Name() string             { return "print" }
func (printing) Synopsis() string         { return "" }
func (printing) Usage() string            { return "" }
func (printing) SetFlags(f *flag.FlagSet) {}

// The command by its type.
func (p printing) Execute(ctx context.Context, f *flag.FlagSet, args ...any) subcommands.ExitStatus {
	in, err := os.Open(f.Arg(0)) // want "os.Open"
	if err != nil {
		return 1
	}
	_, _ = in.Stat()
	p.page(f.Arg(1))
	return 0
}

// A method of the package's own, called once.
func (printing) page(name string) {
	f, err := os.Open(name) // want "os.Open"
	if err != nil {
		return
	}
	_, _ = f.Stat()
}

// Execute of another type is no command.
func (answering) Execute() {
	f, err := os.Open("no command") // want "os.Open"
	if err != nil {
		return
	}
	_, _ = f.Stat()
}

type answering struct{}
