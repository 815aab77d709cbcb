"""Trains U-Nets, from scratch or from given weights, with checkpoints that can be used as they are.

    python3 scripts/pretrain/train.py --data mnist --data-dir DIR --minutes 60 \
        --schedule linear cosine --init FOLDER_1 FOLDER_2 --out RUN_1 RUN_2

Several schedules train in lockstep: each step has the same images, quantiles of the timestep, noise and step size for all of them. Each
RUN gets ema.safetensors, ema-DECAY.safetensors of further averages, last.safetensors (the last weights), state.pt (to go on: --resume) and training.json.
"""

import argparse
import json
import math
import os
import time

import images as image_sets
import tensor_file
import torch
from diffusion import PREDICTIONS, loss_weight, process_of, timestep_density
from muon import Muon
from posterior import Posterior
from unet import UNet

CHECKPOINT = 50

# Share of the peak of the step size, by the share of the run that is done.
SHAPES = {
    "cosine": lambda done: 0.5 * (1 + math.cos(math.pi * done)),
    "linear": lambda done: 1 - done,
    "constant": lambda done: 1.0,
}


def arguments(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, help="mnist, fashion-mnist, flowers or pixel-faces")
    parser.add_argument("--data-dir", help="folder of the IDX files; the last two need none")
    parser.add_argument("--schedule", nargs="+", required=True, help="linear, cosine, flow")
    parser.add_argument("--init", nargs="+", required=True, help="folders with config.json and weights, one a schedule")
    parser.add_argument("--out", nargs="+", required=True, help="folders to write to, one a schedule")
    parser.add_argument("--random", action="store_true", help="take only the configuration from --init")
    parser.add_argument("--negate", action="store_true", help="turn the sign of the output of --init: of x0 it makes v where only noise is left")
    parser.add_argument("--channels", type=int, nargs="+", help="other block_out_channels than those of --init")
    parser.add_argument("--prediction", choices=PREDICTIONS, default="eps", help="velocity with flow, others without")
    parser.add_argument("--weighting", choices=["none", "min-snr"], default="none")
    parser.add_argument("--optimizer", choices=["adam", "muon"], default="adam", help="muon: of matrices and filters; Adam of all else")
    parser.add_argument("--resume", action="store_true", help="go on from state.pt in --out, where there is one")
    parser.add_argument("--steps", type=int, default=10**6)
    parser.add_argument("--minutes", type=float, default=1e6, help="ends by steps or minutes, whichever comes first")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--lr", type=float, default=1e-3, help="peak of the step size")
    parser.add_argument("--shape", choices=SHAPES, default="cosine", help="of the step size after the warm-up")
    parser.add_argument("--warmup", type=int, default=200, help="steps of linear warm-up")
    parser.add_argument("--ema", type=float, nargs="+", default=[0.999], help="decays; more than the first are measured beside it")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--focus", type=float, default=0.0, help="share of timesteps drawn near --focus-at, 0 to 1")
    parser.add_argument("--focus-at", type=float, default=0.0, help="log SNR; the spread is 2")
    parser.add_argument("--stratified", action="store_true", help="one quantile of the timestep in each of --batch equal parts (Kingma et al. 2021)")
    parser.add_argument("--posterior", action="store_true", help="at large noise, targets are means over all training images (Xu et al. 2023)")
    parser.add_argument("--classes", type=int, default=0, help="number of classes; one more label means none")
    parser.add_argument("--drop", type=float, default=0.1, help="share of labels dropped, where there are classes")
    parser.add_argument("--bf16", type=float, default=0.0, help="share of the run, from its start, whose products are in bfloat16")
    parser.add_argument("--flip", action="store_true", help="mirror half of the images")
    return parser.parse_args(argv)


