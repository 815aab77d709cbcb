def reverse(net, x, noise, labels=None):
    """Predictor-corrector (Song et al. 2021, Alg. 3): a Langevin step at each level, then an ancestral one."""
    points = grid(SAMPLING_STEPS)
    for (t, level), to in zip(points, [level for _, level in points[1:]] + [DATA_LEVEL]):
        x = corrected(x, denoise(net, x, t, level, labels), level, (level.alpha / to.alpha) ** 2, noise())
        x0 = denoise(net, x, t, level, labels)
        c_x0, c_x, small, _ = posterior(level, to)
        x = c_x0 * x0 + c_x * x
        if to.sigma > 0:
            x = x + math.sqrt(small) * noise()
    return x
