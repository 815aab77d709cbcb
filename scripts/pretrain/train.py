"""Trains U-Nets to predict noise, from scratch or from given weights, with checkpoints that can be used as they are.

    python3 scripts/pretrain/train.py --data mnist --data-dir DIR --minutes 60 \
        --schedule linear cosine --init FOLDER_1 FOLDER_2 --out RUN_1 RUN_2

Several schedules train in lockstep: each step has the same images, quantiles of the timestep, noise and step size for all of them. Each
RUN gets ema.safetensors (what is shipped), state.pt (to go on: --resume) and training.json.
"""

import argparse
import json
import math
import os
import time

import images as image_sets
import tensor_file
import torch
from diffusion import alphas_cumprod, timestep_density
from torch.nn import functional as F
from unet import UNet

CHECKPOINT = 50


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, help="mnist or fashion-mnist")
    parser.add_argument("--data-dir", help="folder of the IDX files")
    parser.add_argument("--schedule", nargs="+", required=True, help="linear, cosine")
    parser.add_argument("--init", nargs="+", required=True, help="folders with config.json and weights, one a schedule")
    parser.add_argument("--out", nargs="+", required=True, help="folders to write to, one a schedule")
    parser.add_argument("--random", action="store_true", help="take only the configuration from --init")
    parser.add_argument("--resume", action="store_true", help="go on from state.pt in --out, where there is one")
    parser.add_argument("--steps", type=int, default=10**6)
    parser.add_argument("--minutes", type=float, default=1e6, help="ends by steps or minutes, whichever comes first")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--lr", type=float, default=1e-3, help="peak of Adam's step size; decays as a cosine to 0 at the end")
    parser.add_argument("--warmup", type=int, default=200, help="steps of linear warm-up")
    parser.add_argument("--ema", type=float, default=0.999)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--focus", type=float, default=0.0, help="share of timesteps drawn near --focus-at, 0 to 1")
    parser.add_argument("--focus-at", type=float, default=0.0, help="log SNR; the spread is 2")
    parser.add_argument("--classes", type=int, default=0, help="number of classes; one more label means none")
    parser.add_argument("--drop", type=float, default=0.1, help="share of labels dropped, where there are classes")
    parser.add_argument("--bf16", type=float, default=0.0, help="share of the run, from its start, whose products are in bfloat16")
    parser.add_argument("--flip", action="store_true", help="mirror half of the images")
    return parser.parse_args()


class Run:
    """One network with its optimizer, its average and its record."""

    def __init__(self, args, schedule, init, out):
        self.args, self.out = args, out
        os.makedirs(out, exist_ok=True)
        with open(f"{init}/config.json") as file:
            config = json.load(file)
        if args.classes:
            config["num_class_embeds"] = args.classes + 1
        with open(f"{out}/config.json", "w") as file:
            json.dump(config, file, indent=2)
        torch.manual_seed(args.seed)
        net = UNet(config)
        if args.classes:
            # A good part of the time embedding's size (2 to 6 in norm): from 0.02 nothing was learned of the classes in 850 steps.
            torch.nn.init.normal_(net.class_embedding.weight, std=0.4)
        if not args.random:
            weights = tensor_file.load(f"{init}/diffusion_pytorch_model.safetensors")
            missing, unexpected = net.load_state_dict(weights, strict=False)
            if unexpected or any("class_embedding" not in name for name in missing):
                raise SystemExit(f"weights do not fit: missing {missing}, unexpected {unexpected}")
        self.net = net
        self.params = list(net.parameters())
        self.ema = [p.detach().clone() for p in self.params]
        # A label's row is met in one image of ten, and is far from where it must go: it moves ten times as fast.
        rows = [p for name, p in net.named_parameters() if name.startswith("class_embedding")]
        rest = [p for name, p in net.named_parameters() if not name.startswith("class_embedding")]
        groups = [{"params": rest, "scale": 1}] + [{"params": rows, "scale": 10}] * bool(rows)
        self.adam = torch.optim.Adam(groups, lr=args.lr, eps=1e-8)
        self.bar = alphas_cumprod(schedule)
        self.cumulative = timestep_density(self.bar, args.focus, args.focus_at).cumsum(0)
        self.losses = []

    def train(self, x0, u, eps, labels, lr, decay, bf16):
        """x0, eps [B, C, H, W]; u [B] quantiles of the timestep in [0, 1); bf16: products in bfloat16, all else in float32."""
        t = torch.searchsorted(self.cumulative, u * self.cumulative[-1]).clamp(max=len(self.bar) - 1)
        a = self.bar[t].float()[:, None, None, None]
        xt = a.sqrt() * x0 + (1 - a).sqrt() * eps
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            predicted = self.net(xt, t, labels)
        loss = F.mse_loss(predicted.float(), eps)
        self.adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.params, 1.0)
        for group in self.adam.param_groups:
            group["lr"] = lr * group["scale"]
        self.adam.step()
        with torch.no_grad():
            torch._foreach_mul_(self.ema, decay)
            torch._foreach_add_(self.ema, self.params, alpha=1 - decay)
        self.losses.append(loss.item())

    def save(self, shared):
        state = dict(zip([name for name, _ in self.net.named_parameters()], self.ema))
        tensor_file.save(f"{self.out}/ema.tmp", state)
        os.replace(f"{self.out}/ema.tmp", f"{self.out}/ema.safetensors")
        own = {"net": self.net.state_dict(), "ema": self.ema, "adam": self.adam.state_dict(), "losses": self.losses}
        torch.save({**own, **shared}, f"{self.out}/state.tmp")
        os.replace(f"{self.out}/state.tmp", f"{self.out}/state.pt")
        by250 = [self.losses[i : i + 250] for i in range(0, len(self.losses), 250)]
        report = {
            **vars(self.args),
            "step": shared["step"],
            "seconds": round(shared["seconds"]),
            "lossBy250": [round(sum(part) / len(part), 5) for part in by250],
            "parameters": sum(p.numel() for p in self.params),
            "torch": torch.__version__,
        }
        with open(f"{self.out}/training.json", "w") as file:
            json.dump(report, file, indent=2)

    def load(self):
        saved = torch.load(f"{self.out}/state.pt", weights_only=False)
        self.net.load_state_dict(saved["net"])
        self.adam.load_state_dict(saved["adam"])
        self.ema, self.losses = saved["ema"], saved["losses"]
        return {key: saved[key] for key in ("generator", "order", "cursor", "step", "seconds")}


