package core

import (
	"errors"
	"testing"
)

func TestWebhooksAreReadOrSayWhyNot(t *testing.T) {
	value, err := ReadWebhook([]byte(`"a"`), String)
	if value != "a" || err != nil {
		t.Error(value, err)
	}
	_, err = ReadWebhook([]byte(`3`), String)
	var failure *Failure
	if !errors.As(err, &failure) || failure.Kind != KindDecode || failure.Body != "3" {
		t.Errorf("got %v", err)
	}
	octets, err := ReadWebhook([]byte("not JSON"), Whole)
	if string(octets) != "not JSON" || err != nil {
		t.Error(octets, err)
	}
}
