"""
The mean of x0 given x_t over a set of images: the target whose expectation the loss of an image has too, without the scatter of the one image
that x_t was made of (stable target field, Xu, Tong & Jaakkola 2023; here with the whole set, so that no bias is left).

    python3 scripts/pretrain/posterior.py                 compares it with the sum over all images in float64
    python3 scripts/pretrain/posterior.py --data mnist --data-dir MNIST --folder FOLDER --schedule linear --prediction v
                                                          prints how far a model's guess is from it, by noise level
"""

import argparse

import images as image_sets
import torch
from diffusion import PREDICTIONS, process_of
from unet import load_unet

# Above this log SNR nearly all weight is on the image itself (MNIST: 0.79 at -1, 0.64 at -1.5, 0.10 at -2.5, 0.003 at -3.5).
HIGHEST_LOG_SNR = -1.0


class Posterior:
    """Of the images that are equally likely: p(x0 = x_i | x_t) ∝ exp(-|x_t - alpha x_i|² / 2 sigma²)."""

    def __init__(self, pixels, labels, classes):
        """pixels: bytes [n, C, H, W]; labels [n]; classes: their number, which as a label stands for none; 0 where there are none."""
        flat = pixels.reshape(len(pixels), -1)
        self.rounded = flat.bfloat16()  # exact: a byte has 8 significant bits
        self.exact = flat.float()
        self.squares = ((self.exact / 127.5 - 1) ** 2).sum(1)
        self.labels, self.classes = labels, classes

    @torch.no_grad()
    def mean(self, xt, alpha, sigma, labels):
        """xt [B, C, H, W]; alpha, sigma [B, 1, 1, 1]; labels [B] of the condition, or None. @returns E[x0 | x_t, label], of the shape of xt"""
        x = xt.flatten(1)
        alpha, sigma = alpha.flatten(1), sigma.flatten(1)
        # x · x_i but for a constant of the row, which the softmax takes away
        products = (x @ self.exact.T) / 127.5
        logits = (alpha * products - alpha**2 * self.squares / 2) / sigma**2
        if labels is not None:
            is_other = (labels[:, None] != self.labels) & (labels != self.classes)[:, None]
            logits.masked_fill_(is_other, -torch.inf)
        weights = logits.softmax(1)
        # Weights to three digits leave an error of the mean far below the scatter that it replaces.
        return ((weights.bfloat16() @ self.rounded).float() / 127.5 - 1).reshape(xt.shape)

    def targets(self, xt, alpha, sigma, labels, x0, eps):
        """x0 and eps of each row; where its noise is large, their means given x_t."""
        rows = (2 * (alpha / sigma).log() < HIGHEST_LOG_SNR).flatten().nonzero()[:, 0]
        x, a, s = xt[rows], alpha[rows], sigma[rows]
        mean = self.mean(x, a, s, None if labels is None else labels[rows])
        return x0.index_copy(0, rows, mean), eps.index_copy(0, rows, (x - a * mean) / s)


def check():
    generator = torch.Generator().manual_seed(0)
    pixels = torch.randint(0, 256, (500, 1, 4, 4), generator=generator, dtype=torch.uint8)
    labels = torch.randint(0, 3, (500,), generator=generator)
    asked = torch.tensor([0, 1, 2, 3] * 8)
    x0 = pixels[:32].float() / 127.5 - 1
    images = pixels.double().flatten(1) / 127.5 - 1
    posterior = Posterior(pixels, labels, 3)
    for log_snr in (-8.0, -4.0, -1.5, 0.0):
        bar = torch.sigmoid(torch.tensor(log_snr)).expand(32)[:, None, None, None]
        alpha, sigma = bar.sqrt(), (1 - bar).sqrt()
        xt = alpha * x0 + sigma * torch.randn(x0.shape, generator=generator)
        found = posterior.mean(xt, alpha, sigma, asked)
        distances = ((xt.double().flatten(1)[:, None] - alpha.flatten(1)[:, None] * images) ** 2).sum(2)
        logits = -distances / (2 * sigma.flatten(1) ** 2)
        logits[(asked[:, None] != labels) & (asked[:, None] != 3)] = -torch.inf
        exact = (logits.softmax(1) @ images).reshape(found.shape)
        print(f"log SNR {log_snr}: max |Δ| = {(found - exact).abs().max():.1e}")


LOG_SNRS = (-7, -6, -5, -4, -3.5, -3)
IMAGES = 192
BATCH = 32


@torch.no_grad()
def print_errors(folder, schedule, prediction, data, data_dir):
    """Mean squared error of the guess of x0 against the mean given x_t, and the scatter of x0 about it, of images in -1 … 1."""
    net, process = load_unet(folder).eval(), process_of(schedule)
    pixels, labels = image_sets.load(data, "train", data_dir)
    posterior = Posterior(pixels, labels, 0)
    for log_snr in LOG_SNRS:
        generator = torch.Generator().manual_seed(5)
        t = (process.log_snr() - log_snr).abs().argmin()
        x0 = pixels[torch.randint(len(pixels), (IMAGES,), generator=generator)].float() / 127.5 - 1
        alpha, sigma = (level[t].float().expand(len(x0), 1, 1, 1) for level in (process.alpha, process.sigma))
        xt = alpha * x0 + sigma * torch.randn(x0.shape, generator=generator)
        error, scatter = 0.0, 0.0
        for rows in torch.arange(IMAGES).split(BATCH):
            x, a, s = xt[rows], alpha[rows], sigma[rows]
            mean = posterior.mean(x, a, s, None)
            guess = PREDICTIONS[prediction].x0(a, s, x, net(x, process.network_time[t].repeat(len(x))))
            error += ((guess - mean) ** 2).mean().item() * BATCH / IMAGES
            scatter += ((x0[rows] - mean) ** 2).mean().item() * BATCH / IMAGES
        print(f"log SNR {log_snr}: error {error:.4f}, scatter {scatter:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", help="of a shipped model without classes")
    parser.add_argument("--schedule", default="linear")
    parser.add_argument("--prediction", choices=PREDICTIONS, default="v")
    parser.add_argument("--data", default="mnist")
    parser.add_argument("--data-dir")
    args = parser.parse_args()
    if args.folder:
        print_errors(args.folder, args.schedule, args.prediction, args.data, args.data_dir)
    else:
        check()


if __name__ == "__main__":
    main()
