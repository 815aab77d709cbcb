"""Times the training step of the U-Net of `npm run bench` in eager PyTorch, on the best device there is.

    python3 scripts/bench/pytorch.py [--batch 8] [--steps 50]

The same network (scripts/pretrain/unet.py), loss, clipping, Adam and average of the weights; the batch is drawn on the device.
"""

import argparse
import os
import statistics
import sys
import time

import torch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../pretrain"))
from unet import UNet  # noqa: E402

GREY_28 = {
    "sample_size": 28,
    "in_channels": 1,
    "out_channels": 1,
    "center_input_sample": False,
    "time_embedding_type": "positional",
    "freq_shift": 0,
    "flip_sin_to_cos": True,
    "down_block_types": ["DownBlock2D", "DownBlock2D", "AttnDownBlock2D"],
    "up_block_types": ["AttnUpBlock2D", "UpBlock2D", "UpBlock2D"],
    "block_out_channels": [16, 32, 32],
    "layers_per_block": 1,
    "mid_block_scale_factor": 1,
    "downsample_padding": 1,
    "downsample_type": "conv",
    "upsample_type": "conv",
    "dropout": 0.0,
    "act_fn": "silu",
    "attention_head_dim": 8,
    "norm_num_groups": 8,
    "attn_norm_num_groups": None,
    "norm_eps": 1e-5,
    "resnet_time_scale_shift": "default",
    "add_attention": True,
    "class_embed_type": None,
    "num_class_embeds": None,
}

DECAY = 0.999


def best_device():
    if torch.cuda.is_available():
        return torch.device("cuda"), torch.cuda.get_device_name(), torch.cuda.synchronize
    if torch.backends.mps.is_available():
        return torch.device("mps"), "Apple GPU", torch.mps.synchronize
    return torch.device("cpu"), f"the processor, {torch.get_num_threads()} threads", lambda: None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--steps", type=int, default=50)
    args = parser.parse_args()
    device, name, wait = best_device()
    net = UNet(GREY_28).to(device)
    weights = list(net.parameters())
    average = [p.detach().clone() for p in weights]
    adam = torch.optim.Adam(weights, lr=1e-3)
    data = 2 * torch.rand(128, 1, 28, 28, device=device) - 1
    alpha_bar = torch.cos(torch.linspace(0, 1.57, 1000, device=device)) ** 2

    def step():
        x0 = data[torch.randint(len(data), (args.batch,), device=device)]
        t = torch.randint(1000, (args.batch,), device=device)
        eps = torch.randn_like(x0)
        a = alpha_bar[t][:, None, None, None]
        loss = (net(a.sqrt() * x0 + (1 - a).sqrt() * eps, t) - eps).square().mean()
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        adam.step()
        with torch.no_grad():
            torch._foreach_mul_(average, DECAY)
            torch._foreach_add_(average, weights, alpha=1 - DECAY)

    for _ in range(5):
        step()
    wait()
    rounds = []
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(max(1, args.steps // 5)):
            step()
        wait()
        rounds.append((time.perf_counter() - began) / max(1, args.steps // 5))
    milliseconds = 1000 * statistics.median(rounds)
    parameters = sum(p.numel() for p in weights)
    print(f"eager PyTorch {torch.__version__} on {name}: U-Net of {parameters} parameters, {args.batch} images a step")
    print(f"{milliseconds:.1f} ms, {1000 / milliseconds:.2f} steps a second")


if __name__ == "__main__":
    main()
