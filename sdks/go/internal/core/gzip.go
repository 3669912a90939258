package core

import (
	"bytes"
	"compress/gzip"
)

// gzipFrom is how large a body is before it is worth the work.
const gzipFrom = 16 << 10

// Gzip compresses a body, or gives nil where it is not worth it.
func Gzip(data []byte) []byte {
	if len(data) < gzipFrom {
		return nil
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write(data)
	if closed := w.Close(); err != nil || closed != nil {
		return nil
	}
	return out.Bytes()
}
