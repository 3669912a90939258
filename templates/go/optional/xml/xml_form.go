package core

import (
	"encoding/xml"
	"net/url"
	"strings"
)

// ReadForm reads an answer of pairs.
func ReadForm[T any](reply Reply, node XMLNode, decode func(*Decoder) T) (value T, err error) {
	root := &tree{}
	for pair := range strings.SplitSeq(string(reply.Body), "&") {
		name, text, _ := strings.Cut(pair, "=")
		if name, err = url.QueryUnescape(name); err == nil {
			text, err = url.QueryUnescape(text)
		}
		if err != nil {
			return value, err
		}
		if pair != "" {
			root.children = append(root.children, &tree{name: xml.Name{Local: name}, text: text})
		}
	}
	e := Encoder{}
	if err := root.write(&e, forms(node), XMLName{}); err != nil {
		return value, err
	}
	return Decode(e.data, decode)
}

// forms names members as JSON does: what the document says of XML is not meant for forms.
func forms(node XMLNode) XMLNode {
	return func() XMLShape {
		shape := node()
		members := make([]XMLMember, len(shape.Members))
		for i, member := range shape.Members {
			own := XMLName{Local: member.JSON}
			members[i] = XMLMember{JSON: member.JSON, XMLName: own, Item: own, Of: member.Of}
		}
		shape.Members = members
		return shape
	}
}
