package core

// XMLKind is what JSON an element or attribute stands for.
type XMLKind int

// A string, another text such as a number, members, a list, names that are data, or whatever it looks like.
const (
	XMLString XMLKind = iota
	XMLRaw
	XMLObject
	XMLList
	XMLMap
	XMLAny
)

// XMLName is the name of an element or attribute.
type XMLName struct {
	Local  string
	Space  string
	Prefix string
}

// XMLNode says how a value is written. It is a function because types may contain themselves.
type XMLNode func() XMLShape

// XMLShape is what an XMLNode gives.
type XMLShape struct {
	Kind    XMLKind
	Members []XMLMember
	// Of is what a list or map has.
	Of XMLNode
}

// XMLMember is a member of an object.
type XMLMember struct {
	// JSON is its name there.
	JSON string
	XMLName
	Attribute bool
	// Wrapped lists have an element around their items.
	Wrapped bool
	Item    XMLName
	Of      XMLNode
}

// element is the name of what one value of the member is in; items of a list without a wrapper are told apart by it.
func (m XMLMember) element(shape XMLShape) XMLName {
	if shape.Kind == XMLList && !m.Wrapped {
		return m.Item
	}
	return m.XMLName
}

// XMLOf is a node of a kind that has nothing within.
func XMLOf(kind XMLKind) XMLNode { return func() XMLShape { return XMLShape{Kind: kind} } }

// XMLWith is a list or map.
func XMLWith(kind XMLKind, of XMLNode) XMLNode {
	return func() XMLShape { return XMLShape{Kind: kind, Of: of} }
}
