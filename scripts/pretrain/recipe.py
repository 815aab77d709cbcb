"""Trains small U-Nets on MNIST, each in one way, for equal steps, and measures them: the figures of docs/recipe.md.

    python3 scripts/pretrain/recipe.py --data-dir MNIST [--seeds 1 2] [--only LINE …] [--steps 600]

A line is a name and the options of train.py by which it differs from BASE. Each line and seed becomes a file of figures in the cache
(node_modules/.cache/recipe), and docs/recipe.json holds them all: what either has is not computed again.
"""

import argparse
import glob
import json
import os
import shutil

import images as image_sets
import tensor_file
import torch
import train
from classifier import scale
from diffusion import PREDICTIONS, guess_of, process_of, sample_sde_dpm_solver
from evaluate import figures, quantised, run_classifier
from unet import load_unet

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
CACHE = f"{ROOT}/node_modules/.cache/recipe"
DOCUMENT = f"{ROOT}/docs/recipe.json"
CONFIGURATION = f"{ROOT}/docs/models/mnist-cosine/unet"
CLASSIFIER = f"{ROOT}/public/classifier/mnist.safetensors"

# Decays of the averages by their half-lives in steps; the first draws images in every line. None longer: up to step 600 the warm-up of the
# average, (1 + step)/(10 + step), has a half-life of at most 47 steps.
EMA = {"50": 0.98623, "0": 0.0, "25": 0.97265}
BASE = "--schedule cosine --prediction eps --lr 2e-3 --shape cosine --warmup 100 --batch 64"

# "normal": all timesteps from a normal of log SNR, mean -1 and deviation 2.
TIMES = {"uniform": "", "log-SNR normal": "--focus 1 --focus-at -1", "min-SNR-5": "--weighting min-snr"}
TARGETS = {
    "ε": "",
    "v": "--prediction v",
    "x0": "--prediction x0",
    "flow": "--schedule flow --prediction velocity",
}
LINES = {f"{target}, {times}": f"{TARGETS[target]} {TIMES[times]}".strip() for target in TARGETS for times in TIMES}
LINES |= {
    "ε, linear schedule": "--schedule linear",
    "ε, step size 1e-3": "--lr 1e-3",
    "ε, step size 4e-3": "--lr 4e-3",
    "ε, step size constant": "--shape constant",
    "ε, step size falls linearly": "--shape linear",
    "ε, Muon": "--optimizer muon",
    "ε, Muon, step size 4e-3": "--optimizer muon --lr 4e-3",
    "ε, Muon, step size 8e-3": "--optimizer muon --lr 8e-3",
}
LARGER = "--channels 32 56 64"
LINES |= {
    "ε, 1 M": LARGER,
    "ε, Muon, 1 M": f"{LARGER} --optimizer muon",
}
# The best of each column above, together.
TOGETHER = "--optimizer muon --lr 8e-3 --focus 1 --focus-at -1"
LINES |= {
    "x0, log-SNR normal, Muon 8e-3": f"--prediction x0 {TOGETHER}",
    "v, log-SNR normal, Muon 8e-3": f"--prediction v {TOGETHER}",
    "flow, log-SNR normal, Muon 8e-3": f"{TARGETS['flow']} {TOGETHER}",
    "ε, log-SNR normal, Muon 8e-3": TOGETHER,
    "x0, log-SNR normal, Muon 8e-3, 1 M": f"{LARGER} --prediction x0 {TOGETHER}",
    "x0, log-SNR normal, Muon 8e-3, 0.8 M": f"--channels 16 48 64 --prediction x0 {TOGETHER}",
    "x0, step size 4e-3": "--prediction x0 --lr 4e-3",
    "x0, log-SNR normal, Muon 16e-3": f"--prediction x0 {TOGETHER.replace('8e-3', '16e-3')}",
}

SAMPLES = 1000
EVALUATIONS = 25
BATCH = 64
# Where the guess of x0 is held against test images.
LOG_SNRS = range(-6, 7)
TEST_IMAGES = 128


def options_of(line, seed, args, out):
    text = f"{BASE} {LINES[line]} --seed {seed} --steps {args.steps} --bf16 1"
    ema = " ".join(str(decay) for decay in EMA.values())
    return f"--data mnist --data-dir {args.data_dir} --random --init {CONFIGURATION} --out {out} {text} --ema {ema}"


