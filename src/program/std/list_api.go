//go:build ignore

// Lists the exported API of the standard library in the form that api.rs reads:
//
//	go run list_api.go > api.txt
//
// Types of the package itself begin with a dot, `~` marks what is embedded, a star before a method's name
// says that its receiver is a pointer, `'` a type parameter.
package main

import (
	"bufio"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"slices"
	"sort"
	"strings"
)

// leftOut is what no resource passes through, for the size of the table.
var leftOut = []string{
	"builtin", "cmd", "regexp/syntax", "runtime/cgo", "runtime/race", "simd", "structs", "syscall", "testing/quick",
	"testing/slogtest", "text/template/parse", "time/tzdata", "unsafe", "vendor",
}

func main() {
	listed, err := exec.Command("go", "list", "std").Output()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fmt.Fprintln(out, "# Written by list_api.go. Do not edit.")
	imp := importer.ForCompiler(token.NewFileSet(), "source", nil)
	for _, path := range strings.Fields(string(listed)) {
		if skip(path) || path == "unicode" {
			continue
		}
		pkg, err := imp.Import(path)
		if err != nil {
			fmt.Fprintln(os.Stderr, path, err)
			continue
		}
		list(out, pkg)
	}
}

func skip(path string) bool {
	for _, out := range leftOut {
		if path == out || strings.HasPrefix(path, strings.TrimSuffix(out, "/")+"/") {
			return true
		}
	}
	return strings.Contains(path, "internal/") || strings.HasSuffix(path, "/internal") || path == "internal"
}

func list(out *bufio.Writer, pkg *types.Package) {
	qualify := func(other *types.Package) string {
		if other == pkg {
			return ""
		}
		return other.Path()
	}
	name := func(t types.Type) string { return spell(t, qualify) }
	fmt.Fprintf(out, "package %s\n", pkg.Path())
	scope := pkg.Scope()
	for _, n := range scope.Names() {
		object := scope.Lookup(n)
		if !object.Exported() {
			continue
		}
		switch object := object.(type) {
		case *types.Func:
			fmt.Fprintf(out, "func %s%s\n", n, signature(object.Type().(*types.Signature), name))
		case *types.Var:
			fmt.Fprintf(out, "var %s %s\n", n, name(object.Type()))
		case *types.Const:
			tables := strings.HasPrefix(pkg.Path(), "debug/") || strings.HasPrefix(pkg.Path(), "go/")
			if _, named := object.Type().(*types.Named); named && !tables {
				fmt.Fprintf(out, "const %s %s\n", n, name(object.Type()))
			}
		case *types.TypeName:
			if object.IsAlias() {
				fmt.Fprintf(out, "alias %s %s\n", n, name(types.Unalias(object.Type())))
				continue
			}
			listType(out, object.Type().(*types.Named), name)
		}
	}
}

func listType(out *bufio.Writer, t *types.Named, name func(types.Type) string) {
	under := t.Underlying()
	switch under.(type) {
	case *types.Struct:
		fmt.Fprintf(out, "type %s struct\n", t.Obj().Name())
	case *types.Interface:
		fmt.Fprintf(out, "type %s interface\n", t.Obj().Name())
	default:
		fmt.Fprintf(out, "type %s %s\n", t.Obj().Name(), name(under))
	}
	fields, methods := members(t, name)
	sort.Strings(methods)
	for _, member := range append(fields, methods...) {
		fmt.Fprintf(out, " %s\n", member)
	}
}

// members lists what is exported; what comes from an embedded type that is not (testing.common) counts as the type's own.
func members(t *types.Named, name func(types.Type) string) (fields, methods []string) {
	switch under := t.Underlying().(type) {
	case *types.Struct:
		for field := range under.Fields() {
			if hidden := unexported(field.Type()); field.Embedded() && hidden != nil {
				f, m := members(hidden, name)
				fields, methods = append(fields, f...), append(methods, m...)
			} else if field.Embedded() {
				fields = append(fields, "~ "+name(field.Type()))
			} else if field.Exported() {
				fields = append(fields, field.Name()+" "+name(field.Type()))
			}
		}
	case *types.Interface:
		for i := range under.NumEmbeddeds() {
			fields = append(fields, "~ "+name(under.EmbeddedType(i)))
		}
		for method := range under.ExplicitMethods() {
			if method.Exported() {
				methods = append(methods, method.Name()+signature(method.Type().(*types.Signature), name))
			}
		}
	}
	for method := range t.Methods() {
		if !method.Exported() {
			continue
		}
		star := ""
		signed := method.Type().(*types.Signature)
		if _, pointer := signed.Recv().Type().(*types.Pointer); pointer {
			star = "*"
		}
		text := star + method.Name() + signature(signed, name)
		// The outer type's method hides those of what it embeds.
		hides := func(other string) bool {
			return strings.HasPrefix(strings.TrimPrefix(other, "*"), method.Name()+"(")
		}
		methods = append(slices.DeleteFunc(methods, hides), text)
	}
	return fields, methods
}

func unexported(t types.Type) *types.Named {
	if pointer, ok := t.(*types.Pointer); ok {
		t = pointer.Elem()
	}
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Exported() {
		return nil
	}
	return named
}

func signature(s *types.Signature, name func(types.Type) string) string {
	tuple := func(t *types.Tuple, variadic bool) string {
		var parts []string
		for i := range t.Len() {
			part := name(t.At(i).Type())
			if variadic && i == t.Len()-1 {
				part = "..." + strings.TrimPrefix(part, "[]")
			}
			parts = append(parts, part)
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
	text := tuple(s.Params(), s.Variadic())
	if s.Results().Len() == 0 {
		return text
	}
	return text + " " + tuple(s.Results(), false)
}

// spell gives `?` for what the table has no use for.
func spell(t types.Type, qualify types.Qualifier) string {
	name := func(t types.Type) string { return spell(t, qualify) }
	switch t := t.(type) {
	case *types.Alias:
		return name(types.Unalias(t))
	case *types.Pointer:
		return "*" + name(t.Elem())
	case *types.Slice:
		return "[]" + name(t.Elem())
	case *types.Array:
		return "[0]" + name(t.Elem())
	case *types.Map:
		return "map[" + name(t.Key()) + "]" + name(t.Elem())
	case *types.Chan:
		return "chan " + name(t.Elem())
	case *types.Signature:
		return "func" + signature(t, name)
	case *types.Basic:
		if t.Kind() != types.UnsafePointer {
			return t.Name()
		}
	case *types.Named:
		if t.Obj().Pkg() == nil {
			return t.Obj().Name()
		}
		return qualify(t.Obj().Pkg()) + "." + t.Obj().Name()
	case *types.TypeParam:
		return "'" + t.Obj().Name()
	case *types.Interface:
		if t.Empty() {
			return "any"
		}
	}
	return "?"
}
