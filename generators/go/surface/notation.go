package main

import (
	"go/types"
	"strings"
)

var named = map[string]string{
	"time.Time":       "instant",
	"time.Duration":   "duration",
	"context.Context": "context",
}

// notation writes a type as all surfaces do. A pointer is what may be missing, which its field says.
func (s *sdk) notation(of types.Type) string {
	switch of := of.(type) {
	case *types.Pointer:
		return s.notation(of.Elem())
	case *types.Slice:
		if basic, ok := of.Elem().(*types.Basic); ok && basic.Kind() == types.Byte {
			return "bytes"
		}
		return "list<" + s.notation(of.Elem()) + ">"
	case *types.Array:
		items := make([]string, of.Len())
		for i := range items {
			items[i] = s.notation(of.Elem())
		}
		return "tuple<" + strings.Join(items, ", ") + ">"
	case *types.Map:
		return "map<" + s.notation(of.Elem()) + ">"
	case *types.Interface:
		return "json"
	case *types.Basic:
		return basic(of)
	case *types.Alias:
		return s.reference(of.Obj(), of.TypeArgs())
	case *types.Named:
		return s.reference(of.Obj(), of.TypeArgs())
	}
	return of.String()
}

func basic(of *types.Basic) string {
	switch of.Kind() {
	case types.Bool:
		return "boolean"
	case types.Float64:
		return "number"
	case types.Float32:
		return "float32"
	case types.Int:
		return "int"
	}
	return of.Name()
}

func (s *sdk) reference(to *types.TypeName, arguments *types.TypeList) string {
	path := to.Name()
	if to.Pkg() != nil && to.Pkg() != s.Types {
		path = to.Pkg().Name() + "." + to.Name()
	}
	if known, ok := named[path]; ok {
		return known
	}
	switch path {
	case "any":
		return "json"
	case "iter.Seq", "Sequence":
		return "list<" + s.notation(arguments.At(0)) + ">"
	case "Nullable":
		return s.notation(arguments.At(0)) + " | null"
	}
	return "@" + path
}

// fieldsOf has the exported fields of a struct, those it embeds from this package included.
func (s *sdk) fieldsOf(of types.Type, isInput bool) []field {
	fields := []field{}
	structure, ok := of.Underlying().(*types.Struct)
	if !ok {
		return fields
	}
	for i := range structure.NumFields() {
		variable := structure.Field(i)
		if !variable.Exported() || variable.Embedded() {
			continue
		}
		docs := s.docsOf(variable)
		required := mayNotMiss(variable.Type())
		if isInput && isNilable(variable.Type()) {
			required = strings.HasPrefix(docs, "Required.")
		}
		docs = strings.TrimSpace(strings.TrimPrefix(docs, "Required."))
		fields = append(fields, field{variable.Name(), s.notation(variable.Type()), required, docs})
	}
	return fields
}

func mayNotMiss(of types.Type) bool {
	if named, ok := of.(*types.Named); ok && named.Obj().Name() == "Nullable" {
		return false
	}
	_, isPointer := of.(*types.Pointer)
	return !isPointer
}

// isNilable tells lists, maps and the like: whether one may be left out is said in words.
func isNilable(of types.Type) bool {
	if named, ok := of.(*types.Named); ok && named.Obj().Name() == "Sequence" {
		return true
	}
	switch of.Underlying().(type) {
	case *types.Slice, *types.Map, *types.Signature, *types.Interface:
		return true
	}
	return false
}
