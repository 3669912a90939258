package core

import (
	"bytes"
	"io"
	"mime"
	parts "mime/multipart"
	"strings"
	"testing"
)

type upForm struct {
	title string
	file  *File
	more  []File
}

func encodeUpForm(e *Encoder, v upForm) {
	e.Begin('{')
	Put(e, "title", v.title, EncodeString)
	PutPointer(e, "file", v.file, EncodeFile)
	PutList(e, "more", v.more, EncodeListOf(EncodeFile))
	Put(e, "meta", any(map[string]any{"k": "v"}), EncodeAny)
	e.End('}')
}

var upFields = []Field{
	{Name: "file", Content: FilePart, ContentType: "image/png"},
	{Name: "title"},
	{Name: "more", Content: FilePart, Repeated: true, ContentType: "application/octet-stream"},
	{Name: "meta", Content: JSONPart, ContentType: "application/json"},
}

func TestPartsComeInTheOrderOfTheDocument(t *testing.T) {
	call := NewCall(&Operation{Name: "up", Method: "POST", MediaType: "multipart/form-data"}, CallSettings{})
	Multipart(call, upForm{
		title: "a\x00b",
		file:  &File{Content: strings.NewReader("png"), Header: map[string][]string{"X-Part": {"1"}}},
		more:  []File{{Name: "q\".txt", ContentType: "text/plain", Content: bytes.NewBufferString("one")}, {Content: strings.NewReader("two")}},
	}, encodeUpForm, upFields)
	_, parameters, err := mime.ParseMediaType(call.mediaType)
	if err != nil {
		t.Fatal(err)
	}
	body := bodyText(t, call)
	reader := parts.NewReader(strings.NewReader(body), parameters["boundary"])
	var seen []string
	for {
		part, err := reader.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		content, _ := io.ReadAll(part)
		seen = append(seen, strings.Join([]string{part.FormName(), part.FileName(), part.Header.Get("Content-Type"), part.Header.Get("X-Part"), string(content)}, "|"))
	}
	same(t, "parts", seen, []string{
		"file|file|image/png|1|png",
		"title||||a\x00b",
		"more|q%22.txt|text/plain||one",
		"more|more|application/octet-stream||two",
		"meta||application/json||{\"k\":\"v\"}",
	})
	equal(t, "can be sent again", call.body.Again(), false)
}

func TestFilesThatRewindAreSentAgain(t *testing.T) {
	call := NewCall(&Operation{Name: "up", MediaType: "multipart/form-data"}, CallSettings{})
	Multipart(call, upForm{file: &File{Content: strings.NewReader("png")}}, encodeUpForm, upFields)
	first := bodyText(t, call)
	equal(t, "second", bodyText(t, call), first)
	_, length, _ := call.body.Open()
	equal(t, "length", length, int64(len(first)))
	equal(t, "can be sent again", call.body.Again(), true)
}

func TestAPartsHeaderCannotBeBrokenOutOf(t *testing.T) {
	call := NewCall(&Operation{Name: "up", MediaType: "multipart/form-data"}, CallSettings{})
	Multipart(call, upForm{file: &File{ContentType: "a\r\nX: y"}}, encodeUpForm, upFields)
	if call.err == nil {
		t.Error("it was taken")
	}
}

func TestFilesAreObjectsInJSON(t *testing.T) {
	data, err := Encode(File{Name: "a", Content: strings.NewReader("hi")}, EncodeFile)
	equal(t, "text", string(data), `{"name":"a","$content":"aGk="}`)
	file, again := Decode(data, DecodeFile)
	if err != nil || again != nil {
		t.Fatal(err, again)
	}
	content, _ := io.ReadAll(file.Content)
	equal(t, "content", string(content), "hi")
}
