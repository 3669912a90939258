/** Short pages for agents, each read when it is needed. */
export const guides: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  start: {
    title: 'Where to begin',
    text: `1. get_status: how much there is. list_entity_types, then list_entities: what it is about.
2. get_history of one entity: how long its vectors are, and how often it is observed.
3. temporal_knn with {"entity": id} as query_vector: what is like it, in a window of time.
Searches compare only vectors of the query's length; a result says in "dimensions" which that was.`,
  },
  vectors: {
    title: 'Vectors without their numbers',
    text: `Wherever a vector is wanted, pass {"entity": "<id>", "at": "<time>"}: the vector that entity had at that time, or its latest without "at".
Results leave vectors out. Pass include_vectors: true only when the numbers themselves matter: one of 1536 takes 16 kB.`,
  },
  time: {
    title: 'Windows and instants',
    text: `Times are RFC 3339 with an offset: 2025-06-01T00:00:00Z. Both ends of a window belong to it.
start_time and end_time speak of when something was observed. as_of_knn speaks of what was known at an instant: it finds what has been deleted since.
No data in a window is an empty result; too little for a score is score: null with a reason.`,
  },
  loading: {
    title: 'Loading a data set',
    text: `validate_batch checks up to 1000 observations and stores nothing. ingest_batch stores up to 1000 in one call, import_vectors up to 1000 and goes on after bad ones.
Each observation: {"entity_id", "vector", "entity_type"?, "timestamp"?, "metadata"?}. Without a timestamp the time of arrival counts.
What failed is listed item by item; correct those and send only them again. create_snapshot before a large load makes it possible to go back.`,
  },
};
