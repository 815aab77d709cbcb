"""Trains a U-Net to predict noise, from scratch or from given weights, with checkpoints that can be used as they are.

    python3 scripts/pretrain/train.py --data mnist --data-dir DIR --schedule cosine --init FOLDER --steps 4000 --out RUN

RUN gets ema.safetensors (what is shipped), state.pt (to go on: --resume) and training.json. The data order, the timesteps and
the noise are functions of the seed alone, so two runs that differ in schedule see the same.
"""

import argparse
import json
import math
import os
import time

import torch
from torch.nn import functional as F

import images as image_sets
import tensor_file
from diffusion import alphas_cumprod, timestep_density
from unet import UNet


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, help="mnist or fashion-mnist")
    parser.add_argument("--data-dir", help="folder of the IDX files")
    parser.add_argument("--schedule", required=True, help="linear or cosine")
    parser.add_argument("--init", required=True, help="folder with config.json and diffusion_pytorch_model.safetensors")
    parser.add_argument("--random", action="store_true", help="take only the configuration from --init")
    parser.add_argument("--out", required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--lr", type=float, default=1e-3, help="peak of Adam's step size")
    parser.add_argument("--warmup", type=int, default=200, help="steps of linear warm-up")
    parser.add_argument("--ema", type=float, default=0.999)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--focus", type=float, default=0.0, help="share of timesteps drawn near log SNR 0, 0 to 1")
    parser.add_argument("--classes", type=int, default=0, help="number of classes; one more label means none")
    parser.add_argument("--drop", type=float, default=0.1, help="share of labels dropped, where there are classes")
    parser.add_argument("--flip", action="store_true", help="mirror half of the images")
    parser.add_argument("--resume", action="store_true")
    return parser.parse_args()


def build(args):
    with open(f"{args.init}/config.json") as file:
        config = json.load(file)
    if args.classes:
        config["num_class_embeds"] = args.classes + 1
    torch.manual_seed(args.seed)
    net = UNet(config)
    if args.classes:
        # From an unconditional start the classes begin as almost nothing, so that the weights go on as they were.
        torch.nn.init.normal_(net.class_embedding.weight, std=0.02)
    if not args.random:
        weights = tensor_file.load(f"{args.init}/diffusion_pytorch_model.safetensors")
        missing, unexpected = net.load_state_dict(weights, strict=False)
        if unexpected or any("class_embedding" not in name for name in missing):
            raise SystemExit(f"weights do not fit: missing {missing}, unexpected {unexpected}")
    return net.to(memory_format=torch.channels_last), config


def rate(step, args):
    if step < args.warmup:
        return args.lr * (step + 1) / args.warmup
    done = (step - args.warmup) / max(1, args.steps - args.warmup)
    return args.lr * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))


def main():
    args = arguments()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    # Adam's second moments decay into denormals, which cost a hundred cycles each.
    torch.set_flush_denormal(True)
    os.makedirs(args.out, exist_ok=True)
    pixels, all_labels = image_sets.load(args.data, "train", args.data_dir)
    net, config = build(args)
    with open(f"{args.out}/config.json", "w") as file:
        json.dump(config, file, indent=2)
    params = list(net.parameters())
    ema = [p.detach().clone() for p in params]
    optimizer = torch.optim.Adam(params, lr=args.lr, eps=1e-8)
    bar = alphas_cumprod(args.schedule)
    cumulative = timestep_density(bar, args.focus).cumsum(0)
    generator = torch.Generator().manual_seed(args.seed)
    order, cursor, step, losses, seconds = torch.empty(0, dtype=torch.long), 0, 0, [], 0.0

    def save():
        state = dict(zip([name for name, _ in net.named_parameters()], ema))
        tensor_file.save(f"{args.out}/ema.tmp", state)
        os.replace(f"{args.out}/ema.tmp", f"{args.out}/ema.safetensors")
        torch.save(
            {"net": net.state_dict(), "ema": ema, "adam": optimizer.state_dict(), "generator": generator.get_state(),
             "order": order, "cursor": cursor, "step": step, "losses": losses, "seconds": seconds},
            f"{args.out}/state.tmp",
        )
        os.replace(f"{args.out}/state.tmp", f"{args.out}/state.pt")
        with open(f"{args.out}/training.json", "w") as file:
            means = [sum(part) / len(part) for part in (losses[i : i + 250] for i in range(0, len(losses), 250))]
            report = {**vars(args), "step": step, "seconds": round(seconds), "lossBy250": [round(m, 5) for m in means],
                      "parameters": sum(p.numel() for p in params), "torch": torch.__version__}
            json.dump(report, file, indent=2)

    if args.resume and os.path.exists(f"{args.out}/state.pt"):
        saved = torch.load(f"{args.out}/state.pt")
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["adam"])
        generator.set_state(saved["generator"])
        ema, order, cursor = saved["ema"], saved["order"], saved["cursor"]
        step, losses, seconds = saved["step"], saved["losses"], saved["seconds"]

    begun = time.time()
    while step < args.steps:
        if cursor + args.batch > len(order):
            order, cursor = torch.randperm(len(pixels), generator=generator), 0
        rows = order[cursor : cursor + args.batch]
        cursor += args.batch
        x0 = pixels[rows].float() / 127.5 - 1  # [B, 1, H, W]
        u = torch.rand(args.batch, generator=generator, dtype=torch.float64)
        t = torch.searchsorted(cumulative, u * cumulative[-1]).clamp(max=len(bar) - 1)  # [B]
        eps = torch.randn(x0.shape, generator=generator)
        coins = torch.rand(2, args.batch, generator=generator)
        if args.flip:
            x0 = torch.where(coins[0][:, None, None, None] < 0.5, x0.flip(3), x0)
        labels = None
        if args.classes:
            labels = torch.where(coins[1] < args.drop, args.classes, all_labels[rows])
        a = bar[t].float()[:, None, None, None]
        xt = (a.sqrt() * x0 + (1 - a).sqrt() * eps).to(memory_format=torch.channels_last)
        loss = F.mse_loss(net(xt, t, labels), eps)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(params, 1.0)
        for group in optimizer.param_groups:
            group["lr"] = rate(step, args)
        optimizer.step()
        # Warm-up of the average: it forgets its start within a few steps.
        decay = min(args.ema, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_mul_(ema, decay)
            torch._foreach_add_(ema, params, alpha=1 - decay)
        losses.append(loss.item())
        step += 1
        if step % 250 == 0 or step == args.steps:
            seconds += time.time() - begun
            begun = time.time()
            save()
            recent = losses[-250:]
            print(f"{step} loss {sum(recent) / len(recent):.5f} {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    main()
