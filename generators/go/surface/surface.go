package main

import (
	"go/constant"
	"go/types"
	"strings"
)

func (s *sdk) surface() surface {
	types, errors, client := s.types(), s.errors(), s.clientOptions()
	return surface{s.PkgPath, s.operations(), types, errors, client}
}

// client is the type the package's constructor of clients gives.
func (s *sdk) client() types.Object {
	constructor := s.Types.Scope().Lookup("NewClient").Type().(*types.Signature)
	return constructor.Results().At(0).Type().(*types.Pointer).Elem().(*types.Named).Obj()
}

// types are the exported declarations that are data: structs, named texts and numbers, unions, aliases.
func (s *sdk) types() []typed {
	all := []typed{}
	scope := s.Types.Scope()
	for _, name := range scope.Names() {
		object, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !object.Exported() || object == s.client() || s.isError(object) {
			continue
		}
		docs := s.docsOf(object)
		about := typed{Name: name, Docs: docs, IsDeprecated: isDeprecated(docs), Fields: []field{}, Values: []string{}}
		if alias, ok := object.Type().(*types.Alias); ok {
			about.Kind, about.Values = "alias", []string{s.notation(alias.Rhs())}
		} else {
			switch of := object.Type().Underlying().(type) {
			case *types.Struct:
				// Fields come as results have them; what callers pass is told by the operations.
				about.Kind, about.Fields = "object", s.fieldsOf(object.Type(), false)
			case *types.Basic:
				about.Kind, about.Values = "enum", s.constantsOf(object.Type())
			default:
				_ = of
				continue
			}
		}
		all = append(all, about)
	}
	return all
}

// constantsOf are the values of exported constants of a type, in the order they are written.
func (s *sdk) constantsOf(of types.Type) []string {
	found := []*types.Const{}
	scope := s.Types.Scope()
	for _, name := range scope.Names() {
		if one, ok := scope.Lookup(name).(*types.Const); ok && one.Exported() && types.Identical(one.Type(), of) {
			found = append(found, one)
		}
	}
	values := []string{}
	for len(found) > 0 {
		earliest := 0
		for i, one := range found {
			if one.Pos() < found[earliest].Pos() {
				earliest = i
			}
		}
		value := found[earliest].Val()
		if value.Kind() == constant.String {
			values = append(values, constant.StringVal(value))
		} else {
			values = append(values, value.ExactString())
		}
		found = append(found[:earliest], found[earliest+1:]...)
	}
	return values
}

func (s *sdk) isError(object types.Object) bool {
	return types.Implements(types.NewPointer(object.Type()), types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}

// errors are the exported types that are one; what each embeds it is a kind of.
func (s *sdk) errors() []failure {
	all := []failure{}
	scope := s.Types.Scope()
	for _, name := range scope.Names() {
		object, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !object.Exported() || !s.isError(object) {
			continue
		}
		var base *string
		if structure, ok := object.Type().Underlying().(*types.Struct); ok && structure.NumFields() > 0 && structure.Field(0).Embedded() {
			embedded := structure.Field(0).Name()
			base = &embedded
		}
		all = append(all, failure{name, base, s.docsOf(object)})
	}
	return all
}

// clientOptions are the functions that make what a client is configured with.
func (s *sdk) clientOptions() []field {
	all := []field{}
	scope := s.Types.Scope()
	option := scope.Lookup("Option").Type()
	for _, name := range scope.Names() {
		function, ok := scope.Lookup(name).(*types.Func)
		short, isOption := strings.CutPrefix(name, "With")
		if !ok || !isOption || !s.makes(name, option) {
			continue
		}
		kinds := []string{}
		for parameter := range function.Type().(*types.Signature).Params().Variables() {
			kinds = append(kinds, s.notation(parameter.Type()))
		}
		all = append(all, field{short, strings.Join(kinds, ", "), false, s.docsOf(function)})
	}
	return all
}
