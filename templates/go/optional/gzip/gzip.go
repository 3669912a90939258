package core

import (
	"bytes"
	"compress/gzip"
)

// Gzip compresses a body, or gives nil where that is not worth the work.
func Gzip(data []byte) []byte {
	if len(data) < gzipFrom {
		return nil
	}
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzipLevel)
	if err != nil {
		return nil
	}
	_, err = w.Write(data)
	if closed := w.Close(); err != nil || closed != nil {
		return nil
	}
	return out.Bytes()
}
