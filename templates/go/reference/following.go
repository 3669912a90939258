package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	vsdb "github.com/vectorscaledb/sdks/sdks/go"
)

func stream(ctx context.Context, client *vsdb.Client) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go write(ctx, client)
	for event, err := range client.StreamChanges(ctx, vsdb.StreamChangesParams{EntityTypes: []vsdb.EntityType{vsdb.EntityTypeTrackedObject}}) {
		if err != nil {
			return err
		}
		fmt.Printf("Entity %s updated: %s\n", event.EntityID, event.ChangeType)
		return expect(event.EntityID == "vehicle-002" && event.EntityType == vsdb.EntityTypeTrackedObject, "the change: %+v", event)
	}
	return expect(false, "an event")
}

// write goes on until the stream has seen it: it may begin after the first.
func write(ctx context.Context, client *vsdb.Client) {
	for ctx.Err() == nil {
		_, _ = client.Ingest(ctx, vsdb.IngestParams{
			EntityID:   "vehicle-002",
			Vector:     []float64{0.1, 0.8},
			EntityType: vsdb.Ptr(vsdb.EntityTypeTrackedObject),
		})
		time.Sleep(100 * time.Millisecond)
	}
}

func failures(ctx context.Context, client *vsdb.Client) error {
	return errors.Join(unauthorised(ctx), limited(ctx), missing(ctx, client), refused(ctx, client), cancelled(client))
}

func unauthorised(ctx context.Context) error {
	stranger, err := connect(os.Getenv("VSDB_URL"), vsdb.WithAPIKey("not-a-key"))
	if err != nil {
		return err
	}
	defer stranger.Close()
	_, err = stranger.GetStatus(ctx)
	var wrong *vsdb.AuthenticationError
	var base *vsdb.VsdbError
	return expect(
		errors.As(err, &wrong) && errors.As(err, &base) && base.Status == 401 && base.RequestID != "" && base.Attempts == 1,
		"an AuthenticationError: %v", err,
	)
}

func limited(ctx context.Context) error {
	client, err := connect(os.Getenv("VSDB_LIMITED_URL"), vsdb.WithMaxRetries(0))
	if err != nil {
		return err
	}
	defer client.Close()
	for range 5 {
		_, err = client.TemporalKnn(ctx, vsdb.TemporalKnnParams{QueryVector: []float64{0.1, 0.7, 0.4, 0.8}, K: vsdb.Ptr(5)})
		var limit *vsdb.RateLimitError
		if errors.As(err, &limit) {
			return expect(limit.HasRetryAfter && limit.RetryAfter > 0, "a RateLimitError that says when to come back: %+v", limit)
		}
	}
	return expect(false, "a RateLimitError: %v", err)
}

func missing(ctx context.Context, client *vsdb.Client) error {
	_, err := client.GetEntity(ctx, vsdb.GetEntityParams{EntityID: "never seen"})
	var none *vsdb.EntityNotFoundError
	return expect(errors.As(err, &none) && none.Code == "entity_not_found" && none.RequestID != "", "an EntityNotFoundError: %v", err)
}

func refused(ctx context.Context, client *vsdb.Client) error {
	_, err := client.TemporalKnn(ctx, vsdb.TemporalKnnParams{QueryVector: []float64{}, K: vsdb.Ptr(5)})
	var invalid *vsdb.InvalidRequestError
	if err := expect(errors.As(err, &invalid) && invalid.Status == 400, "an InvalidRequestError: %v", err); err != nil {
		return err
	}
	var body vsdb.Error
	return expect(invalid.DecodeBody(&body) == nil && len(body.Details) > 0, "the problems of the request: %+v", body)
}

func cancelled(client *vsdb.Client) error {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := client.GetStatus(ctx)
	return expect(errors.Is(err, context.Canceled), "the caller's own cancellation: %v", err)
}
