"""Scores and tests of samples: SciPy and NumPy."""

import numpy as np
from scipy import stats
from scipy.spatial.distance import cdist


def modified_z(points):
    points = np.array(points)
    away = np.linalg.norm(points - np.median(points, axis=0), axis=1)
    middle = np.median(away)
    spread = stats.median_abs_deviation(away) / 0.6745
    if spread == 0:
        spread = 1.253314 * np.abs(away - middle).mean()
    return 0.0 if spread == 0 else (away[-1] - middle) / spread


def noise_variance(points):
    steps = np.diff(np.array(points), axis=0)
    robust = (stats.median_abs_deviation(steps, axis=0) / 0.6745) ** 2 / 2
    return np.where(robust > 0, robust, (steps**2).mean(axis=0) / 2).mean()


def energy(a, b, permutations):
    a, b = np.array(a), np.array(b)

    def statistic(x, y):
        return 2 * cdist(x, y).mean() - cdist(x, x).mean() - cdist(y, y).mean()

    random = np.random.default_rng(7)
    everything = np.concatenate([a, b])
    found = statistic(a, b)
    shuffled = (random.permutation(everything) for _ in range(permutations))
    as_large = sum(statistic(each[: len(a)], each[len(a) :]) >= found - 1e-12 for each in shuffled)
    one = stats.energy_distance(a[:, 0], b[:, 0]) ** 2 if a.shape[1] == 1 else None
    return {"energy": found, "scipy": one, "p_value": (1 + as_large) / (1 + permutations)}


def normal_quantile(p):
    return stats.norm.ppf(p)
