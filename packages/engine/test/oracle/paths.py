"""Distances between paths, simplification and change points: dtw-python, similaritymeasures, GEOS, georust, ruptures, NumPy."""

import dtw as dtw_python
import numpy as np
import ruptures
import shapely
import similaritymeasures
from simplification.cutil import simplify_coords_idx


def dtw(a, b):
    """The symmetric2 pattern is Sakoe and Chiba's symmetric P0, but counts the first pair once where they count it twice."""
    found = dtw_python.dtw(np.array(a), np.array(b), step_pattern="symmetric2", dist_method="euclidean")
    first = np.linalg.norm(np.subtract(a[0], b[0]))
    return {"distance": found.normalizedDistance + first / (len(a) + len(b)), "length": len(found.index1)}


def frechet(a, b):
    """GEOS is left out: its discrete Fréchet distance is too large in 6 of 100 random cases (3.14.1)."""
    return similaritymeasures.frechet_dist(np.array(a), np.array(b))


def douglas_peucker(points, tolerance):
    """The recursion as published, over NumPy's projections; in two dimensions GEOS and georust as well."""
    points = np.array(points)
    kept = _halves(points, 0, len(points) - 1, tolerance)
    if points.shape[1] != 2:
        return {"kept": kept}
    others = shapely.simplify(shapely.LineString(points), tolerance, preserve_topology=False)
    return {
        "kept": kept,
        "georust": simplify_coords_idx(points, tolerance),
        "geos": [int(np.flatnonzero((points == each).all(axis=1))[0]) for each in np.array(others.coords)],
    }


def _halves(points, first, last, tolerance):
    if last - first < 2:
        return [first] if last == first else [first, last]
    start, way = points[first], points[last] - points[first]
    between = points[first + 1 : last] - start
    share = np.clip(between @ way / max(way @ way, 1e-300), 0, 1)
    away = np.linalg.norm(between - share[:, None] * way, axis=1)
    if away.max() <= tolerance:
        return [first, last]
    middle = first + 1 + int(away.argmax())
    return _halves(points, first, middle, tolerance)[:-1] + _halves(points, middle, last, tolerance)


def visvalingam(points, most):
    """Drop the smallest Gram-determinant triangle again and again, never less than one dropped before."""
    points = np.array(points)
    kept = list(range(len(points)))
    areas = [_area(points[i : i + 3]) for i in range(len(points) - 2)]
    while len(kept) > most:
        at = int(np.argmin(areas))
        floor = areas.pop(at)
        kept.pop(at + 1)
        for neighbour in (at - 1, at):
            if 0 <= neighbour < len(areas):
                areas[neighbour] = max(floor, _area(points[kept[neighbour : neighbour + 3]]))
    return kept


def _area(triangle):
    sides = triangle[1:] - triangle[0]
    return 0.5 * np.sqrt(max(0.0, np.linalg.det(sides @ sides.T)))


def resample(times, points, moments):
    return np.stack([np.interp(moments, times, component) for component in np.array(points).T], axis=1)


def change_points(points, penalty, fewest):
    """ruptures' PELT, and the optimal partition by trying every last segment, without pruning."""
    points = np.array(points)
    ends = ruptures.Pelt(model="l2", min_size=fewest, jump=1).fit(points).predict(pen=penalty)
    cost = ruptures.costs.CostL2().fit(points)
    best = [-penalty] + [np.inf] * len(points)
    for end in range(fewest, len(points) + 1):
        best[end] = min(best[start] + cost.error(start, end) + penalty for start in range(0, end - fewest + 1))
    total = cost.sum_of_costs(ends) + penalty * (len(ends) - 1)
    return {"starts": [0, *ends[:-1]], "ruptures": total, "optimum": best[-1]}
