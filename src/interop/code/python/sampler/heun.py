def reverse(net, x, noise, labels=None):
    """Heun's method on the ODE dy/ds = (y - x0)/s with y = x/alpha, s = sigma/alpha (Karras et al. 2022, Alg. 1)."""
    points = grid(SAMPLING_STEPS)
    for i, (t, level) in enumerate(points):
        to = points[i + 1][1] if i + 1 < len(points) else DATA_LEVEL
        y, s, s_to = x / level.alpha, level.sigma / level.alpha, to.sigma / to.alpha
        slope = (y - denoise(net, x, t, level, labels)) / s
        x = to.alpha * (y + (s_to - s) * slope)
        if i + 1 < len(points):
            slope_to = (x / to.alpha - denoise(net, x, *points[i + 1], labels)) / s_to
            x = to.alpha * (y + (s_to - s) * (slope + slope_to) / 2)
    return x
