def corrected(x, x0, level, factor, z):
    """One Langevin step (Song et al. 2021, Algs. 4 and 5); norms are means over the samples drawn together."""
    score = (level.alpha * x0 - x) / level.sigma**2
    norm = lambda v: v.flatten(1).norm(dim=1).mean()  # noqa: E731
    delta = 2 * factor * (LANGEVIN_SNR * norm(z) / norm(score)) ** 2
    return x + delta * score + torch.sqrt(2 * delta) * z
