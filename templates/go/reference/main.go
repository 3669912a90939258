// Program reference does in Go what the SDK reference shows in the other languages, against a live server, and checks
// every answer.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	vsdb "github.com/vectorscaledb/sdks/sdks/go"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	client, err := connect(os.Getenv("VSDB_URL"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer client.Close()
	steps := []struct {
		name string
		run  func(context.Context, *vsdb.Client) error
	}{
		{"ingest one", ingestOne},
		{"ingest 10,000 in a batch", ingestMany},
		{"ingest some of a batch", ingestSome},
		{"temporal knn", temporalKnn},
		{"trajectory similarity", trajectorySimilarity},
		{"anomaly score", anomalyScore},
		{"pages", pages},
		{"absent, null and value", patch},
		{"stream", stream},
		{"errors", failures},
	}
	for _, step := range steps {
		if err := step.run(ctx, client); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", step.name, err)
			os.Exit(1)
		}
		fmt.Println("ok", step.name)
	}
}

func connect(url string, options ...vsdb.Option) (*vsdb.Client, error) {
	return vsdb.NewClient(append([]vsdb.Option{
		vsdb.WithURL(url),
		vsdb.WithAPIKey(os.Getenv("VSDB_API_KEY")),
		vsdb.WithTenantID(os.Getenv("VSDB_TENANT")),
	}, options...)...)
}
