package core

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"mime"
	"slices"
	"strings"
)

// Multipart sets a body of parts. Files are read while they are sent.
func Multipart[T any](call *Call, value T, encode func(*Encoder, T), fields []Field) {
	files := newAttached()
	e := Encoder{attached: files}
	encode(&e, value)
	if e.err != nil {
		call.refuse(InvalidArgument("%s: %v", call.Operation.Name, e.err))
		return
	}
	object, ok := call.object(e.data)
	if !ok {
		return
	}
	m := &multipart{files: files, boundary: NewKey()}
	for field, value := range fieldsOf(object, fields) {
		m.add(call, field, value)
	}
	m.text("--" + m.boundary + "--\r\n")
	call.body = &m.body
	kind, parameters, err := mime.ParseMediaType(call.Operation.MediaType)
	if err != nil {
		kind, parameters = "multipart/form-data", map[string]string{}
	}
	parameters["boundary"] = m.boundary
	call.mediaType = mime.FormatMediaType(kind, parameters)
}

type multipart struct {
	files    *attached
	boundary string
	body     pieces
}

func (m *multipart) add(call *Call, field Field, value Value) {
	if field.Repeated && value.kind == isList {
		for _, item := range value.items {
			m.part(call, field, item)
		}
		return
	}
	if value.kind != isNull || field.Content == JSONPart {
		m.part(call, field, value)
	}
}

func (m *multipart) part(call *Call, field Field, value Value) {
	if file, ok := m.files.file(value.text); ok {
		m.file(call, field, file)
		return
	}
	if field.Content == ValuePart {
		field.Content, field.ContentType = TextPart, ""
		if value.kind == isObject || value.kind == isList {
			field.Content, field.ContentType = JSONPart, "application/json"
		}
	}
	text := value.text
	switch {
	case field.Content == JSONPart:
		text = value.JSON().text
	case field.Content == XMLPart:
		data, err := field.XML([]byte(value.JSON().text))
		if err != nil {
			call.refuse(InvalidArgument("%s: %v", field.Name, err))
		}
		text = string(data)
	case value.kind == isList:
		text = value.joined(field.Style, ",", func(text string) string { return text })
	}
	m.begin(field.Name, "", field.ContentType, nil)
	m.text(text + "\r\n")
}

func (m *multipart) file(call *Call, field Field, file File) {
	name, kind := file.Name, file.ContentType
	if name == "" {
		name = field.Name
	}
	if kind == "" {
		kind = field.ContentType
	}
	if kind == "" || strings.Contains(kind, "*") {
		kind = "application/octet-stream"
	}
	for header, values := range file.Header {
		if failure := badHeader(header, strings.Join(values, "")); failure != nil {
			call.refuse(failure)
		}
	}
	if failure := badHeader("Content-Type", kind); failure != nil {
		call.refuse(failure)
	}
	m.begin(field.Name, name, kind, file.Header)
	m.body = append(m.body, pieceOf(file.Content))
	m.text("\r\n")
}

func (m *multipart) begin(name, file, kind string, header map[string][]string) {
	var out strings.Builder
	fmt.Fprintf(&out, "--%s\r\nContent-Disposition: form-data; name=\"%s\"", m.boundary, quoted.Replace(name))
	if file != "" {
		fmt.Fprintf(&out, "; filename=\"%s\"", quoted.Replace(file))
	}
	out.WriteString("\r\n")
	if kind != "" {
		out.WriteString("Content-Type: " + kind + "\r\n")
	}
	for _, field := range slices.Sorted(maps.Keys(header)) {
		for _, value := range header[field] {
			out.WriteString(field + ": " + value + "\r\n")
		}
	}
	m.text(out.String() + "\r\n")
}

// quoted is how browsers write names of parts.
var quoted = strings.NewReplacer("\"", "%22", "\r", "%0D", "\n", "%0A")

func (m *multipart) text(text string) {
	if last := len(m.body) - 1; last >= 0 && m.body[last].text != nil {
		m.body[last].text = append(m.body[last].text, text...)
		return
	}
	m.body = append(m.body, piece{text: []byte(text)})
}

// pieces are a body that is partly there and partly read when it is sent.
type pieces []piece

type piece struct {
	text   []byte
	stream *upload
}

func pieceOf(content io.Reader) piece {
	if content == nil {
		content = bytes.NewReader(nil)
	}
	return piece{stream: uploadOf(content)}
}

func (p *pieces) Open() (io.Reader, int64, error) {
	readers := make([]io.Reader, 0, len(*p))
	total := int64(0)
	for _, one := range *p {
		if one.text != nil {
			readers = append(readers, bytes.NewReader(one.text))
			total = sum(total, int64(len(one.text)))
			continue
		}
		reader, length, err := one.stream.Open()
		if err != nil {
			return nil, 0, err
		}
		readers = append(readers, reader)
		total = sum(total, length)
	}
	return io.MultiReader(readers...), total, nil
}

func sum(total, length int64) int64 {
	if total < 0 || length < 0 {
		return -1
	}
	return total + length
}

func (p *pieces) Again() bool {
	return !slices.ContainsFunc(*p, func(one piece) bool { return one.stream != nil && !one.stream.Again() })
}
