"""PAM by the kmedoids package (Schubert and Lenssen), silhouettes by scikit-learn."""

import kmedoids
import numpy as np
from sklearn.metrics import silhouette_samples


def pam(distances, k):
    return kmedoids.pam(np.array(distances), k, max_iter=1000, init="build").loss


def silhouettes(distances, labels):
    return silhouette_samples(np.array(distances), labels, metric="precomputed")
