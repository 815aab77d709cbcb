def reverse(net, x, noise, labels=None):
    """DPM-Solver++ of order SOLVER_ORDER (Lu et al. 2022; order 2 is 2M)."""
    points = grid(SAMPLING_STEPS)
    x0_last, h_last = None, math.inf
    for (t, level), to in zip(points, [level for _, level in points[1:]] + [DATA_LEVEL]):
        x0 = denoise(net, x, t, level, labels)
        ratio = to.sigma / to.alpha * level.alpha / level.sigma
        h = -math.log(ratio) if ratio > 0 else math.inf
        guess = x0
        if SOLVER_ORDER == 2 and to.sigma > 0 and h_last < math.inf and h < math.inf:
            guess = x0 + h / (2 * h_last) * (x0 - x0_last)
        x = to.sigma / level.sigma * x + to.alpha * (1 - ratio) * guess
        x0_last, h_last = x0, h
    return x
