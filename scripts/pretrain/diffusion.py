"""The discrete process and its samplers, in float64 until the network is evaluated."""

import math

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


def alphas_cumprod(schedule, T=1000):
    return torch.cumprod(1 - betas(schedule, T), 0)


def timestep_density(bar, focus, centre=0.0):
    """
    Probability of each timestep in training: uniform, but for the share `focus`, which is spread as a normal of
    log SNR with mean `centre` and deviation 2: the noise levels at which the shape of an image is decided.
    """
    log_snr = torch.log(bar) - torch.log1p(-bar)
    # Mass per timestep: density over log SNR times the width that the timestep covers.
    width = -torch.gradient(log_snr)[0]
    peak = torch.exp(-0.5 * ((log_snr - centre) / 2) ** 2) * width
    return (1 - focus) / len(bar) + focus * peak / peak.sum()


def guess_of(net, labels, scale, null):
    """
    The guess of x0, clipped to [-1, 1], from x at timestep t with alphas_cumprod a. With labels [B]: classifier-free guidance,
    eps = eps(null) + scale (eps(label) - eps(null)).
    """

    def guess(x, a, t):
        at = torch.full((len(x),), t)
        if labels is None:
            eps = net(x, at)
        elif scale == 1.0:
            eps = net(x, at, labels)
        else:
            both = net(torch.cat([x, x]), torch.cat([at, at]), torch.cat([labels, torch.full_like(labels, null)]))
            conditional, unconditional = both.chunk(2)
            eps = unconditional + scale * (conditional - unconditional)
        return ((x - math.sqrt(1 - a) * eps) / math.sqrt(a)).clamp(-1, 1)

    return guess


@torch.no_grad()
def sample(net, bar, shape, steps, generator, labels=None, scale=1.0, null=10, corrector=0.0, eta=1.0):
    """
    DDIM (Song, Meng & Ermon 2021, Eqs. 12 and 16) over `steps` level pairs, x0 clipped to [-1, 1] and eps made consistent with it.
    eta = 1 is ancestral sampling with the variance fixed-small (Ho et al. 2020, Alg. 2), eta = 0 draws no noise.
    With labels [B], classifier-free guidance: see `guess_of`.
    With a corrector, its signal-to-noise ratio: one Langevin step before each (Song et al. 2021, Alg. 3 and 5).
    """
    T = len(bar)
    times = torch.linspace(T - 1, 0, steps, dtype=torch.float64).round().long().tolist()
    x = torch.randn(shape, generator=generator)

    guess = guess_of(net, labels, scale, null)

    def norm(v):
        return v.flatten(1).norm(dim=1).mean()

    for i, t in enumerate(times):
        a, b = bar[t].item(), bar[times[i + 1]].item() if i + 1 < steps else 1.0
        ratio = a / b
        if corrector > 0:
            score = (math.sqrt(a) * guess(x, a, t) - x) / (1 - a)
            z = torch.randn(shape, generator=generator)
            delta = 2 * ratio * (corrector * norm(z) / norm(score)) ** 2
            x = x + delta * score + (2 * delta).sqrt() * z
        x0 = guess(x, a, t)
        variance = eta**2 * (1 - b) / (1 - a) * (1 - ratio)
        direction = math.sqrt(max(0.0, 1 - b - variance) / (1 - a))
        x = direction * x + (math.sqrt(b) - direction * math.sqrt(a)) * x0
        if variance > 0:
            x = x + math.sqrt(variance) * torch.randn(shape, generator=generator)
    return x


@torch.no_grad()
def sample_sde_dpm_solver(net, bar, shape, steps, generator, labels=None, scale=1.0, null=10):
    """
    SDE-DPM-Solver++ of order 2, "2M" (Lu et al. 2022b, App. B), through `steps` trailing timesteps (Lin et al. 2023, Sec. 3.3), x0 clipped to
    [-1, 1]: with h the step in log(alpha/sigma), x_s = (sigma_s/sigma_t) e^-h x_t + alpha_s (1 - e^-2h) D + sigma_s √(1 - e^-2h) z and
    D = x0 + h/(2 h_last) (x0 - x0_last). The first step and the one to data have D = x0.
    With labels [B], classifier-free guidance: see `guess_of`.
    """
    T = len(bar)
    times = [round(T - i * T / steps) - 1 for i in range(steps)]
    guess = guess_of(net, labels, scale, null)
    x = torch.randn(shape, generator=generator)
    x0_last, h_last = None, math.inf
    for i, t in enumerate(times):
        a = bar[t].item()
        x0 = guess(x, a, t)
        if i + 1 == steps:
            return x0
        b = bar[times[i + 1]].item()
        h = 0.5 * (math.log(b / (1 - b)) - math.log(a / (1 - a)))
        d = x0 if x0_last is None else x0 + h / (2 * h_last) * (x0 - x0_last)
        share = -math.expm1(-2 * h)
        x = math.sqrt((1 - b) / (1 - a)) * math.exp(-h) * x + math.sqrt(b) * share * d
        x = x + math.sqrt((1 - b) * share) * torch.randn(shape, generator=generator)
        x0_last, h_last = x0, h


# By the sampler's name in the app: how it draws, and the spacing of its timesteps.
SAMPLERS = {"ddpm": (sample, "linspace"), "sde-dpm-solver++": (sample_sde_dpm_solver, "trailing")}
