package main

import (
	"context"
	"slices"
	"time"

	vsdb "github.com/vectorscaledb/sdks/sdks/go"
)

func temporalKnn(ctx context.Context, client *vsdb.Client) error {
	results, err := client.TemporalKnn(ctx, vsdb.TemporalKnnParams{
		QueryVector: []float64{41.6, 0.8, 0.3, 0.9},
		StartTime:   vsdb.Ptr(time.Now().Add(-time.Hour)),
		EndTime:     vsdb.Ptr(time.Now().Add(time.Hour)),
		K:           vsdb.Ptr(3),
	})
	if err != nil {
		return err
	}
	var ids []string
	for hit := range results.All() {
		ids = append(ids, hit.EntityID)
	}
	if err := expect(slices.Equal(ids, []string{"sensor-42", "sensor-41", "sensor-43"}), "the three nearest, found %v", ids); err != nil {
		return err
	}
	empty, err := client.TemporalKnn(ctx, vsdb.TemporalKnnParams{
		QueryVector: []float64{0.1, 0.7, 0.4, 0.8},
		StartTime:   vsdb.Ptr(time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)),
		EndTime:     vsdb.Ptr(time.Date(2001, 12, 31, 23, 59, 59, 0, time.UTC)),
	})
	if err != nil {
		return err
	}
	return expect(len(empty.Hits) == 0, "nothing in a window without data")
}

// paths lays down two like trajectories and one unlike, at known times.
func paths(ctx context.Context, client *vsdb.Client, start time.Time) error {
	observe := func(yield func(vsdb.Observation) bool) {
		for entity, offset := range map[string]float64{"path-a": 0, "path-b": 0.1, "path-c": 50} {
			for i := range 10 {
				at := start.Add(time.Duration(i) * time.Minute)
				vector := []float64{offset + float64(i), offset}
				if !yield(vsdb.Observation{EntityID: entity, Vector: vector, Timestamp: &at}) {
					return
				}
			}
		}
	}
	_, err := client.IngestBatch(ctx, vsdb.IngestBatchParams{Observations: observe})
	return err
}

func trajectorySimilarity(ctx context.Context, client *vsdb.Client) error {
	start := time.Date(2025, 6, 1, 0, 0, 0, 123_456_000, time.UTC)
	if err := paths(ctx, client, start); err != nil {
		return err
	}
	similar, err := client.TrajectorySimilarity(ctx, vsdb.TrajectorySimilarityParams{
		EntityID:  "path-a",
		TimeRange: &vsdb.TimeRange{start, start.Add(time.Hour)},
		K:         vsdb.Ptr(5),
	})
	if err != nil {
		return err
	}
	var ids []string
	for match := range similar.All() {
		ids = append(ids, match.EntityID)
	}
	if err := expect(slices.Equal(ids, []string{"path-b", "path-c"}), "the like one first, found %v", ids); err != nil {
		return err
	}
	entity, err := client.GetEntity(ctx, vsdb.GetEntityParams{EntityID: "path-a"})
	if err != nil {
		return err
	}
	return expect(entity.FirstObserved != nil && entity.FirstObserved.Equal(start), "the time as given, to the digit: %v", entity.FirstObserved)
}

func anomalyScore(ctx context.Context, client *vsdb.Client) error {
	for i := range 12 {
		value := float64(i % 3)
		if i == 11 {
			value = 1000
		}
		at := time.Now().Add(time.Duration(i-12) * time.Minute)
		params := vsdb.IngestParams{EntityID: "gauge", Vector: []float64{value, 1}, Timestamp: &at}
		if _, err := client.Ingest(ctx, params); err != nil {
			return err
		}
	}
	anomalies, err := client.AnomalyScore(ctx, vsdb.AnomalyScoreParams{EntityID: "gauge", LookbackHours: vsdb.Ptr(24)})
	if err != nil {
		return err
	}
	if err := expect(anomalies.IsAnomaly != nil && *anomalies.IsAnomaly, "the leap is an anomaly: %+v", anomalies); err != nil {
		return err
	}
	quiet, err := client.AnomalyScore(ctx, vsdb.AnomalyScoreParams{EntityID: "sensor-42", LookbackHours: vsdb.Ptr(24)})
	if err != nil {
		return err
	}
	return expect(quiet.Score == nil && quiet.Reason != nil, "one observation has no score, and the reason: %+v", quiet)
}

func pages(ctx context.Context, client *vsdb.Client) error {
	sensors := vsdb.ListEntitiesParams{EntityType: vsdb.Ptr(vsdb.EntityTypeLinkMetric), Limit: vsdb.Ptr(1000)}
	seen := map[string]bool{}
	for entity, err := range client.ListEntities(ctx, sensors) {
		if err != nil {
			return err
		}
		seen[entity.EntityID] = true
	}
	if err := expect(len(seen) == many, "every sensor once, found %d", len(seen)); err != nil {
		return err
	}
	for page, err := range client.ListEntitiesPages(ctx, sensors) {
		if err != nil {
			return err
		}
		return expect(len(page.Entities) == 1000 && page.NextCursor != nil, "a full first page")
	}
	return expect(false, "a page")
}
