"""Writes a finished run as the app opens it: diffusers' folder with half-precision weights, and a measured model card.

    python3 scripts/pretrain/publish.py --run RUN --id mnist-cosine --label "MNIST, cosine schedule" --schedule cosine \
        --data mnist --data-dir DIR --trained "..."

The figures of the card are those of the weights as shipped, rounded to half precision. At the end `index.json` is written anew from
the cards that are there.
"""

import argparse
import json
import os

import tensor_file
import torch
from diffusion import SAMPLERS
from measure import SEEDS, SHIPPED, measured_quality, write_json

SCHEDULES = {"linear": "linear", "cosine": "squaredcos_cap_v2"}
PREDICTION_TYPES = {"eps": "epsilon", "x0": "sample", "v": "v_prediction"}
VERSION = "0.27.2"


def write_folder(folder, config, weights, schedule, prediction):
    write_json(
        f"{folder}/model_index.json",
        {
            "_class_name": "DDPMPipeline",
            "_diffusers_version": VERSION,
            "scheduler": ["diffusers", "DDPMScheduler"],
            "unet": ["diffusers", "UNet2DModel"],
        },
    )
    write_json(f"{folder}/unet/config.json", config)
    tensor_file.save(f"{folder}/unet/diffusion_pytorch_model.safetensors", weights, "F16", {"format": "pt"})
    write_json(
        f"{folder}/scheduler/scheduler_config.json",
        {
            "_class_name": "DDPMScheduler",
            "_diffusers_version": VERSION,
            "num_train_timesteps": 1000,
            "beta_start": 0.0001,
            "beta_end": 0.02,
            "beta_schedule": SCHEDULES[schedule],
            "clip_sample": True,
            "clip_sample_range": 1.0,
            "prediction_type": PREDICTION_TYPES[prediction],
            "variance_type": "fixed_small",
            "timestep_spacing": "leading",
            "steps_offset": 0,
        },
    )


def write_index():
    entries = []
    for name in sorted(os.listdir(SHIPPED)):
        if os.path.exists(f"{SHIPPED}/{name}/card.json"):
            with open(f"{SHIPPED}/{name}/card.json") as file:
                card = json.load(file)
            entries.append({key: card[key] for key in ("id", "label", "kind", "data")})
    write_json(f"{SHIPPED}/index.json", entries)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("run", "id", "label", "data", "trained"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--schedule", choices=SCHEDULES, required=True)
    parser.add_argument("--data-dir")
    parser.add_argument("--weights", default="ema", help="file of the run that ships: ema, ema-0.998, last")
    parser.add_argument("--steps-before", type=int, default=0, help="steps that the first weights had")
    parser.add_argument("--sampler", choices=SAMPLERS, default="sde-dpm-solver++")
    parser.add_argument("--levels", type=int, default=25)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--guidance", type=float, default=1.0)
    parser.add_argument("--corrector", type=float, default=0.0)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS, help="of sampling: a set of --count images for each")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    with open(f"{args.run}/training.json") as file:
        training = json.load(file)
    with open(f"{args.run}/config.json") as file:
        config = json.load(file)
    folder = f"{SHIPPED}/{args.id}"
    weights = tensor_file.load(f"{args.run}/{args.weights}.safetensors")
    write_folder(folder, config, weights, args.schedule, training["prediction"])
    quality = measured_quality(
        folder,
        args.schedule,
        args.data,
        args.data_dir,
        args.seeds,
        sampler=args.sampler,
        levels=args.levels,
        count=args.count,
        guidance=args.guidance,
        corrector=args.corrector,
        prediction=training["prediction"],
    )
    spacing = SAMPLERS["ddpm" if args.corrector else args.sampler][1]
    card = {
        "id": args.id,
        "label": args.label,
        "kind": "unet",
        "data": args.data,
        "schedule": args.schedule,
        "T": 1000,
        "parameters": training["parameters"],
        "bytes": os.path.getsize(f"{folder}/unet/diffusion_pytorch_model.safetensors"),
        "steps": args.steps_before + training["step"],
        "batch": training["batch"],
        "seed": training["seed"],
        "trained": args.trained,
        "sampler": f"{quality['sampler']}, {args.levels} steps, x0 clipped to [-1, 1]",
        # What the page begins with: the way that was measured.
        "sampling": {"sampler": quality["sampler"], "samplingSteps": args.levels, "spacing": spacing},
        "quality": quality,
    }
    if args.corrector:
        card["sampling"]["langevinSnr"] = args.corrector
    if config.get("num_class_embeds"):
        card["classes"] = config["num_class_embeds"] - 1
        card["nullLabel"] = config["num_class_embeds"] - 1
        card["sampling"]["guidance"] = args.guidance
    write_json(f"{folder}/card.json", card)
    write_index()
    print(json.dumps(quality))


if __name__ == "__main__":
    main()
