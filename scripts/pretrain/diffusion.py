"""The process in discrete time, what a network predicts of it, and samplers: levels in float64, images in float32."""

import math
from dataclasses import dataclass
from typing import Callable

import torch


def betas(schedule, T=1000):
    """'linear' is Ho's 1e-4 … 0.02 at T = 1000, scaled by 1000/T; 'cosine' is Nichol & Dhariwal's, capped at 0.999."""
    if schedule == "linear":
        return torch.linspace(1e-4 * 1000 / T, 0.02 * 1000 / T, T, dtype=torch.float64)
    if schedule == "cosine":
        u = torch.arange(T + 1, dtype=torch.float64) / T
        bar = torch.cos((u + 0.008) / 1.008 * math.pi / 2) ** 2
        return (1 - bar[1:] / bar[:-1]).clamp(max=0.999)
    raise ValueError(f"schedule '{schedule}' is unknown; it is one of linear, cosine")


@dataclass(frozen=True)
class Process:
    """x_t = alpha x0 + sigma eps at T levels, from data to noise."""

    alpha: torch.Tensor  # [T] float64
    sigma: torch.Tensor  # [T] float64
    network_time: torch.Tensor  # [T]: what the network is given for each level

    def log_snr(self):
        return 2 * (self.alpha.log() - self.sigma.log())


def process_of(name, T=1000):
    """'linear' and 'cosine' preserve the variance; 'flow' is x_t = (1 - sigma) x0 + sigma eps with sigma = 1/T … 1 (Lipman et al. 2023)."""
    if name == "flow":
        sigma = torch.arange(1, T + 1, dtype=torch.float64) / T
        return Process(1 - sigma, sigma, 1000 * sigma)
    bar = torch.cumprod(1 - betas(name, T), 0)
    return Process(bar.sqrt(), (1 - bar).sqrt(), torch.arange(T))


@dataclass(frozen=True)
class Prediction:
    """A quantity that is linear in x0 and eps, at levels that broadcast."""

    target: Callable  # (alpha, sigma, x0, eps) -> what the network shall give
    x0: Callable  # (alpha, sigma, x_t, output) -> its guess of x0
    over_x0_error: Callable  # (alpha, sigma) -> factor in |error of the output|² = factor |error of x0|²


PREDICTIONS = {
    "eps": Prediction(
        target=lambda a, s, x0, eps: eps,
        x0=lambda a, s, x, out: (x - s * out) / a,
        over_x0_error=lambda a, s: (a / s) ** 2,
    ),
    "x0": Prediction(
        target=lambda a, s, x0, eps: x0,
        x0=lambda a, s, x, out: out,
        over_x0_error=lambda a, s: torch.ones_like(s),
    ),
    # Salimans & Ho (2022, App. D), where alpha² + sigma² = 1.
    "v": Prediction(
        target=lambda a, s, x0, eps: a * eps - s * x0,
        x0=lambda a, s, x, out: a * x - s * out,
        over_x0_error=lambda a, s: s**-2,
    ),
    # Lipman et al. (2023), where alpha + sigma = 1.
    "velocity": Prediction(
        target=lambda a, s, x0, eps: eps - x0,
        x0=lambda a, s, x, out: x - s * out,
        over_x0_error=lambda a, s: s**-2,
    ),
}


def loss_weight(weighting, prediction, alpha, sigma, gamma=5.0):
    """Factor of the squared error of the output: 'none' is 1; 'min-snr' weights the error of x0 by min(SNR, gamma) (Hang et al. 2023, Eq. 7)."""
    if weighting == "none":
        return torch.ones_like(sigma)
    return ((alpha / sigma) ** 2).clamp(max=gamma) / PREDICTIONS[prediction].over_x0_error(alpha, sigma)


def timestep_density(process, focus, centre=0.0):
    """
    Probability of each timestep in training, [T]: uniform, but for the share `focus`, which is spread as a normal of
    log SNR with mean `centre` and deviation 2: the noise levels at which the shape of an image is decided.
    """
    T = len(process.sigma)
    log_snr = process.log_snr().clamp(min=-40)
    # Mass per timestep: density over log SNR times the width that the timestep covers.
    width = -torch.gradient(log_snr)[0]
    peak = torch.exp(-0.5 * ((log_snr - centre) / 2) ** 2) * width
    return (1 - focus) / T + focus * peak / peak.sum()


