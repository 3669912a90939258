package main

import (
	"go/types"
	"regexp"
	"strings"
)

// callOptions are what one call can be given, by the feature each shows.
var callOptions = map[string]string{"WithTimeout": "timeout", "WithMaxRetries": "retries", "WithResponse": "raw response"}

var errorList = regexp.MustCompile(`(?s)\nErrors: (.*?)(?:\n\n|$)`)
var errorName = regexp.MustCompile(`\*(\w+)`)

// operations are the client's exported methods that take a context.
func (s *sdk) operations() []operation {
	operations := []operation{}
	methods := types.NewMethodSet(types.NewPointer(s.client().Type()))
	for i := range methods.Len() {
		method := methods.At(i).Obj().(*types.Func)
		signature := method.Type().(*types.Signature)
		if !method.Exported() || signature.Params().Len() == 0 || s.notation(signature.Params().At(0).Type()) != "context" {
			continue
		}
		if name, isPages := strings.CutSuffix(method.Name(), "Pages"); isPages && methods.Lookup(s.Types, name) != nil {
			continue
		}
		hasPages := methods.Lookup(s.Types, method.Name()+"Pages") != nil
		operations = append(operations, s.operation(method, signature, hasPages))
	}
	return operations
}

func (s *sdk) operation(method *types.Func, signature *types.Signature, hasPages bool) operation {
	docs := s.docsOf(method)
	features := []string{"sync", "cancellation"}
	result, isSequence := s.resultOf(signature)
	switch {
	case hasPages:
		features = append(features, "pages")
	case isSequence:
		features = append(features, "stream")
	}
	arguments, isBulk := s.argumentsOf(signature)
	if isBulk {
		features = append(features, "bulk")
	}
	if signature.Variadic() {
		option := signature.Params().At(signature.Params().Len() - 1).Type().(*types.Slice).Elem()
		for _, name := range []string{"WithTimeout", "WithMaxRetries", "WithResponse"} {
			if s.makes(name, option) {
				features = append(features, callOptions[name])
			}
		}
		if isSequence && !hasPages && s.makes("WithLastEventID", option) {
			function := s.Types.Scope().Lookup("WithLastEventID").(*types.Func)
			parameter := function.Type().(*types.Signature).Params().At(0)
			arguments = append(arguments, field{"LastEventID", s.notation(parameter.Type()), false, s.docsOf(function)})
		}
	}
	errors := []string{}
	if list := errorList.FindStringSubmatch("\n" + docs); list != nil {
		for _, name := range errorName.FindAllStringSubmatch(list[1], -1) {
			errors = append(errors, name[1])
		}
	}
	return operation{
		Name: method.Name(), Docs: docs, IsDeprecated: isDeprecated(docs), Features: features, Arguments: arguments,
		Gives: result, Errors: errors, Headers: s.headersOf(method.Name() + "Headers"),
		Example: s.examples["Client_"+method.Name()], At: s.placeOf(method),
	}
}

// makes says whether a function of the package gives what a call can be given.
func (s *sdk) makes(name string, option types.Type) bool {
	function, ok := s.Types.Scope().Lookup(name).(*types.Func)
	if !ok {
		return false
	}
	results := function.Type().(*types.Signature).Results()
	return results.Len() == 1 && types.AssignableTo(results.At(0).Type(), option)
}

// resultOf is what a call gives beside its error; of a sequence one item. A bulk outcome is the result it embeds.
func (s *sdk) resultOf(signature *types.Signature) (result *string, isSequence bool) {
	if signature.Results().Len() == 0 {
		return nil, false
	}
	of := signature.Results().At(0).Type()
	if named, ok := of.(*types.Named); ok && named.Obj().Name() == "Seq2" {
		text := s.notation(named.TypeArgs().At(0))
		return &text, true
	}
	if of.String() == "error" {
		return nil, false
	}
	if pointer, ok := of.(*types.Pointer); ok {
		if structure, ok := pointer.Elem().Underlying().(*types.Struct); ok && structure.NumFields() > 0 && structure.Field(0).Embedded() {
			of = structure.Field(0).Type()
		}
	}
	text := s.notation(of)
	return &text, false
}

func (s *sdk) argumentsOf(signature *types.Signature) (arguments []field, isBulk bool) {
	arguments = []field{}
	for i := 1; i < signature.Params().Len(); i++ {
		parameter := signature.Params().At(i)
		if parameter.Name() != "params" {
			continue
		}
		for _, one := range s.fieldsOf(parameter.Type(), true) {
			if one.Name == "Parallelism" {
				isBulk = true
				continue
			}
			arguments = append(arguments, one)
		}
	}
	return arguments, isBulk
}

// headersOf has the methods of the type that reads an answer's headers.
func (s *sdk) headersOf(name string) []field {
	headers := []field{}
	object := s.Types.Scope().Lookup(name)
	if object == nil {
		return headers
	}
	named, ok := object.Type().(*types.Named)
	if !ok {
		return headers
	}
	for method := range named.Methods() {
		results := method.Type().(*types.Signature).Results()
		if method.Exported() && results.Len() > 0 {
			of := results.At(0).Type()
			headers = append(headers, field{method.Name(), s.notation(of), mayNotMiss(of), s.docsOf(method)})
		}
	}
	return headers
}
