// Calls of the Go SDK beside bare net/http and others: `bench URL STORE BODY EMBEDDINGS`, a server that only answers, one
// that keeps what it gets, and the gzipped bodies of two batches.
package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"

	peer "github.com/GIT_USER_ID/GIT_REPO_ID"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	vsdb "github.com/vectorscaledb/sdks/sdks/go"
)

const (
	rounds   = 7
	calls    = 500
	batches  = 20
	embedded = 5
	batch    = 1000
	events   = 20_000
)

var rows = map[string]float64{}

type way struct {
	name string
	work func()
}

func compare(metric string, times int, ways ...way) {
	took := make([][]float64, len(ways))
	for _, one := range ways {
		for range times {
			one.work()
		}
	}
	for range rounds {
		for index, one := range ways {
			begun := time.Now()
			for range times {
				one.work()
			}
			took[index] = append(took[index], time.Since(begun).Seconds()/float64(times))
		}
	}
	for index, one := range ways {
		slices.Sort(took[index])
		rows[metric+" | "+one.name] = took[index][rounds/2]
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	ctx, url, store := context.Background(), os.Args[1], os.Args[2]
	client := must(vsdb.NewClient(vsdb.WithURL(url), vsdb.WithAPIKey("key")))
	packing := must(vsdb.NewClient(vsdb.WithURL(url), vsdb.WithAPIKey("key"), vsdb.WithPackedFloats()))
	bare := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	fetch := func(method, url string, body []byte, headers ...string) any {
		request := must(http.NewRequest(method, url, bytes.NewReader(body)))
		request.Header.Set("X-API-Key", "key")
		request.Header.Set("Content-Type", "application/json")
		for pair := range slices.Chunk(headers, 2) {
			request.Header.Set(pair[0], pair[1])
		}
		response := must(bare.Do(request))
		defer response.Body.Close()
		var value any
		if err := json.Unmarshal(must(io.ReadAll(response.Body)), &value); err != nil {
			panic(err)
		}
		return value
	}
	vendor := openai.NewClient(option.WithBaseURL(url), option.WithAPIKey("key"))
	configuration := peer.NewConfiguration()
	configuration.Servers = peer.ServerConfigurations{{URL: url}}
	generated := peer.NewAPIClient(configuration)
	keyed := context.WithValue(ctx, peer.ContextAPIKeys, map[string]peer.APIKey{"ApiKey": {Key: "key"}})
	compare("one call, s", calls,
		way{"bare: net/http and encoding/json", func() { fetch("GET", url+"/v1/entities/e1", nil) }},
		way{"ours", func() { must(client.GetEntity(ctx, vsdb.GetEntityParams{EntityID: "e1"})) }},
		way{"openai-go, another API", func() { must(vendor.Models.Get(ctx, "e1")) }},
		way{"openapi-generator", func() {
			if _, _, err := generated.EntitiesAPI.GetEntity(keyed, "e1").Execute(); err != nil {
				panic(err)
			}
		}})

	query := make([]float64, 768)
	for n := range query {
		query[n] = 0.5
	}
	k, start, end := 100, time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	body := must(json.Marshal(map[string]any{"query_vector": query, "start_time": start, "end_time": end, "k": k}))
	compare("100 hits of 768, s", 3,
		way{"bare: net/http and encoding/json", func() { fetch("POST", url+"/v1/search/temporal-knn", body) }},
		way{"ours", func() {
			must(client.TemporalKnn(ctx, vsdb.TemporalKnnParams{QueryVector: query, StartTime: &start, EndTime: &end, K: &k}))
		}},
		way{"ours, packed", func() {
			must(packing.TemporalKnn(ctx, vsdb.TemporalKnnParams{QueryVector: query, StartTime: &start, EndTime: &end, K: &k}))
		}},
		way{"openapi-generator", func() {
			request := peer.NewTemporalKnnRequest(query)
			request.SetStartTime(start)
			request.SetEndTime(end)
			request.SetK(int32(k))
			if _, _, err := generated.SearchAPI.TemporalKnn(keyed).TemporalKnnRequest(*request).Execute(); err != nil {
				panic(err)
			}
		}})

	kind := vsdb.EntityType("BENCH")
	type maker struct {
		name   string
		client *vsdb.Client
	}
	ingest := func(metric, url string, vector func(n int) []float64, file string, times int, clients ...maker) {
		observations := make([]vsdb.Observation, batch)
		for n := range observations {
			observations[n] = vsdb.Observation{EntityID: fmt.Sprintf("e%d", n), EntityType: &kind, Vector: vector(n)}
		}
		ready, everything := must(os.ReadFile(file)), slices.Repeat(observations, times)
		ways := []way{{"bare: ready bodies by net/http", func() {
			var group sync.WaitGroup
			work := make(chan int, times)
			for n := range times {
				work <- n
			}
			close(work)
			for range 4 {
				group.Go(func() {
					for range work {
						fetch("POST", url+"/v1/vectors/batch", ready, "Content-Encoding", "gzip", "Idempotency-Key", rand.Text())
					}
				})
			}
			group.Wait()
		}}}
		for _, one := range clients {
			ways = append(ways, way{one.name, func() {
				must(one.client.IngestBatch(ctx, vsdb.IngestBatchParams{Observations: slices.Values(everything), Parallelism: 4}))
			}})
		}
		compare(metric, 1, ways...)
	}
	short := func(int) []float64 { return slices.Repeat([]float64{0.25}, 64) }
	embedding := func(n int) []float64 {
		vector := make([]float64, 384)
		for at := range vector {
			vector[at] = math.Sin(float64(n*384 + at + 1))
		}
		return vector
	}
	kept := must(vsdb.NewClient(vsdb.WithURL(store)))
	keptPacked := must(vsdb.NewClient(vsdb.WithURL(store), vsdb.WithPackedFloats()))
	ingest("20,000 observations, s", url, short, os.Args[3], batches, maker{"ours", client})
	ingest("20,000 observations into SQLite, s", store, short, os.Args[3], batches, maker{"ours", kept})
	ingest("5,000 of 384 into SQLite, s", store, embedding, os.Args[4], embedded, maker{"ours", kept}, maker{"ours, packed", keptPacked})
	compare("20,000 events, s", 1, way{"bare: net/http, lines and encoding/json", func() {
		response := must(bare.Get(url + "/v1/changes/stream"))
		defer response.Body.Close()
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			if data, ok := bytes.CutPrefix(lines.Bytes(), []byte("data:")); ok {
				var event map[string]any
				if err := json.Unmarshal(data, &event); err != nil {
					panic(err)
				}
			}
		}
	}}, way{"ours", func() {
		count := 0
		for _, err := range client.StreamChanges(ctx, vsdb.StreamChangesParams{}) {
			if err != nil {
				panic(err)
			}
			// Who has heard them all goes: waiting to come back after the end is no work.
			if count++; count == events {
				return
			}
		}
	}})
	text := must(json.Marshal(rows))
	fmt.Println(string(text))
}
