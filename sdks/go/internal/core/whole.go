package core

import (
	"errors"
	"math/big"
	"strings"
)

var errNotWhole = errors.New("not a whole number of 64 bits")

// wholeNumber reads a number written with a fraction or exponent when it is whole all the same.
func wholeNumber(text string) (int64, error) {
	// An exponent of more digits would be no 64-bit integer, and slow to find out.
	if at := strings.IndexAny(text, "eE"); at >= 0 && len(text)-at > 4 {
		return 0, errNotWhole
	}
	value, ok := new(big.Rat).SetString(text)
	if !ok || !value.IsInt() || !value.Num().IsInt64() {
		return 0, errNotWhole
	}
	return value.Num().Int64(), nil
}
