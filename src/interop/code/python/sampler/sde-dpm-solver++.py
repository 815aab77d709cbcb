def reverse(net, x, noise, labels=None):
    """SDE-DPM-Solver++ of order 2, 2M (Lu et al. 2022)."""
    points = grid(SAMPLING_STEPS)
    x0_last, h_last = None, math.inf
    for (t, level), to in zip(points, [level for _, level in points[1:]] + [DATA_LEVEL]):
        x0 = denoise(net, x, t, level, labels)
        ratio = to.sigma / to.alpha * level.alpha / level.sigma
        h = -math.log(ratio) if ratio > 0 else math.inf
        share = -math.expm1(-2 * h)
        guess = x0
        if h < math.inf and h_last < math.inf:
            guess = x0 + h / (2 * h_last) * (x0 - x0_last)
        x = to.sigma / level.sigma * math.exp(-h) * x + to.alpha * share * guess
        if to.sigma > 0:
            x = x + to.sigma * math.sqrt(share) * noise()
        x0_last, h_last = x0, h
    return x
