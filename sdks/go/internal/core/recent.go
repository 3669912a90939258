package core

// recent has the ids of the last events, to know one that comes again.
type recent struct {
	order []string
	known map[string]struct{}
	next  int
}

func (r *recent) has(id string) bool {
	_, known := r.known[id]
	return known
}

func (r *recent) add(id string) {
	if r.known == nil {
		r.known = make(map[string]struct{}, rememberedIDs)
	}
	if len(r.order) < rememberedIDs {
		r.order = append(r.order, id)
	} else {
		delete(r.known, r.order[r.next])
		r.order[r.next] = id
		r.next = (r.next + 1) % rememberedIDs
	}
	r.known[id] = struct{}{}
}