class Run:
    """One network with its optimizer, its average and its record."""

    def __init__(self, args, schedule, init, out):
        self.args, self.out = args, out
        os.makedirs(out, exist_ok=True)
        with open(f"{init}/config.json") as file:
            config = json.load(file)
        if args.classes:
            config["num_class_embeds"] = args.classes + 1
        if args.channels:
            config["block_out_channels"] = args.channels
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
        if args.negate:
            with torch.no_grad():
                for parameter in net.conv_out.parameters():
                    parameter.neg_()
        self.net = net
        self.params = list(net.parameters())
        self.averages = [[p.detach().clone() for p in self.params] for _ in args.ema]
        self.optimizers = self.make_optimizers()
        self.process = process_of(schedule)
        self.cumulative = timestep_density(self.process, args.focus, args.focus_at).cumsum(0)
        self.losses = []

    def make_optimizers(self):
        named = list(self.net.named_parameters())
        # A label's row is met in one image of ten, and is far from where it must go: it moves ten times as fast, or twice where all move fast.
        rows = [p for name, p in named if name.startswith("class_embedding")]
        # The first and the last filters see pixels, of one or three channels: no matrix to make orthogonal (Jordan et al. 2024).
        ends = ("conv_in", "conv_out", "class_embedding")
        muon = self.args.optimizer == "muon"
        matrices = [p for name, p in named if muon and p.ndim > 1 and not name.startswith(ends)]
        chosen = {id(p) for p in rows + matrices}
        others = [p for _, p in named if id(p) not in chosen]
        groups = [{"params": others, "scale": 1}] + [{"params": rows, "scale": 2 if muon else 10}] * bool(rows)
        adam = torch.optim.Adam(groups, lr=self.args.lr, eps=1e-8)
        return [adam, Muon([{"params": matrices, "scale": 1}], self.args.lr)] if matrices else [adam]

    def train(self, x0, u, eps, labels, lr, decays, bf16, posterior):
        """
        x0, eps [B, C, H, W]; u [B] quantiles of the timestep in [0, 1); bf16: products in bfloat16, all else in float32;
        posterior: of the targets at large noise, or None for those of the image itself.
        """
        args, process = self.args, self.process
        t = torch.searchsorted(self.cumulative, u * self.cumulative[-1]).clamp(max=len(process.sigma) - 1)
        alpha, sigma = (level[t].float()[:, None, None, None] for level in (process.alpha, process.sigma))
        xt = alpha * x0 + sigma * eps
        if posterior:
            x0, eps = posterior.targets(xt, alpha, sigma, labels, x0, eps)
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            output = self.net(xt, process.network_time[t], labels)
        error = output.float() - PREDICTIONS[args.prediction].target(alpha, sigma, x0, eps)
        loss = (loss_weight(args.weighting, args.prediction, alpha, sigma) * error**2).mean()
        for optimizer in self.optimizers:
            optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.params, 1.0)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = lr * group["scale"]
            optimizer.step()
        with torch.no_grad():
            for average, decay in zip(self.averages, decays):
                torch._foreach_mul_(average, decay)
                torch._foreach_add_(average, self.params, alpha=1 - decay)
        self.losses.append(loss.item())

    def save_weights(self, weights, name):
        state = dict(zip([name for name, _ in self.net.named_parameters()], weights))
        tensor_file.save(f"{self.out}/ema.tmp", state)
        os.replace(f"{self.out}/ema.tmp", f"{self.out}/{name}.safetensors")

    def save(self, shared):
        for i, average in enumerate(self.averages):
            self.save_weights(average, f"ema-{self.args.ema[i]}" if i else "ema")
        self.save_weights([p.detach() for p in self.params], "last")
        own = {
            "net": self.net.state_dict(),
            "averages": self.averages,
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "losses": self.losses,
        }
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
        for optimizer, state in zip(self.optimizers, saved["optimizers"], strict=True):
            optimizer.load_state_dict(state)
        self.averages, self.losses = saved["averages"], saved["losses"]
        return {key: saved[key] for key in ("generator", "order", "cursor", "step", "seconds")}


def main(argv=None):
    args = arguments(argv)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    # Adam's second moments decay into denormals, which cost a hundred cycles each.
    torch.set_flush_denormal(True)
    pixels, all_labels = image_sets.load(args.data, "train", args.data_dir)
    posterior = Posterior(pixels, all_labels, args.classes) if args.posterior else None
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
        x0 = pixels[rows].float() / 127.5 - 1  # [B, C, H, W]
        u = torch.rand(args.batch, generator=generator, dtype=torch.float64)
        if args.stratified:
            u = (torch.arange(args.batch) + u) / args.batch
        eps = torch.randn(x0.shape, generator=generator)
        coins = torch.rand(2, args.batch, generator=generator)
        if args.flip:
            x0 = torch.where(coins[0][:, None, None, None] < 0.5, x0.flip(3), x0)
        labels = None
        if args.classes:
            labels = torch.where(coins[1] < args.drop, args.classes, all_labels[rows])
        lr = args.lr * min(1.0, (step + 1) / args.warmup) * SHAPES[args.shape](done)
        # Warm-up of the averages: they forget their start within a few steps.
        decays = [min(decay, (1 + step) / (10 + step)) for decay in args.ema]
        for run in runs:
            run.train(x0, u, eps, labels, lr, decays, bf16=done < args.bf16, posterior=posterior)
        step += 1


if __name__ == "__main__":
    main()
