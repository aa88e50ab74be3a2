package main

import (
	"os"

	"github.com/alecthomas/kong"
)

// What a command leaves open is one for the process, until it ends: hygiene. A field with this tag is a command.

var cli struct {
	List listCmd `cmd:"" help:"List what is there."`
	Idle idleCmd `help:"Not a command."`
}

type listCmd struct {
	Path string
}

func (cmd *listCmd) Run() error {
	f, err := os.Open(cmd.Path) // want "os.Open"
	if err != nil {
		return err
	}
	return sized(f.Name())
}

// Its error is the command's.
func sized(path string) error {
	f, err := os.Open(path) // want "os.Open"
	if err != nil {
		return err
	}
	_, err = f.Stat()
	return err
}

type idleCmd struct{}

func (cmd *idleCmd) Run() error {
	f, err := os.Open("idle") // want "os.Open"
	if err != nil {
		return err
	}
	_, err = f.Stat()
	return err
}

func main() {
	ctx := kong.Parse(&cli)
	ctx.FatalIfErrorf(ctx.Run())
}
