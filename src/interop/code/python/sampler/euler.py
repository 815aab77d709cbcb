def reverse(net, x, noise, labels=None):
    """Euler's method on the probability-flow ODE (Song et al. 2021)."""
    points = grid(SAMPLING_STEPS)
    for (t, level), to in zip(points, [level for _, level in points[1:]] + [DATA_LEVEL]):
        x0 = denoise(net, x, t, level, labels)
        ratio = to.sigma / level.sigma
        x = ratio * x + (to.alpha - ratio * level.alpha) * x0
    return x
