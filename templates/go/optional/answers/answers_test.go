package core

import "testing"

func TestWhatIsNotKnownIsKept(t *testing.T) {
	for body, want := range map[string]any{"": nil, " \n": nil, "true": true, "<p>": "<p>"} {
		equal(t, body, ReadUnknown(Reply{Body: []byte(body)}), want)
	}
}
