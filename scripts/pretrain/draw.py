"""Draws images from a U-Net as raw bytes [n, H, W]: the same formulas as the app's, at a third of its time on one core.

    python3 scripts/pretrain/draw.py --folder public/pretrained/mnist-cosine --schedule cosine --sampler ddim \
        --steps 1000 --count 512 --seed 1000 --out samples.bin
"""

import argparse
import os

import torch

from diffusion import guess_of, process_of, sample
from unet import load_unet

ETA = {"ddpm": 1.0, "ddim": 0.0}
# Activations of 64 images stay near the processor; the noise does not depend on it.
BATCH = 64


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("folder", "schedule", "out"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--sampler", choices=ETA, required=True)
    for name in ("steps", "count", "seed"):
        parser.add_argument(f"--{name}", type=int, required=True)
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    net = load_unet(args.folder).eval()
    size, channels = net.config["sample_size"], net.config["in_channels"]
    process, generator = process_of(args.schedule), torch.Generator().manual_seed(args.seed)
    guess = guess_of(net, process)
    with open(f"{args.out}.part", "wb") as file:
        for begin in range(0, args.count, BATCH):
            shape = (min(BATCH, args.count - begin), channels, size, size)
            x = sample(guess, process, shape, args.steps, generator, eta=ETA[args.sampler])
            file.write(((x.clamp(-1, 1) + 1) * 127.5).round().byte().numpy().tobytes())
    os.replace(f"{args.out}.part", args.out)


if __name__ == "__main__":
    main()
