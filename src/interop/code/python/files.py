# Files
# safetensors: a length, a JSON header, the numbers. https://github.com/huggingface/safetensors#format
HERE = Path(globals().get("__file__", "here")).resolve().parent


def load_tensors(path):
    """Tensors by name, as float32, and the metadata of the file."""
    raw = Path(path).read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:start])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        flat = np.frombuffer(raw[start + begin : start + end], {"F32": "<f4", "F16": "<f2"}[entry["dtype"]])
        tensors[name] = torch.from_numpy(flat.astype(np.float32)).reshape(entry["shape"])
    return tensors, metadata


def save_tensors(path, tensors, **metadata):
    """Writes tensors as float32. Every value of the metadata is text."""
    header, blobs, end = {"__metadata__": {"format": "pt", **metadata}}, [], 0
    for name in sorted(tensors):
        value = tensors[name].detach().cpu().float().contiguous().numpy()
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [end, end + value.nbytes]}
        blobs.append(value.tobytes())
        end += value.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(len(text).to_bytes(8, "little") + text + b"".join(blobs))
