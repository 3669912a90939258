package core

import (
	"strings"
	"testing"
)

func book() XMLShape {
	return XMLShape{Kind: XMLObject, Members: []XMLMember{
		{JSON: "id", XMLName: XMLName{Local: "id"}, Attribute: true, Of: XMLOf(XMLRaw)},
		{JSON: "title", XMLName: XMLName{Local: "title", Space: "urn:t", Prefix: "t"}, Of: XMLOf(XMLString)},
		{JSON: "tags", XMLName: XMLName{Local: "tags"}, Item: XMLName{Local: "tag"}, Of: XMLWith(XMLList, XMLOf(XMLString))},
		{JSON: "parts", XMLName: XMLName{Local: "parts"}, Wrapped: true, Item: XMLName{Local: "part"}, Of: XMLWith(XMLList, book)},
		{JSON: "price", XMLName: XMLName{Local: "price"}, Of: XMLOf(XMLRaw)},
	}}
}

func TestXMLGoesThereAndBack(t *testing.T) {
	json := `{"id":9007199254740993,"title":"a <b> & \"c\"","tags":["x","y"],"parts":[{"id":1},{"title":"p"}],"price":0.5,"more":"z"}`
	data, err := writeXML([]byte(json), XMLName{Local: "book"}, book)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "XML", string(data), `<book id="9007199254740993"><t:title xmlns:t="urn:t">a &lt;b&gt; &amp; &#34;c&#34;</t:title>`+
		`<tag>x</tag><tag>y</tag><parts><part id="1"></part><part><t:title xmlns:t="urn:t">p</t:title></part></parts><price>0.5</price><more>z</more></book>`)
	back, err := jsonOfXML(data, book)
	equal(t, "JSON", string(back), json)
	if err != nil {
		t.Error(err)
	}
}

func TestXMLThatIsNotReadSaysWhy(t *testing.T) {
	for text, want := range map[string]string{
		`<!DOCTYPE b [<!ENTITY x "y">]><book/>`: "a document type is not read",
		`<book>&x;</book>`:                      "invalid character entity",
		`<book>a<title/></book>`:                "has text beside elements",
		`<book><price><b/></price></book>`:      "has elements where a text is expected",
		`<book>`:                                "unexpected EOF",
		`<book/><book/>`:                        "one element expected",
		``:                                      "one element expected",
		strings.Repeat("<a>", 2000):             "nested too deeply",
	} {
		if _, err := jsonOfXML([]byte(text), book); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v", text, err)
		}
	}
}

func TestXMLNamesAndTextsAreHeldToItsGrammar(t *testing.T) {
	for _, json := range []string{`{"a b":"x"}`, `{"><":"x"}`, `{"":"x"}`, `{"title":"\u0000"}`} {
		if _, err := writeXML([]byte(json), XMLName{Local: "book"}, book); err == nil {
			t.Errorf("%s was taken", json)
		}
	}
}

func TestNullAndEmptyLists(t *testing.T) {
	data, err := writeXML([]byte(`{"parts":[],"price":null}`), XMLName{Local: "book"}, book)
	if err != nil {
		t.Fatal(err)
	}
	back, err := jsonOfXML(data, book)
	equal(t, "JSON", string(back), `{"parts":[],"price":null}`)
	if err != nil {
		t.Error(err)
	}
}

func TestFormsAreReadByTheSameTable(t *testing.T) {
	value, err := ReadForm(Reply{Body: []byte("id=3&tags=a+b&tags=%26")}, book, Any)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := Encode(value, EncodeAny)
	equal(t, "JSON", string(text), `{"id":3,"tags":["a b","&"]}`)
}
