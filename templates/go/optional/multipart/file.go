package core

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"strconv"
	"strings"
)

// File is octets with a name and a type.
type File struct {
	Name        string
	ContentType string
	Header      map[string][]string
	Content     io.Reader
}

// attached are the files met while a value is encoded: the JSON has a token for each that no text of a caller's can be.
type attached struct {
	token string
	files []File
}

func newAttached() *attached {
	var nonce [16]byte
	_, _ = rand.Read(nonce[:])
	return &attached{token: "\x00" + hex.EncodeToString(nonce[:]) + "-"}
}

func (a *attached) add(file File) string {
	a.files = append(a.files, file)
	return a.token + strconv.Itoa(len(a.files)-1)
}

func (a *attached) file(text string) (File, bool) {
	number, ok := strings.CutPrefix(text, a.token)
	index, err := strconv.Atoi(number)
	if !ok || err != nil || index >= len(a.files) {
		return File{}, false
	}
	return a.files[index], true
}

// EncodeFile writes a file: into a multipart body as it is, into JSON as an object with its content in base64.
func EncodeFile(e *Encoder, file File) {
	if files, ok := e.attached.(*attached); ok {
		EncodeString(e, files.add(file))
		return
	}
	var content []byte
	if file.Content != nil {
		data, err := io.ReadAll(file.Content)
		if err != nil {
			e.abort(err)
		}
		content = data
	}
	e.Begin('{')
	if file.Name != "" {
		Put(e, "name", file.Name, EncodeString)
	}
	if file.ContentType != "" {
		Put(e, "content_type", file.ContentType, EncodeString)
	}
	if len(file.Header) > 0 {
		Put(e, "headers", file.Header, EncodeMapOf(EncodeListOf(EncodeString)))
	}
	Put(e, "$content", base64.StdEncoding.EncodeToString(content), EncodeString)
	e.End('}')
}

// DecodeFile reads what EncodeFile writes into JSON, or a text that is the content where it can be nothing else.
func DecodeFile(d *Decoder) (file File) {
	if d.space() == '"' && d.judging == lenient {
		return File{Content: strings.NewReader(String(d))}
	}
	found := false
	for name := range d.Object() {
		switch string(name) {
		case "name":
			file.Name = orEmpty(d)
		case "content_type":
			file.ContentType = orEmpty(d)
		case "headers":
			file.Header = fileHeaders(d)
		case "$content":
			found = true
			file.Content = bytes.NewReader(Parsed(d, base64.StdEncoding.DecodeString, "base64"))
		default:
			d.skip()
		}
	}
	if !found {
		d.Refuse(errors.New("a file has its content in base64"))
	}
	return file
}

// fileHeaders reads header fields, each with one text or a list of them.
func fileHeaders(d *Decoder) map[string][]string {
	if d.Null() {
		return nil
	}
	header := map[string][]string{}
	for name := range d.Object() {
		key := string(name)
		if d.space() == '"' {
			header[key] = []string{String(d)}
			continue
		}
		header[key] = ListOf(String)(d)
	}
	return header
}

func orEmpty(d *Decoder) string {
	if d.Null() {
		return ""
	}
	return String(d)
}
