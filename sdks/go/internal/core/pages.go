package core

import "iter"

// Items goes through the items of pages, which are asked for as the loop reaches them.
func Items[P, T any](pages iter.Seq2[*P, error], items func(*P) []T) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for page, err := range pages {
			if err != nil {
				yield(nil, err)
				return
			}
			list := items(page)
			for i := range list {
				if !yield(&list[i], nil) {
					return
				}
			}
		}
	}
}

// NotZero points to a value that is more than the zero value, which as a cursor means that there is no more.
func NotZero[T comparable](value T) *T {
	var zero T
	if value == zero {
		return nil
	}
	return &value
}
