package core

// EncodeListOf writes an array; nil is an empty one.
func EncodeListOf[T any](item func(*Encoder, T)) func(*Encoder, []T) {
	return func(e *Encoder, list []T) {
		e.Begin('[')
		for index, value := range list {
			if index > 0 {
				e.data = append(e.data, ',')
			}
			item(e, value)
		}
		e.End(']')
	}
}

// EncodeMapOf writes an object in order of its names; nil is an empty one.
func EncodeMapOf[T any](value func(*Encoder, T)) func(*Encoder, map[string]T) {
	return func(e *Encoder, values map[string]T) {
		e.Begin('{')
		PutExtra(e, values, value)
		e.End('}')
	}
}

// EncodePointerTo writes a value, or nil as null.
func EncodePointerTo[T any](inner func(*Encoder, T)) func(*Encoder, *T) {
	return func(e *Encoder, value *T) {
		if value == nil {
			EncodeNull(e)
			return
		}
		inner(e, *value)
	}
}

// EncodeListOrNull writes a list, or nil as null.
func EncodeListOrNull[T any](inner func(*Encoder, []T)) func(*Encoder, []T) {
	return func(e *Encoder, list []T) {
		if list == nil {
			EncodeNull(e)
			return
		}
		inner(e, list)
	}
}

// EncodeMapOrNull writes a map, or nil as null.
func EncodeMapOrNull[T any](inner func(*Encoder, map[string]T)) func(*Encoder, map[string]T) {
	return func(e *Encoder, values map[string]T) {
		if values == nil {
			EncodeNull(e)
			return
		}
		inner(e, values)
	}
}

// EncodePairOf writes an array of two.
func EncodePairOf[T any](item func(*Encoder, T)) func(*Encoder, [2]T) {
	return func(e *Encoder, pair [2]T) { EncodeListOf(item)(e, pair[:]) }
}
