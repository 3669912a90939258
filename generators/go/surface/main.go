// Command surface prints the public surface of a Go SDK as JSON: surface FOLDER. It reads the package with go/packages, as
// the compiler of its users does, and knows nothing of the document it was made of.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	folder := "."
	if len(os.Args) > 1 {
		folder = os.Args[1]
	}
	sdk, err := open(folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", " ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(sdk.surface()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
