"""Holt's method in its original form, its best weights by SciPy, and what its errors grow to by simulation."""

import numpy as np
from scipy import optimize


def _run(series, alpha, beta):
    first = series[:10]
    trend, level = np.polyfit(np.arange(1, len(first) + 1), first, 1)
    errors = []
    for value in series:
        errors.append(value - level - trend)
        before, level = level, alpha * value + (1 - alpha) * (level + trend)
        trend = beta * (level - before) + (1 - beta) * trend
    return level, trend, np.array(errors)


def holt(series, alpha, beta, steps):
    series = np.array(series)
    level, trend, errors = _run(series, alpha, beta)

    def squares(weights):
        return (_run(series, *weights)[2] ** 2).sum()

    starts = [(a, b) for a in (0.1, 0.5, 0.9) for b in (0.05, 0.5)]
    best = min(
        optimize.minimize(squares, start, bounds=[(0, 1), (0, 1)], method="L-BFGS-B").fun for start in starts
    )
    return {
        "forecast": [level + h * trend for h in range(1, steps + 1)],
        "squares": (errors**2).sum(axis=0),
        "best": best,
    }


def variance_growth(alpha, beta, steps):
    """The spread of many simulated futures of a series whose one-step errors are standard normal."""
    errors = np.random.default_rng(3).standard_normal((steps, 200_000))
    level = np.zeros(errors.shape[1])
    trend = np.zeros(errors.shape[1])
    for error in errors:
        value = level + trend + error
        level, trend = level + trend + alpha * error, trend + alpha * beta * error
    return value.var()
