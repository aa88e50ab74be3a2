// Lists what go/types says of every call in the functions of packages, tests left out:
//
//	F <file>
//	C <start> <end> <callee> <type of its value>
//
// for each folder and import path among the arguments.
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "source", nil)
	for args := os.Args[1:]; len(args) > 1; args = args[2:] {
		list(out, fset, imports, args[0], args[1])
	}
}

func list(out *bufio.Writer, fset *token.FileSet, imports types.Importer, dir, path string) {
	built, err := build.ImportDir(dir, 0)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var files []*ast.File
	for _, name := range built.GoFiles {
		file, err := parser.ParseFile(fset, filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		files = append(files, file)
	}
	info := &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Uses:       map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := types.Config{
		Importer: imports,
		Error:    func(err error) { fmt.Fprintln(os.Stderr, err) },
		Sizes:    types.SizesFor("gc", build.Default.GOARCH),
	}
	pkg, _ := conf.Check(path, fset, files, info)
	for _, file := range files {
		fmt.Fprintf(out, "F\t%s\n", fset.Position(file.Package).Filename)
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					value := "()"
					if t, ok := info.Types[call]; ok && t.Type != nil {
						value = spell(t.Type)
					}
					at := func(p token.Pos) int { return fset.PositionFor(p, false).Offset }
					fmt.Fprintf(out, "C\t%d\t%d\t%s\t%s\n", at(call.Pos()), at(call.End()), callee(info, pkg, call), value)
				}
				return true
			})
		}
	}
}

// callee is the full name of what is called, or `value` where that is no declared function.
func callee(info *types.Info, pkg *types.Package, call *ast.CallExpr) string {
	fun := ast.Unparen(call.Fun)
	said := info.Types[call.Fun]
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = ast.Unparen(x.X)
	case *ast.IndexListExpr:
		fun = ast.Unparen(x.X)
	}
	var name *ast.Ident
	switch x := fun.(type) {
	case *ast.Ident:
		name = x
	case *ast.SelectorExpr:
		name = x.Sel
	}
	switch {
	case said.IsType():
		return "conversion " + spell(said.Type)
	case said.IsBuiltin() && name != nil:
		if pkg := info.Uses[name].Pkg(); pkg != nil {
			return path(pkg) + "." + name.Name
		}
		return "builtin " + name.Name
	case name == nil:
		return "value"
	}
	fn, ok := info.Uses[name].(*types.Func)
	if !ok {
		return "value"
	}
	return symbol(fn.Origin())
}

func symbol(fn *types.Func) string {
	receiver := fn.Type().(*types.Signature).Recv()
	if receiver == nil {
		return path(fn.Pkg()) + "." + fn.Name()
	}
	t, star := receiver.Type(), false
	if pointer, ok := t.(*types.Pointer); ok {
		t, star = pointer.Elem(), true
	}
	named, ok := t.(*types.Named)
	switch {
	case !ok:
		return "value"
	case named.Obj().Pkg() == nil:
		return named.Obj().Name() + "." + fn.Name()
	case star:
		return path(named.Obj().Pkg()) + ".(*" + named.Obj().Name() + ")." + fn.Name()
	}
	return path(named.Obj().Pkg()) + "." + named.Obj().Name() + "." + fn.Name()
}

// spell writes a type as caulk does; `_` for what caulk has no name for.
func spell(t types.Type) string {
	switch t := t.(type) {
	case *types.Alias:
		return spell(types.Unalias(t))
	case *types.Pointer:
		return "*" + spell(t.Elem())
	case *types.Slice:
		return "[]" + spell(t.Elem())
	case *types.Array:
		return "[?]" + spell(t.Elem())
	case *types.Map:
		return "map[" + spell(t.Key()) + "]" + spell(t.Elem())
	case *types.Chan:
		return "chan " + spell(t.Elem())
	case *types.Signature:
		s := "func" + tuple(t.Params())
		switch t.Results().Len() {
		case 0:
			return s
		case 1:
			return s + " " + spell(t.Results().At(0).Type())
		}
		return s + " " + tuple(t.Results())
	case *types.Basic:
		if t.Kind() == types.UnsafePointer {
			return "unsafe.Pointer"
		}
		return t.Name()
	case *types.Named:
		name := t.Obj().Name()
		if pkg := t.Obj().Pkg(); pkg != nil {
			if t.Obj().Parent() != pkg.Scope() {
				return "_"
			}
			name = path(pkg) + "." + name
		}
		var args []string
		for arg := range t.TypeArgs().Types() {
			args = append(args, spell(arg))
		}
		if len(args) > 0 {
			name += "[" + strings.Join(args, ", ") + "]"
		}
		return name
	case *types.Tuple:
		return tuple(t)
	case *types.Struct:
		if t.NumFields() == 0 {
			return "struct{}"
		}
	case *types.Interface:
		if t.Empty() {
			return "any"
		}
	}
	return "_"
}

func tuple(t *types.Tuple) string {
	var parts []string
	for v := range t.Variables() {
		parts = append(parts, spell(v.Type()))
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

func path(pkg *types.Package) string {
	if pkg.Name() == "main" {
		return "main"
	}
	return strings.TrimPrefix(pkg.Path(), "vendor/")
}
