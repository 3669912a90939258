"""Answers the questions of oracle.test.ts with other people's implementations: a JSON list in, a JSON list out."""

import json
import sys

import numpy as np

import clustering
import forecasting
import paths
import statistics_of

ANSWERS = {
    name: answer
    for module in (paths, clustering, statistics_of, forecasting)
    for name, answer in vars(module).items()
    if callable(answer) and getattr(answer, "__module__", None) == module.__name__ and not name.startswith("_")
}


def plain(value):
    if isinstance(value, (np.ndarray, np.generic)):
        return value.tolist()
    raise TypeError(type(value))


questions = json.load(sys.stdin)
with np.errstate(all="ignore"):
    answers = [ANSWERS[question.pop("ask")](**question) for question in questions]
json.dump(answers, sys.stdout, default=plain)
