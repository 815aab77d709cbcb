def reverse(net, x, noise, labels=None):
    """Ancestral sampling (Ho et al. 2020, Alg. 2), between any two levels."""
    points = grid(SAMPLING_STEPS)
    for (t, level), to in zip(points, [level for _, level in points[1:]] + [DATA_LEVEL]):
        x0 = denoise(net, x, t, level, labels)
        c_x0, c_x, small, large = posterior(level, to)
        x = c_x0 * x0 + c_x * x
        if to.sigma > 0:
            x = x + math.sqrt(large if VARIANCE == "fixed-large" else small) * noise()
    return x
