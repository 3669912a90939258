package core

import (
	"context"
	"errors"
	"io"
	"time"
)

var errReadTimeout = errors.New("the server was silent for longer than the read timeout")

// watchdog cancels an attempt when no byte has moved for a while.
type watchdog struct {
	limit time.Duration
	timer *time.Timer
}

func watch(limit time.Duration, cancel context.CancelCauseFunc) *watchdog {
	if limit <= 0 {
		return &watchdog{}
	}
	return &watchdog{limit: limit, timer: time.AfterFunc(limit, func() { cancel(errReadTimeout) })}
}

func (w *watchdog) feed() {
	if w.timer != nil {
		w.timer.Reset(w.limit)
	}
}

func (w *watchdog) stop() {
	if w.timer != nil {
		w.timer.Stop()
	}
}

// watched is a body whose bytes feed the watchdog; closing it ends the attempt.
type watched struct {
	io.ReadCloser
	dog    *watchdog
	cancel context.CancelCauseFunc
}

func (b *watched) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.dog.feed()
	}
	return n, err
}

func (b *watched) Close() error {
	b.dog.stop()
	err := b.ReadCloser.Close()
	b.cancel(context.Canceled)
	return err
}
