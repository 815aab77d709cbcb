def posterior(level, to):
    """q(x_s | x_t, x0): the factors of x0 and of x_t, and its variance and that of the forward step."""
    ratio = level.alpha / to.alpha
    large = max(0.0, level.sigma**2 - ratio**2 * to.sigma**2)
    total = level.sigma**2
    return to.alpha * large / total, ratio * to.sigma**2 / total, large * to.sigma**2 / total, large
