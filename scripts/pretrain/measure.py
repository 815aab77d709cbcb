"""Measures shipped image models as their cards say, with several seeds of sampling, and writes the figures into the cards.

    python3 scripts/pretrain/measure.py mnist-classes --data-dir MNIST
"""

import argparse
import json
import os
import statistics

import torch
from evaluate import evaluate

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
SHIPPED = f"{ROOT}/public/pretrained"
MEASURE = "Fréchet distance in the features of the fixed classifier"
SEEDS = [1, 2, 3]
FIGURES = ("confidentOver0.8", "frechet", "askedClassRight")


def write_json(path, value):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        json.dump(value, file, indent=2, ensure_ascii=False)
        file.write("\n")


def over_sets(reports):
    """@returns the means of the figures of several sets, with the standard deviations of those that vary"""
    first = reports[0]
    figures = [name for name in FIGURES if name in first]
    values = {name: [report[name] for report in reports] for name in figures}
    result = {name: round(statistics.fmean(values[name]), 4) for name in figures}
    shares = zip(*(report["histogram"] for report in reports))
    result["histogram"] = [round(statistics.fmean(share), 4) for share in shares]
    if len(reports) > 1:
        varied = [name for name in figures if len(set(values[name])) > 1]
        result["deviation"] = {name: round(statistics.stdev(values[name]), 4) for name in varied}
    return result


def beside_floor(reports):
    return {**over_sets(reports), "floor": over_sets([report["floor"] for report in reports])}


def measured_quality(folder, schedule, data, data_dir, seeds=SEEDS, **sampling):
    """
    The quality of a card: `evaluate` with each of the seeds, beside as many sets of real training images, by the classifier that the app has too and by a second one
    that shares with it neither first weights nor sizes of layers.
    @param sampling sampler, levels, count, guidance, corrector and prediction of `evaluate`
    """
    judge, second = (f"{ROOT}/{place}/{data}.safetensors" for place in ("public/classifier", "docs/models/second-judge"))
    reports = [evaluate(folder, schedule, data, judge, data_dir, seed=seed, second_classifier=second, **sampling)[0] for seed in seeds]
    same = {name: reports[0][name] for name in ("samples", "sampler", "steps", "guidance") if name in reports[0]}
    by_second = beside_floor([report["secondJudge"] for report in reports])
    return {"measure": MEASURE, **same, "seeds": list(seeds), **beside_floor(reports), "secondJudge": by_second}


def prediction_of(folder):
    with open(f"{folder}/scheduler/scheduler_config.json") as file:
        kind = json.load(file)["prediction_type"]
    return {"epsilon": "eps", "sample": "x0", "v_prediction": "v"}[kind]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ids", nargs="+")
    parser.add_argument("--data-dir")
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    for name in args.ids:
        folder = f"{SHIPPED}/{name}"
        with open(f"{folder}/card.json") as file:
            card = json.load(file)
        sampling = card["sampling"]
        corrector = sampling.get("langevinSnr", 0.0)
        card["quality"] = measured_quality(
            folder,
            card["schedule"],
            card["data"],
            args.data_dir,
            args.seeds,
            sampler="ddpm" if corrector else sampling["sampler"],
            levels=sampling["samplingSteps"],
            count=card["quality"]["samples"],
            guidance=sampling.get("guidance", 1.0),
            corrector=corrector,
            prediction=prediction_of(folder),
        )
        write_json(f"{folder}/card.json", card)
        print(name, json.dumps(card["quality"]))


if __name__ == "__main__":
    main()
