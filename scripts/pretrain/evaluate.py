"""Judges samples of a U-Net with the fixed classifier: confidence, class histogram, Fréchet distance beside its floor.

    python3 scripts/pretrain/evaluate.py --folder public/pretrained/mnist-cosine --schedule cosine --data mnist --data-dir DIR \
        --classifier public/classifier/mnist.safetensors
"""

import argparse
import json
import os
import time
from functools import partial

import numpy
import torch

import images as image_sets
import tensor_file
from classifier import classify, scale
from diffusion import PREDICTIONS, SAMPLERS, guess_of, process_of, sample, trailing_times
from unet import load_unet

# Activations of 64 images stay near the processor; the noise of a seed depends on it.
BATCH = 64


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
        "histogram": [round(v, 4) for v in (torch.bincount(logits.argmax(1), minlength=logits.shape[1]) / len(x)).tolist()],
        "frechet": round(frechet(features, real), 4),
    }, logits.argmax(1)


def judged(classifier, x, asked, train, test, test_labels):
    """
    Figures of images x by the classifier in a file, beside their floor: as many real images, judged in the same way. Images are float [n, C, H, W] in [-1, 1].
    @param asked  the class of each image's condition [n]; None where the model has no classes
    @param train  as many training images
    @param test   the images that the Fréchet distance is of
    """
    weights = tensor_file.load(classifier)
    real, real_logits = run_classifier(weights, test)
    result, guessed = figures(weights, x, real)
    floor, _ = figures(weights, train, real)
    if asked is not None:
        result["askedClassRight"] = round((guessed == asked).float().mean().item(), 4)
        floor["askedClassRight"] = round((real_logits.argmax(1) == test_labels).float().mean().item(), 4)
    return {**result, "floor": floor}


def quantised(x):
    """Through bytes, as a picture is: [-1, 1] floats, of which there are 256."""
    return scale(((x.clamp(-1, 1) + 1) * 127.5).round())


def noised(process, x0, levels, last, generator):
    """Where SDE-DPM-Solver++ begins for the last so many of its levels."""
    first = levels - last
    t = trailing_times(process, levels)[first]
    x = process.alpha[t].float() * x0 + process.sigma[t].float() * torch.randn(x0.shape, generator=generator)
    return {"x": x, "first": first}


def evaluate(
    folder,
    schedule,
    data,
    classifier,
    data_dir=None,
    weights=None,
    sampler="ddpm",
    levels=100,
    count=1000,
    seed=1,
    guidance=1.0,
    corrector=0.0,
    prediction="eps",
    last=0,
    second_classifier=None,
):
    """
    Samples the model in `folder` (unet/config.json and weights, or config.json beside `weights`) and judges the samples.
    @param last  where it is not 0: the last so many levels alone, from real training images with the noise of the first of them: what of the distance comes of those
    @param second_classifier  judges the same samples too
    @returns the report, and the samples as bytes [n, C, H, W]
    """
    net = load_unet(folder, weights).eval()
    config = net.config
    test, test_labels = image_sets.load(data, "t10k", data_dir)
    generator = torch.Generator().manual_seed(seed)
    classes = (config.get("num_class_embeds") or 0) - 1
    process, size, made, started = process_of(schedule), config["sample_size"], [], time.time()
    train, train_labels = image_sets.load(data, "train", data_dir)
    # Labels of random images: a distance from real ones compares p(x), the sum of p(y) p(x | y), and the digits are not equally frequent.
    drawn = train_labels[torch.randint(len(train_labels), (count,), generator=torch.Generator().manual_seed(seed + 2))]
    picked = torch.randperm(len(train), generator=torch.Generator().manual_seed(seed + 1))[:count]
    if last:
        drawn = train_labels[picked]
    draw = partial(sample, corrector=corrector) if corrector > 0 else SAMPLERS[sampler][0]
    for begin in range(0, count, BATCH):
        n = min(BATCH, count - begin)
        labels = drawn[begin : begin + n] if classes > 0 else None
        shape = (n, config["in_channels"], size, size)
        guess = guess_of(net, process, prediction, labels, guidance, classes)
        start = noised(process, scale(train[picked[begin : begin + n]]), levels, last, generator) if last else {}
        made.append(draw(guess, process, shape, levels, generator, **start))
    x = quantised(torch.cat(made))
    sampler = "predictor-corrector" if corrector > 0 else sampler
    report = {"samples": count, "sampler": sampler, "steps": levels, "seed": seed}
    if classes > 0:
        report["guidance"] = guidance
    compared = (x, drawn if classes > 0 else None, scale(train[picked]), scale(test), test_labels)
    report.update(judged(classifier, *compared))
    if second_classifier:
        report["secondJudge"] = judged(second_classifier, *compared)
    report["seconds"] = round(time.time() - started, 1)
    return report, ((x + 1) * 127.5).round().byte()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("folder", "schedule", "classifier", "data"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--weights", help="other weights than the folder's own")
    parser.add_argument("--second-classifier", help="judges the same samples too")
    parser.add_argument("--data-dir")
    parser.add_argument("--prediction", choices=PREDICTIONS, default="eps")
    parser.add_argument("--sampler", choices=SAMPLERS, default="ddpm")
    parser.add_argument("--levels", type=int, default=100)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guidance", type=float, default=1.0, help="where the model has classes")
    parser.add_argument("--last", type=int, default=0, help="the last so many levels of sde-dpm-solver++ alone, from noised training images")
    parser.add_argument("--corrector", type=float, default=0.0, help="signal-to-noise ratio of a Langevin step before each")
    parser.add_argument("--save-samples", help="writes the samples as raw bytes [n, C, H, W]")
    args = vars(parser.parse_args())
    if args["last"] and (args["sampler"] != "sde-dpm-solver++" or args["corrector"] > 0):
        parser.error("--last needs --sampler sde-dpm-solver++ and no --corrector: other samplers begin at noise alone")
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    path = args.pop("save_samples")
    report, pictures = evaluate(**args)
    print(json.dumps(report))
    if path:
        pictures.numpy().tofile(path)


if __name__ == "__main__":
    main()
