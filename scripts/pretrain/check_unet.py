"""Compares unet.py with a reference U-Net: `check_unet.py FOLDER` (config.json, weights, io.json)."""

import json
import sys

import torch

import tensor_file
from unet import UNet


def tensor(entry, shape=None):
    if isinstance(entry, dict):
        entry, shape = entry["data"], entry["shape"]
    value = torch.tensor(entry, dtype=torch.float32)
    return value.reshape(shape) if shape else value


def main(folder):
    with open(f"{folder}/config.json") as file:
        config = json.load(file)
    with open(f"{folder}/io.json") as file:
        io = json.load(file)
    net = UNet(config)
    net.load_state_dict(tensor_file.load(f"{folder}/diffusion_pytorch_model.safetensors"))
    x, t, y = tensor(io["x"]), tensor(io["timesteps"]), tensor(io["y"])
    shape = [len(t), config["in_channels"], config["sample_size"], config["sample_size"]]
    with torch.no_grad():
        delta = (net(x.reshape(shape), t) - y.reshape(shape)).abs().max().item()
    print(f"{folder}: max |Δy| = {delta:.2e}")
    if delta >= 1e-4:
        raise SystemExit("the U-Net differs from the reference by more than 1e-4")


if __name__ == "__main__":
    main(sys.argv[1])
