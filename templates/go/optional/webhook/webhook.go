package core

import "bytes"

// ReadWebhook reads the body of a request the API makes.
func ReadWebhook[T any](body []byte, decode func(*Decoder) T) (value T, err error) {
	value, err = Decode(bytes.TrimPrefix(body, byteOrderMark), decode)
	if err != nil {
		return value, &Failure{Kind: KindDecode, Code: codeDecode, Message: err.Error(), Cause: err, Body: string(body)}
	}
	return value, nil
}

// Whole gives what carries no JSON.
func Whole(d *Decoder) []byte {
	d.pos = len(d.data)
	return d.data
}
