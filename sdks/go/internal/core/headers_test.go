package core

import "testing"

func TestHeadersHaveTypes(t *testing.T) {
	limit, err := HeaderField([]string{"12"}, HeaderText, false, Integer[int])
	if err != nil || *limit != 12 {
		t.Error(limit, err)
	}
	name, err := HeaderField([]string{"12"}, HeaderText, false, String)
	if err != nil || *name != "12" {
		t.Error(name, err)
	}
	list, err := HeaderField([]string{"1, 2", "3"}, HeaderList, false, ListOf(Integer[int]))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "list", *list, []int{1, 2, 3})
	for text, explode := range map[string]bool{"a,1,b,2": false, "a=1,b=2": true} {
		object, err := HeaderField([]string{text}, HeaderObject, explode, MapOf(Integer[int]))
		if err != nil || (*object)["a"] != 1 || (*object)["b"] != 2 {
			t.Error(text, object, err)
		}
	}
	if absent, err := HeaderField(nil, HeaderText, false, String); absent != nil || err != nil {
		t.Error(absent, err)
	}
	if _, err := HeaderField([]string{"x"}, HeaderText, false, Integer[int]); err == nil {
		t.Error("a word was taken for a number")
	}
}
