package goroutine

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// Stopping would let the next interrupt end the program while the command runs.
func run(cmd *exec.Cmd) error {
	go func() {
		signals := make(chan os.Signal, 3)
		signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM) // want "keeps sending signals"
		for n := 0; n < 3; n++ {
			println(<-signals)
		}
	}()
	return cmd.Run()
}

// These do nothing by default.
func resize(cmd *exec.Cmd, redraw func()) error {
	go func() {
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, syscall.SIGWINCH) // want "keeps sending signals"
		for n := 0; n < 3; n++ {
			<-signals
			redraw()
		}
	}()
	return cmd.Run()
}
