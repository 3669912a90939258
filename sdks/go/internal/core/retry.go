package core

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// budget stops retry storms: a retry costs, a success pays back.
type budget struct {
	mutex  sync.Mutex
	tokens float64
}

func (b *budget) spend() bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.tokens < budgetRetryCost {
		return false
	}
	b.tokens -= budgetRetryCost
	return true
}

func (b *budget) refund() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.tokens = min(budgetCapacity, b.tokens+budgetSuccessRefund)
}

// transient says whether sending again may help.
func transient(err error) bool {
	var failure *Failure
	if !errors.As(err, &failure) {
		return false
	}
	switch failure.Kind {
	case KindConnection, KindTimeout:
		return true
	case KindResponse:
		return slices.Contains(retryStatuses[:], failure.Status)
	default:
		return false
	}
}

// delay is how long to wait before retry n, counted from 0; false when the server asks for more than is ever waited.
func delay(n int, err error) (time.Duration, bool) {
	var failure *Failure
	if errors.As(err, &failure) && failure.RetryAfter != nil {
		return *failure.RetryAfter, *failure.RetryAfter <= maxRetryAfter
	}
	return backoff(n, backoffInitial, backoffMax), true
}

// backoff is a wait of our own: longer each time, and spread so that clients do not come back all at once.
func backoff(n int, initial, limit time.Duration) time.Duration {
	return time.Duration(float64(grown(n, initial, limit)) * (jitterLow + rand.Float64()*(jitterHigh-jitterLow)))
}

func grown(n int, initial, limit time.Duration) time.Duration {
	return time.Duration(min(float64(initial)*math.Pow(backoffFactor, float64(n)), float64(limit)))
}

// sleep waits; false when the context ends first or would: its deadline then is nearer than the end of the wait.
func sleep(ctx context.Context, wait time.Duration) bool {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
		return false
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// retryAfter reads when the server wants to be asked again: milliseconds, seconds, a fraction of them, or a date.
func retryAfter(header http.Header, now time.Time) *time.Duration {
	if wait, ok := duration(header.Get(headerRetryAfterMS), time.Millisecond); ok {
		return &wait
	}
	text := header.Get(headerRetryAfter)
	if wait, ok := duration(text, time.Second); ok {
		return &wait
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return nil
	}
	wait := max(0, date.Sub(now))
	return &wait
}

func duration(text string, unit time.Duration) (time.Duration, bool) {
	value, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || math.IsNaN(value) || value < 0 {
		return 0, false
	}
	return time.Duration(min(value*float64(unit), math.MaxInt64/2)), true
}
