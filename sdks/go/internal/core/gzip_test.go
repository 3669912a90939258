package core

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestLargeBodiesAreCompressed(t *testing.T) {
	for size, encoding := range map[int]string{gzipFrom - 2: "gzip", gzipFrom - 3: ""} {
		c, attempts := server(t, func(w http.ResponseWriter, r *http.Request, attempt int) {
			equal(t, "encoding", r.Header.Get("Content-Encoding"), encoding)
			body := io.Reader(r.Body)
			if encoding != "" {
				body, _ = gzip.NewReader(r.Body)
			}
			data, _ := io.ReadAll(body)
			equal(t, "size", len(data), size+2)
			if attempt == 1 {
				soon(w, http.StatusServiceUnavailable)
			}
		})
		call := callOf(c, Operation{Name: "up", Method: http.MethodPut, Retry: RetryAlways, MediaType: "application/json", Compress: Gzip})
		JSON(call, strings.Repeat("a", size), EncodeString)
		if _, err := c.Do(within(t, 5*time.Second), call); err != nil {
			t.Error(err)
		}
		equal(t, "attempts", attempts(), 2)
	}
}
