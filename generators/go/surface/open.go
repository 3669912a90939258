package main

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/printer"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"
)

// sdk is a type-checked package with the comments its users read.
type sdk struct {
	*packages.Package
	folder   string
	docs     map[token.Pos]string
	examples map[string]*string
}

func open(folder string) (*sdk, error) {
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	mode := packages.NeedName | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedImports |
		packages.NeedDeps | packages.NeedFiles
	found, err := packages.Load(&packages.Config{Mode: mode, Dir: absolute}, ".")
	if err != nil {
		return nil, err
	}
	if len(found) != 1 || len(found[0].Errors) > 0 {
		return nil, fmt.Errorf("%s is not one package that compiles: %v", folder, found[0].Errors)
	}
	examples, err := readExamples(absolute)
	if err != nil {
		return nil, err
	}
	s := &sdk{found[0], absolute, map[token.Pos]string{}, examples}
	for _, file := range s.Syntax {
		ast.Inspect(file, s.readDocs)
	}
	return s, nil
}

// readExamples reads the examples godoc shows, by what they are of.
func readExamples(folder string) (map[string]*string, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		return nil, err
	}
	set, examples := token.NewFileSet(), map[string]*string{}
	for _, path := range paths {
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, one := range doc.Examples(file) {
			var code strings.Builder
			if err := printer.Fprint(&code, set, one.Code); err != nil {
				return nil, err
			}
			text := code.String()
			examples[one.Name] = &text
		}
	}
	return examples, nil
}

// readDocs keeps the comment of each declaration by the place of its name.
func (s *sdk) readDocs(node ast.Node) bool {
	switch node := node.(type) {
	case *ast.FuncDecl:
		s.docs[node.Name.Pos()] = node.Doc.Text()
	case *ast.GenDecl:
		for _, spec := range node.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				s.docs[spec.Name.Pos()] = first(spec.Doc.Text(), node.Doc.Text())
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					s.docs[name.Pos()] = first(spec.Doc.Text(), node.Doc.Text())
				}
			}
		}
	case *ast.Field:
		for _, name := range node.Names {
			s.docs[name.Pos()] = node.Doc.Text()
		}
	}
	return true
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

func (s *sdk) docsOf(object types.Object) string { return strings.TrimSpace(s.docs[object.Pos()]) }

func (s *sdk) placeOf(object types.Object) string {
	position := s.Fset.Position(object.Pos())
	path, err := filepath.Rel(s.folder, position.Filename)
	if err != nil {
		path = position.Filename
	}
	return fmt.Sprintf("%s:%d", filepath.ToSlash(path), position.Line)
}

func isDeprecated(docs string) bool {
	return strings.HasPrefix(docs, "Deprecated: ") || strings.Contains(docs, "\n\nDeprecated: ")
}
