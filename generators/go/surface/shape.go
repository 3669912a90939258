package main

// The shape of a surface, the same for all languages.

type surface struct {
	Package    string      `json:"package"`
	Operations []operation `json:"operations"`
	Types      []typed     `json:"types"`
	Errors     []failure   `json:"errors"`
	Client     []field     `json:"client"`
}

type operation struct {
	Name         string   `json:"name"`
	Docs         string   `json:"docs"`
	IsDeprecated bool     `json:"isDeprecated"`
	Features     []string `json:"features"`
	Arguments    []field  `json:"arguments"`
	Gives        *string  `json:"gives"`
	Errors       []string `json:"errors"`
	Headers      []field  `json:"headers"`
	Example      *string  `json:"example"`
	At           string   `json:"at"`
}

type field struct {
	Name       string `json:"name"`
	Type       string `json:"type"`
	IsRequired bool   `json:"isRequired"`
	Docs       string `json:"docs"`
}

type typed struct {
	Name         string   `json:"name"`
	Kind         string   `json:"kind"`
	Docs         string   `json:"docs"`
	IsDeprecated bool     `json:"isDeprecated"`
	Fields       []field  `json:"fields"`
	Values       []string `json:"values"`
}

type failure struct {
	Name string  `json:"name"`
	Base *string `json:"base"`
	Docs string  `json:"docs"`
}
