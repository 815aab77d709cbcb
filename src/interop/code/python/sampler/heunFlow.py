def reverse(net, x, noise, labels=None):
    """Heun's method on the ODE dx/dt = (x - x0)/t of straight paths."""
    points = grid(SAMPLING_STEPS)
    for i, (t, level) in enumerate(points):
        start, to = x, points[i + 1][1] if i + 1 < len(points) else DATA_LEVEL
        slope = (start - denoise(net, start, t, level, labels)) / level.sigma
        x = start + (to.sigma - level.sigma) * slope
        if i + 1 < len(points):
            slope_to = (x - denoise(net, x, *points[i + 1], labels)) / to.sigma
            x = start + (to.sigma - level.sigma) * (slope + slope_to) / 2
    return x