def guess_of(net, process, prediction="eps", labels=None, scale=1.0, null=10):
    """
    The guess of x0, clipped to [-1, 1], from x at level t. With labels [B]: classifier-free guidance of the output,
    out = out(null) + scale (out(label) - out(null)).
    """

    def output(x, at):
        if labels is None:
            return net(x, at)
        if scale == 1.0:
            return net(x, at, labels)
        both = net(torch.cat([x, x]), torch.cat([at, at]), torch.cat([labels, torch.full_like(labels, null)]))
        conditional, unconditional = both.chunk(2)
        return unconditional + scale * (conditional - unconditional)

    def guess(x, t):
        a, s = process.alpha[t].item(), process.sigma[t].item()
        at = process.network_time[t].repeat(len(x))
        return PREDICTIONS[prediction].x0(a, s, x, output(x, at)).clamp(-1, 1)

    return guess


@torch.no_grad()
def sample(guess, process, shape, steps, generator, corrector=0.0, eta=1.0):
    """
    DDIM (Song, Meng & Ermon 2021, Eqs. 12 and 16) over `steps` level pairs with eps made consistent with the guess of x0.
    eta = 1 is ancestral sampling with the variance fixed-small (Ho et al. 2020, Alg. 2), eta = 0 draws no noise.
    With a corrector, its signal-to-noise ratio: one Langevin step before each (Song et al. 2021, Alg. 3 and 5).
    """
    T = len(process.sigma)
    times = torch.linspace(T - 1, 0, steps, dtype=torch.float64).round().long().tolist()
    levels = [(process.alpha[t].item(), process.sigma[t].item()) for t in times] + [(1.0, 0.0)]
    x = torch.randn(shape, generator=generator)

    def norm(v):
        return v.flatten(1).norm(dim=1).mean()

    for i, t in enumerate(times):
        (a, s), (b, r) = levels[i], levels[i + 1]
        if corrector > 0:
            score = (a * guess(x, t) - x) / s**2
            z = torch.randn(shape, generator=generator)
            delta = 2 * (a / b) ** 2 * (corrector * norm(z) / norm(score)) ** 2
            x = x + delta * score + (2 * delta).sqrt() * z
        x0 = guess(x, t)
        variance = (eta * r / s) ** 2 * (s**2 - (a * r / b) ** 2)
        direction = math.sqrt(max(0.0, r**2 - variance)) / s
        x = direction * x + (b - direction * a) * x0
        if variance > 0:
            x = x + math.sqrt(variance) * torch.randn(shape, generator=generator)
    return x


def half_log_snr(alpha, sigma):
    return math.log(alpha / sigma) if alpha > 0 else -math.inf


def trailing_times(process, steps):
    """`steps` timesteps from the last one down, evenly spaced (Lin et al. 2023, Sec. 3.3)."""
    T = len(process.sigma)
    return [round(T - i * T / steps) - 1 for i in range(steps)]


@torch.no_grad()
def sample_sde_dpm_solver(guess, process, shape, steps, generator, x=None, first=0):
    """
    SDE-DPM-Solver++ of order 2, "2M" (Lu et al. 2022b, App. B), through `steps` trailing timesteps (Lin et al. 2023, Sec. 3.3):
    with h the step in log(alpha/sigma), x_s = (sigma_s/sigma_t) e^-h x_t + alpha_s (1 - e^-2h) D + sigma_s √(1 - e^-2h) z and
    D = x0 + h/(2 h_last) (x0 - x0_last). The first step and the one to data have D = x0.
    @param x      what it begins with, at the timestep of the index `first`; noise where it is absent
    """
    times = trailing_times(process, steps)[first:]
    if x is None:
        x = torch.randn(shape, generator=generator)
    x0_last, h_last = None, math.inf
    for i, t in enumerate(times):
        x0 = guess(x, t)
        if i + 1 == len(times):
            return x0
        a, s = process.alpha[t].item(), process.sigma[t].item()
        b, r = process.alpha[times[i + 1]].item(), process.sigma[times[i + 1]].item()
        h = half_log_snr(b, r) - half_log_snr(a, s)
        d = x0 if x0_last is None else x0 + h / (2 * h_last) * (x0 - x0_last)
        share = -math.expm1(-2 * h)
        x = (r / s) * math.exp(-h) * x + b * share * d
        x = x + r * math.sqrt(share) * torch.randn(shape, generator=generator)
        x0_last, h_last = x0, h


# By the sampler's name in the app: how it draws, and the spacing of its timesteps.
SAMPLERS = {"ddpm": (sample, "linspace"), "sde-dpm-solver++": (sample_sde_dpm_solver, "trailing")}