@torch.no_grad()
def guess_error(net, process, prediction, test):
    """Mean squared error of the guess of x0, clipped as in sampling, of test images [n, 1, H, W] in -1 … 1: the mean over LOG_SNRS, equal noise for all."""
    generator, errors = torch.Generator().manual_seed(0), []
    for log_snr in LOG_SNRS:
        t = (process.log_snr() - log_snr).abs().argmin()
        alpha, sigma = process.alpha[t].item(), process.sigma[t].item()
        eps = torch.randn(test.shape, generator=generator)
        x = alpha * test + sigma * eps
        output = torch.cat([net(part, process.network_time[t].repeat(len(part))) for part in x.split(BATCH)])
        guess = PREDICTIONS[prediction].x0(alpha, sigma, x, output).clamp(-1, 1)
        errors.append(((guess - test) ** 2).mean().item())
    return sum(errors) / len(errors)


def quality(net, process, prediction, judge, real):
    """Share of clear digits, classes and Fréchet distance of SAMPLES images, SDE-DPM-Solver++ in EVALUATIONS evaluations."""
    generator, guess, made = torch.Generator().manual_seed(1), guess_of(net, process, prediction), []
    for begin in range(0, SAMPLES, BATCH):
        shape = (min(BATCH, SAMPLES - begin), 1, 28, 28)
        made.append(sample_sde_dpm_solver(guess, process, shape, EVALUATIONS, generator))
    return figures(judge, quantised(torch.cat(made)), real)[0]


def measure(line, seed, args, test, judge, real):
    out = f"{CACHE}/runs/{line}, seed {seed}".replace(" ", "_")
    train.main(options_of(line, seed, args, out).split())
    with open(f"{out}/training.json") as file:
        training = json.load(file)
    process = process_of(training["schedule"][0])
    result = {"line": line, "options": LINES[line], "seed": seed, "parameters": training["parameters"], "averages": {}}
    for i, (half_life, decay) in enumerate(EMA.items()):
        net = load_unet(out, f"{out}/{f'ema-{decay}' if i else 'ema'}.safetensors").eval()
        average = {"guessError": round(guess_error(net, process, training["prediction"], test), 5)}
        # Pictures of every average of the base alone: a thousand of them are 22 s.
        if i == 0 or line in args.averages:
            average |= quality(net, process, training["prediction"], judge, real)
        result["averages"][half_life] = average
    shutil.rmtree(out)
    return result


def cache_path(line, seed):
    return f"{CACHE}/{line}, seed {seed}.json".replace(" ", "_")


def write_figures(result):
    with open(cache_path(result["line"], result["seed"]), "w") as file:
        json.dump(result, file, indent=1, ensure_ascii=False)


def read_document(steps):
    """Brings into the cache what the document has of the same base, steps and options."""
    with open(DOCUMENT) as file:
        document = json.load(file)
    if document["base"] != BASE or document["steps"] != steps:
        return
    for result in document["results"]:
        is_current = LINES.get(result["line"]) == result["options"]
        if is_current and not os.path.exists(cache_path(result["line"], result["seed"])):
            write_figures(result)


def write_document(steps):
    results = []
    for path in sorted(glob.glob(f"{CACHE}/*.json")):
        with open(path) as file:
            results.append(json.load(file))
    order = list(LINES)
    results = sorted((r for r in results if r["line"] in order), key=lambda r: (order.index(r["line"]), r["seed"]))
    with open(f"{CACHE}/floor.txt") as file:
        floor = json.load(file)
    document = {
        "base": BASE,
        "steps": steps,
        "samples": SAMPLES,
        "evaluations": EVALUATIONS,
        "testImages": TEST_IMAGES,
        "floor": floor,
        "results": results,
    }
    with open(DOCUMENT, "w") as file:
        json.dump(document, file, indent=1, ensure_ascii=False)
        file.write("\n")


def floor_of(data_dir, judge, real):
    """The figures of as many real training images."""
    images, _ = image_sets.load("mnist", "train", data_dir)
    picked = torch.randperm(len(images), generator=torch.Generator().manual_seed(2))[:SAMPLES]
    return figures(judge, scale(images[picked]), real)[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--only", nargs="+", choices=LINES, default=list(LINES), metavar="LINE")
    parser.add_argument("--averages", nargs="+", default=["ε, uniform"], help="lines of which every average draws images")
    parser.add_argument("--steps", type=int, default=600)
    args = parser.parse_args()
    os.makedirs(CACHE, exist_ok=True)
    judge = tensor_file.load(CLASSIFIER)
    images, _ = image_sets.load("mnist", "t10k", args.data_dir)
    real, _ = run_classifier(judge, scale(images))
    with open(f"{CACHE}/floor.txt", "w") as file:
        json.dump(floor_of(args.data_dir, judge, real), file)
    read_document(args.steps)
    for seed in args.seeds:
        for line in args.only:
            if os.path.exists(cache_path(line, seed)):
                continue
            result = measure(line, seed, args, scale(images[:TEST_IMAGES]), judge, real)
            write_figures(result)
            write_document(args.steps)
            print(json.dumps(result, ensure_ascii=False), flush=True)
    write_document(args.steps)


if __name__ == "__main__":
    main()
