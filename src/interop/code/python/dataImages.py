# Data
# Images in [-1, 1]: [n, H, W, C] in files and here, [B, C, H, W] in the network.
AXES = (-1, 1, 1, 1)  # a number for each sample is [B, 1, 1, 1]


def to_network(x):
    """[B, H, W, C] as the network takes it: [B, C, H, W]."""
    return torch.from_numpy(np.asarray(x, dtype=np.float32)).permute(0, 3, 1, 2).contiguous()


class Data:
    def __init__(self):
        if not (HERE / "data.npz").exists():
            raise SystemExit("data.npz, the training data, is not beside this script: samples can be drawn without it")
        with np.load(HERE / "data.npz") as file:
            self.images = file["images"]
            self.labels = file["labels"] if "labels" in file else None

    def batch(self, step):
        """[B, H, W, C] images of a step, and [B] their labels where the model has classes."""
        rows = (uniform("batch", step, BATCH_SIZE) * len(self.images)).astype(np.int64)
        images = self.images[rows] / 127.5 - 1
        if FLIPS:
            mirrored = uniform("augmentation", step, BATCH_SIZE) < 0.5
            images[mirrored] = images[mirrored, :, ::-1]
        if CLASSES == 0:
            return images, None
        labels = self.labels[rows].astype(np.int64)
        labels[uniform("labels", step, BATCH_SIZE) < LABEL_DROPOUT] = UNLABELLED
        return images, labels
