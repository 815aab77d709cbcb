"""The safetensors format: an 8-byte little-endian header length, a JSON header, then raw tensors.

Written out here because nothing but PyTorch is needed to pretrain. Reads F32, F16, BF16; writes F32 or F16.
"""

import json
import struct

import numpy
import torch

BYTES = {"F32": 4, "F16": 2, "BF16": 2}


def load(path):
    """Reads every tensor of `path` as float32, by name."""
    with open(path, "rb") as file:
        raw = file.read()
    (length,) = struct.unpack("<Q", raw[:8])
    if 8 + length > len(raw):
        raise ValueError(f"{path}: a header of {length} bytes does not fit a file of {len(raw)}")
    header = json.loads(raw[8 : 8 + length])
    header.pop("__metadata__", None)
    return {name: _tensor(raw, 8 + length, name, entry) for name, entry in header.items()}


def _tensor(raw, base, name, entry):
    kind, (begin, end) = entry["dtype"], entry["data_offsets"]
    if kind not in BYTES:
        raise ValueError(f"tensor {name} has type {kind}; expected one of {', '.join(BYTES)}")
    data = raw[base + begin : base + end]
    if kind == "F32":
        flat = numpy.frombuffer(data, "<f4").astype(numpy.float32)
    elif kind == "F16":
        flat = numpy.frombuffer(data, "<f2").astype(numpy.float32)
    else:
        flat = (numpy.frombuffer(data, "<u2").astype(numpy.uint32) << 16).view(numpy.float32)
    return torch.from_numpy(flat.copy()).reshape(entry["shape"])


def save(path, tensors, kind="F32", metadata=None):
    """Writes `tensors` (name -> tensor) in the order of their names, as F32 or F16."""
    header, blobs, offset = {}, [], 0
    if metadata:
        header["__metadata__"] = metadata
    for name in sorted(tensors):
        value = tensors[name].detach().cpu().contiguous().numpy()
        blob = value.astype("<f2" if kind == "F16" else "<f4").tobytes()
        header[name] = {
            "dtype": kind,
            "shape": list(value.shape),
            "data_offsets": [offset, offset + len(blob)],
        }
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    # The format asks for data aligned to 8 bytes; readers skip trailing spaces of the header.
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))
