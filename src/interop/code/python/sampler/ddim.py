def reverse(net, x, noise, labels=None):
    """DDIM (Song, Meng & Ermon 2021, Eqs. 12 and 16)."""
    points = grid(SAMPLING_STEPS)
    for (t, level), to in zip(points, [level for _, level in points[1:]] + [DATA_LEVEL]):
        x0 = denoise(net, x, t, level, labels)
        eps = (x - level.alpha * x0) / level.sigma
        variance = ETA**2 * posterior(level, to)[2]
        x = to.alpha * x0 + math.sqrt(max(0.0, to.sigma**2 - variance)) * eps
        if variance > 0:
            x = x + math.sqrt(variance) * noise()
    return x