def main():
    args = arguments()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    # Adam's second moments decay into denormals, which cost a hundred cycles each.
    torch.set_flush_denormal(True)
    pixels, all_labels = image_sets.load(args.data, "train", args.data_dir)
    runs = [Run(args, *names) for names in zip(args.schedule, args.init, args.out, strict=True)]
    generator = torch.Generator().manual_seed(args.seed)
    order, cursor, step, before = torch.empty(0, dtype=torch.long), 0, 0, 0.0
    if args.resume and os.path.exists(f"{args.out[0]}/state.pt"):
        shared = [run.load() for run in runs][0]
        generator.set_state(shared["generator"])
        order, cursor, step, before = (shared[key] for key in ("order", "cursor", "step", "seconds"))
    first, begun = step, time.time()
    while True:
        elapsed = time.time() - begun
        done = max((step - first) / (args.steps - first), elapsed / (60 * args.minutes))
        if step % CHECKPOINT == 0 and step > first or done >= 1:
            shared = {"generator": generator.get_state(), "order": order, "cursor": cursor, "step": step}
            for run in runs:
                run.save({**shared, "seconds": before + elapsed})
            recent = " ".join(f"{sum(run.losses[-CHECKPOINT:]) / CHECKPOINT:.5f}" for run in runs)
            print(f"{step} loss {recent} {before + elapsed:.0f} s", flush=True)
        if done >= 1:
            break
        if cursor + args.batch > len(order):
            order, cursor = torch.randperm(len(pixels), generator=generator), 0
        rows = order[cursor : cursor + args.batch]
        cursor += args.batch
        x0 = pixels[rows].float() / 127.5 - 1  # [B, 1, H, W]
        u = torch.rand(args.batch, generator=generator, dtype=torch.float64)
        eps = torch.randn(x0.shape, generator=generator)
        coins = torch.rand(2, args.batch, generator=generator)
        if args.flip:
            x0 = torch.where(coins[0][:, None, None, None] < 0.5, x0.flip(3), x0)
        labels = None
        if args.classes:
            labels = torch.where(coins[1] < args.drop, args.classes, all_labels[rows])
        lr = args.lr * min(1.0, (step + 1) / args.warmup) * 0.5 * (1 + math.cos(math.pi * done))
        # Warm-up of the average: it forgets its start within a few steps.
        decay = min(args.ema, (1 + step) / (10 + step))
        for run in runs:
            run.train(x0, u, eps, labels, lr, decay, bf16=done < args.bf16)
        step += 1


if __name__ == "__main__":
    main()
