# Data
# Points with mean 0 and deviation 1, [n, 2]. Guesses of x0 are clipped to the box BOX_MIN, BOX_MAX.
SHAPE = (2,)
AXES = (-1, 1)  # a number for each sample is [B, 1]


def to_network(x):
    """[B, 2] as the network takes it."""
    return torch.from_numpy(np.asarray(x, dtype=np.float32))


class Data:
    def __init__(self):
        if not (HERE / "data.npz").exists():
            raise SystemExit("data.npz, the training data, is not beside this script: samples can be drawn without it")
        with np.load(HERE / "data.npz") as file:
            self.points = file["points"].astype(np.float64)
            self.labels = file["labels"] if "labels" in file else None

    def batch(self, step):
        """[B, 2] points of a step, and [B] their labels where the model has classes."""
        rows = (uniform("batch", step, BATCH_SIZE) * len(self.points)).astype(np.int64)
        if CLASSES == 0:
            return self.points[rows], None
        labels = self.labels[rows].astype(np.int64)
        labels[uniform("labels", step, BATCH_SIZE) < LABEL_DROPOUT] = UNLABELLED
        return self.points[rows], labels
