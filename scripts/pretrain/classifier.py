"""A small fixed classifier: its confidence and its 64 features judge generated images.

Three 3x3 convolutions (16, 32, 64 channels where not said otherwise), each followed by ReLU and a 2x2 mean, then 64 features and a logit a class. Means, not
maxima, so that the network in TypeScript is three loops; batch norm is folded into the convolutions when it is saved.

    python3 scripts/pretrain/classifier.py --data mnist --data-dir DIR --out public/classifier/mnist.safetensors
"""

import argparse
import json
import os
import time

import torch
from torch import nn
from torch.nn import functional as F

import images as image_sets
import tensor_file


# Sets whose images may be mirrored: a shirt may, a digit may not.
FLIPPED = ("fashion-mnist", "flowers")


class Trainable(nn.Module):
    """Of images [n, channels, size, size]."""

    def __init__(self, channels, size, classes, widths=(16, 32, 64), features=64):
        super().__init__()
        chans = [channels, *widths]
        self.convs = nn.ModuleList([nn.Conv2d(a, b, 3, padding=1, bias=False) for a, b in zip(chans, widths)])
        self.norms = nn.ModuleList([nn.BatchNorm2d(b) for b in widths])
        self.features = nn.Linear(widths[-1] * (size >> len(widths)) ** 2, features)
        self.logits = nn.Linear(features, classes)

    def forward(self, x):
        for conv, norm in zip(self.convs, self.norms):
            x = F.avg_pool2d(F.relu(norm(conv(x))), 2)
        x = F.dropout(F.relu(self.features(x.flatten(1))), 0.2, self.training)
        return self.logits(x)

    def folded(self):
        """The same function without batch norm, by the names that the TypeScript reader knows."""
        tensors = {}
        for i, (conv, norm) in enumerate(zip(self.convs, self.norms)):
            gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            tensors[f"conv{i + 1}.weight"] = conv.weight * gain[:, None, None, None]
            tensors[f"conv{i + 1}.bias"] = norm.bias - norm.running_mean * gain
        for name in ("features", "logits"):
            layer = getattr(self, name)
            tensors[f"{name}.weight"], tensors[f"{name}.bias"] = layer.weight, layer.bias
        return {name: value.detach().clone() for name, value in tensors.items()}


def classify(tensors, x):
    """x float [n, C, H, W] in [-1, 1] -> features [n, 64], logits [n, classes]."""
    for i in (1, 2, 3):
        x = F.avg_pool2d(F.relu(F.conv2d(x, tensors[f"conv{i}.weight"], tensors[f"conv{i}.bias"], padding=1)), 2)
    features = F.relu(F.linear(x.flatten(1), tensors["features.weight"], tensors["features.bias"]))
    return features, F.linear(features, tensors["logits.weight"], tensors["logits.bias"])


def with_reference(tensors, test_pixels):
    """Adds the moments of the test images' features, which generated images are held against."""
    with torch.no_grad():
        features = torch.cat([classify(tensors, scale(part))[0] for part in test_pixels.split(1000)]).double()
    return {
        **tensors,
        "reference.count": torch.tensor([float(len(features))]),
        "reference.mean": features.mean(0).float(),
        "reference.covariance": torch.cov(features.T).float(),
    }


def scale(bytes_):
    return bytes_.float() / 127.5 - 1


def shifted(x, generator):
    """Moves each image by up to two pixels: the digits of MNIST are centred, samples need not be. What is grey is black around, a garden goes on."""
    dx, dy = torch.randint(-2, 3, (2, 1), generator=generator).flatten().tolist()
    edge = (2, 2, 2, 2)
    wide = F.pad(x, edge, value=-1) if x.shape[1] == 1 else F.pad(x, edge, mode="replicate")
    return torch.roll(wide, (dy, dx), (2, 3))[:, :, 2:-2, 2:-2]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--data-dir")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--widths", type=int, nargs=3, default=[16, 32, 64], help="channels of the convolutions; the app reads the default alone")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    torch.manual_seed(args.seed)
    generator = torch.Generator().manual_seed(args.seed)
    pixels, labels = image_sets.load(args.data, "train", args.data_dir)
    test_pixels, test_labels = image_sets.load(args.data, "t10k", args.data_dir)
    _, channels, size, _ = pixels.shape
    net = Trainable(channels, size, labels.max().item() + 1, args.widths).to(memory_format=torch.channels_last)
    batch, peak = 128, 3e-3
    total = args.epochs * (len(pixels) // batch)
    optimizer = torch.optim.AdamW(net.parameters(), lr=peak, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, peak, total_steps=total + 1)
    started = time.time()
    for epoch in range(args.epochs):
        net.train()
        order = torch.randperm(len(pixels), generator=generator)
        for k in range(len(pixels) // batch):
            rows = order[k * batch : (k + 1) * batch]
            x, y = shifted(scale(pixels[rows]), generator), labels[rows]
            if args.data in FLIPPED and torch.rand(1, generator=generator) < 0.5:
                x = x.flip(3)
            loss = F.cross_entropy(net(x.to(memory_format=torch.channels_last)), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        net.eval()
        tensors = net.folded()
        with torch.no_grad():
            probabilities = torch.cat(
                [classify(tensors, scale(part))[1].softmax(1) for part in test_pixels.split(1000)]
            )
        accuracy = (probabilities.argmax(1) == test_labels).float().mean().item()
        confident = (probabilities.amax(1) > 0.8).float().mean().item()
        print(f"epoch {epoch + 1}: test accuracy {accuracy:.4f}, confident {confident:.4f}, {time.time() - started:.0f} s", flush=True)
    tensor_file.save(args.out, with_reference(tensors, test_pixels))
    with open(args.out.replace(".safetensors", ".json"), "w") as file:
        card = {
            "data": args.data,
            "parameters": sum(value.numel() for value in tensors.values()),
            "epochs": args.epochs,
            "seed": args.seed,
            "widths": " ".join(map(str, args.widths)),
            "testAccuracy": round(accuracy, 4),
            "testConfidentOver0.8": round(confident, 4),
            "testImages": len(test_labels),
            "made": "scripts/pretrain/classifier.py",
        }
        json.dump(card, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
