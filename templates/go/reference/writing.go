package main

import (
	"context"
	"fmt"
	"iter"
	"slices"

	vsdb "github.com/vectorscaledb/sdks/sdks/go"
)

func ingestOne(ctx context.Context, client *vsdb.Client) error {
	result, err := client.Ingest(ctx, vsdb.IngestParams{
		EntityID:   "vehicle-001",
		Vector:     []float64{0.1, 0.8, 0.3, 0.9, 0.2, 0.7},
		EntityType: vsdb.Ptr(vsdb.EntityTypeTrackedObject),
	})
	if err != nil {
		return err
	}
	return expect(result.EntityID == "vehicle-001" && !result.Timestamp.IsZero(), "acknowledged: %+v", result)
}

const many = 10_000

// sensors makes the observations as they are asked for: none waits in memory for its turn.
func sensors() iter.Seq[vsdb.Observation] {
	return func(yield func(vsdb.Observation) bool) {
		for i := range many {
			observation := vsdb.Observation{
				EntityID:   fmt.Sprintf("sensor-%d", i),
				Vector:     []float64{float64(i), 0.8, 0.3, 0.9},
				EntityType: vsdb.Ptr(vsdb.EntityTypeLinkMetric),
			}
			if !yield(observation) {
				return
			}
		}
	}
}

func ingestMany(ctx context.Context, client *vsdb.Client) error {
	outcome, err := client.IngestBatch(ctx, vsdb.IngestBatchParams{Observations: sensors(), Parallelism: 4})
	if err != nil {
		return err
	}
	fmt.Printf("Ingested: %d, Compressed: %d\n", outcome.Ingested, outcome.Compressed)
	ordered := slices.IsSortedFunc(outcome.Items, func(a, b vsdb.IngestItem) int { return a.Index - b.Index })
	return expect(
		outcome.Ingested == many && len(outcome.Items) == many && len(outcome.Failed) == 0 && ordered,
		"every item acknowledged in order: %d ingested, %d failed", outcome.Ingested, len(outcome.Failed),
	)
}

// ingestSome has one item the server refuses: the others are stored, and that one is told by its position.
func ingestSome(ctx context.Context, client *vsdb.Client) error {
	outcome, err := client.IngestBatch(ctx, vsdb.IngestBatchParams{Observations: slices.Values([]vsdb.Observation{
		{EntityID: "good", Vector: []float64{1}},
		{EntityID: "bad", Vector: []float64{}},
		{EntityID: "good", Vector: []float64{2}},
	})})
	if err != nil {
		return err
	}
	if err := expect(
		outcome.Ingested == 2 && len(outcome.Failed) == 1 && outcome.Failed[0].Index == 1 && outcome.Failed[0].Item.EntityID == "bad",
		"two stored and one failure: %+v", outcome,
	); err != nil {
		return err
	}
	again, err := outcome.Resubmit(ctx)
	if err != nil {
		return err
	}
	return expect(len(again.Failed) == 1 && again.Failed[0].Index == 1, "the same failure at the same position: %+v", again)
}

func patch(ctx context.Context, client *vsdb.Client) error {
	for _, step := range []struct {
		name vsdb.Nullable[string]
		want string
	}{
		{vsdb.Value("the first"), "the first"},
		{vsdb.Nullable[string]{}, "the first"},
		{vsdb.Null[string](), ""},
	} {
		entity, err := client.UpdateEntity(ctx, vsdb.UpdateEntityParams{EntityID: "vehicle-001", DisplayName: step.name})
		if err != nil {
			return err
		}
		got := ""
		if entity.DisplayName != nil {
			got = *entity.DisplayName
		}
		if err := expect(got == step.want, "the name %q, not %q", step.want, got); err != nil {
			return err
		}
	}
	return nil
}

func expect(ok bool, format string, args ...any) error {
	if ok {
		return nil
	}
	return fmt.Errorf("expected "+format, args...)
}
