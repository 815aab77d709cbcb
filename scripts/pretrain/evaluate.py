"""Judges samples of a U-Net with the fixed classifier: confidence, class histogram, Fréchet distance beside its floor.

    python3 scripts/pretrain/evaluate.py --weights RUN/ema.safetensors --config RUN/config.json --schedule cosine \
        --classifier public/classifier/mnist.safetensors --data mnist --data-dir DIR
"""

import argparse
import json
import os
import time

import numpy
import torch

import images as image_sets
import tensor_file
from classifier import classify, scale
from diffusion import alphas_cumprod, sample
from unet import UNet


def root(matrix):
    values, vectors = numpy.linalg.eigh(matrix)
    return (vectors * numpy.sqrt(numpy.clip(values, 0, None))) @ vectors.T


def frechet(a, b):
    """|μa - μb|² + tr(Σa + Σb - 2 (Σa^½ Σb Σa^½)^½) of features [n, d]; covariances are unbiased."""
    a, b = a.double().numpy(), b.double().numpy()
    ca, cb = numpy.cov(a.T), numpy.cov(b.T)
    half = root(ca)
    cross = numpy.trace(root(half @ cb @ half))
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + numpy.trace(ca) + numpy.trace(cb) - 2 * cross)


def run_classifier(weights, x):
    with torch.no_grad():
        parts = [classify(weights, part) for part in x.split(1000)]
    return torch.cat([f for f, _ in parts]), torch.cat([z for _, z in parts])


def figures(weights, x, real):
    """Confidence and histogram of images x, and the Fréchet distance of their features to `real` ones."""
    features, logits = run_classifier(weights, x)
    probabilities = logits.softmax(1)
    return {
        "confidentOver0.8": round((probabilities.amax(1) > 0.8).float().mean().item(), 4),
        "histogram": [round(v, 4) for v in (torch.bincount(logits.argmax(1), minlength=10) / len(x)).tolist()],
        "frechet": round(frechet(features, real), 4),
    }, logits.argmax(1)


def quantised(x):
    """Through bytes, as a picture is: [-1, 1] floats, of which there are 256."""
    return scale(((x.clamp(-1, 1) + 1) * 127.5).round())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("weights", "config", "schedule", "classifier", "data"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--data-dir")
    parser.add_argument("--levels", type=int, default=100)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0, help="guidance, where the model has classes")
    parser.add_argument("--json")
    parser.add_argument("--save-samples", help="writes the samples as raw bytes [n, H, W]")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    with open(args.config) as file:
        config = json.load(file)
    net = UNet(config).to(memory_format=torch.channels_last).eval()
    net.load_state_dict(tensor_file.load(args.weights))
    weights = tensor_file.load(args.classifier)
    test, test_labels = image_sets.load(args.data, "t10k", args.data_dir)
    real, real_logits = run_classifier(weights, scale(test))
    generator = torch.Generator().manual_seed(args.seed)
    classes = (config.get("num_class_embeds") or 0) - 1
    bar, size, made, asked, started = alphas_cumprod(args.schedule), config["sample_size"], [], [], time.time()
    for begin in range(0, args.count, 250):
        n = min(250, args.count - begin)
        labels = (torch.arange(n) + begin) % classes if classes > 0 else None
        shape = (n, config["in_channels"], size, size)
        made.append(sample(net, bar, shape, args.levels, generator, labels, args.scale, null=classes))
        asked.append(labels)
    seconds = time.time() - started
    x = quantised(torch.cat(made))
    result, guessed = figures(weights, x, real)
    # The floor: as many real training images, judged in the same way.
    train, _ = image_sets.load(args.data, "train", args.data_dir)
    picked = torch.randperm(len(train), generator=torch.Generator().manual_seed(2))[: args.count]
    floor, _ = figures(weights, scale(train[picked]), real)
    report = {"samples": args.count, "sampler": "ddpm", "steps": args.levels, "seed": args.seed, **result,
              "floor": floor, "seconds": round(seconds, 1)}
    if classes > 0:
        report["guidance"] = args.scale
        report["askedClassRight"] = round((guessed == torch.cat(asked)).float().mean().item(), 4)
        report["askedClassRightOfTestImages"] = round((real_logits.argmax(1) == test_labels).float().mean().item(), 4)
    print(json.dumps(report))
    if args.json:
        with open(args.json, "w") as file:
            json.dump(report, file, indent=2)
    if args.save_samples:
        ((x + 1) * 127.5).round().byte().numpy().tofile(args.save_samples)


if __name__ == "__main__":
    main()
