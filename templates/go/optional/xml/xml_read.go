package core

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxXMLDepth bounds nesting, so that no answer can exhaust the stack.
const maxXMLDepth = 1_000

// ReadXML reads an answer in XML.
func ReadXML[T any](reply Reply, node XMLNode, decode func(*Decoder) T) (value T, err error) {
	text, err := jsonOfXML(reply.Body, node)
	if err != nil {
		return value, err
	}
	return Decode(text, decode)
}

// XMLBodyOf reads the body of a failure in XML.
func XMLBodyOf[T any](node XMLNode, decode func(*Decoder) T) func([]byte) (any, error) {
	return func(data []byte) (any, error) { return ReadXML(Reply{Body: data}, node, decode) }
}

// tree is an element as it was read. Text and elements beside each other are nothing JSON has a form for.
type tree struct {
	name       xml.Name
	attributes []xml.Attr
	children   []*tree
	text       string
}

func jsonOfXML(data []byte, node XMLNode) ([]byte, error) {
	root, err := readTree(data)
	if err != nil {
		return nil, err
	}
	e := Encoder{}
	if err := root.write(&e, node, XMLName{}); err != nil {
		return nil, err
	}
	return e.data, e.err
}

func readTree(data []byte) (*tree, error) {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	document := &tree{}
	open := []*tree{document}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		inner := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			child := &tree{name: token.Name, attributes: token.Copy().Attr}
			inner.children = append(inner.children, child)
			if open = append(open, child); len(open) > maxXMLDepth {
				return nil, errors.New("nested too deeply")
			}
		case xml.EndElement:
			if len(inner.children) > 0 && strings.TrimSpace(inner.text) != "" {
				return nil, fmt.Errorf("<%s> has text beside elements", inner.name.Local)
			}
			open = open[:len(open)-1]
		case xml.CharData:
			inner.text += string(token)
		case xml.Directive:
			return nil, errors.New("a document type is not read")
		}
	}
	if len(document.children) != 1 || strings.TrimSpace(document.text) != "" {
		return nil, errors.New("one element expected")
	}
	return document.children[0], nil
}

func (t *tree) isNil() bool {
	for _, attribute := range t.attributes {
		if attribute.Name.Local == "nil" && strings.HasSuffix(attribute.Name.Space, "XMLSchema-instance") {
			return attribute.Value == "true" || attribute.Value == "1"
		}
	}
	return false
}

// write gives the JSON of an element; item names the items of a list.
func (t *tree) write(e *Encoder, node XMLNode, item XMLName) error {
	if t.isNil() {
		EncodeNull(e)
		return nil
	}
	shape := node()
	switch shape.Kind {
	case XMLObject:
		return t.object(e, shape)
	case XMLMap:
		return t.named(e, shape.Of)
	case XMLList:
		return list(e, t.children, shape.Of)
	case XMLAny:
		return t.any(e)
	default:
		if len(t.children) > 0 {
			return fmt.Errorf("<%s> has elements where a text is expected", t.name.Local)
		}
		scalar(e, shape.Kind, t.text)
		return nil
	}
}

func scalar(e *Encoder, kind XMLKind, text string) {
	if kind == XMLRaw {
		// The decoder says what is wrong with it.
		if text = strings.TrimSpace(text); endOfNumber([]byte(text), 0) == len(text) || text == "true" || text == "false" {
			e.Raw([]byte(text))
			return
		}
	}
	EncodeString(e, text)
}

func list(e *Encoder, items []*tree, of XMLNode) error {
	e.Begin('[')
	for _, item := range items {
		e.Next()
		if err := item.write(e, of, XMLName{}); err != nil {
			return err
		}
	}
	e.End(']')
	return nil
}

func (t *tree) object(e *Encoder, shape XMLShape) error {
	e.Begin('{')
	taken := map[*tree]bool{}
	for _, member := range shape.Members {
		if member.Attribute {
			t.attribute(e, member)
			continue
		}
		of := member.Of()
		found := t.find(member.element(of), taken)
		if len(found) == 0 {
			continue
		}
		e.Name(member.JSON)
		var err error
		switch {
		case of.Kind == XMLList && !member.Wrapped:
			err = list(e, found, of.Of)
		default:
			err = found[0].write(e, member.Of, member.Item)
		}
		if err != nil {
			return err
		}
	}
	rest := &tree{}
	for _, child := range t.children {
		if !taken[child] {
			rest.children = append(rest.children, child)
		}
	}
	if err := rest.members(e, XMLOf(XMLAny)); err != nil {
		return err
	}
	e.End('}')
	return nil
}

func (t *tree) attribute(e *Encoder, member XMLMember) {
	for _, attribute := range t.attributes {
		if matches(attribute.Name, member.XMLName) {
			e.Name(member.JSON)
			scalar(e, member.Of().Kind, attribute.Value)
			return
		}
	}
}

// find gives the elements of a name that no member before it has.
func (t *tree) find(name XMLName, taken map[*tree]bool) (found []*tree) {
	for _, child := range t.children {
		if !taken[child] && matches(child.name, name) {
			taken[child] = true
			found = append(found, child)
		}
	}
	return found
}

// matches compares names; a namespace only where the document gives one.
func matches(name xml.Name, wanted XMLName) bool {
	return name.Local == wanted.Local && (wanted.Space == "" || name.Space == wanted.Space)
}

func (t *tree) named(e *Encoder, of XMLNode) error {
	e.Begin('{')
	err := t.members(e, of)
	e.End('}')
	return err
}

// members writes elements by their names; what comes more than once is a list.
func (t *tree) members(e *Encoder, of XMLNode) error {
	taken := map[*tree]bool{}
	for _, child := range t.children {
		if taken[child] {
			continue
		}
		found := t.find(XMLName{Local: child.name.Local}, taken)
		e.Name(child.name.Local)
		shape := of()
		var err error
		switch {
		case shape.Kind == XMLList:
			err = list(e, found, shape.Of)
		case len(found) > 1:
			err = list(e, found, of)
		default:
			err = child.write(e, of, XMLName{})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tree) any(e *Encoder) error {
	if len(t.children) == 0 {
		EncodeString(e, t.text)
		return nil
	}
	return t.named(e, XMLOf(XMLAny))
}
