def reverse(net, x, noise, labels=None):
    """DPM-Solver++ of order SOLVER_ORDER (Lu et al. 2022; order 2 is 2M)."""
    points = grid(SAMPLING_STEPS)
    x0_last, x0_before, h_last, h_before = None, None, math.inf, math.inf
    for (t, level), to in zip(points, [level for _, level in points[1:]] + [DATA_LEVEL]):
        x0 = denoise(net, x, t, level, labels)
        ratio = to.sigma / to.alpha * level.alpha / level.sigma
        h = -math.log(ratio) if ratio > 0 else math.inf
        step = to.alpha * (1 - ratio) * x0
        if SOLVER_ORDER == 3 and h < math.inf and h_before < math.inf:
            r0, r1 = h_last / h, h_before / h
            d10, d11 = (x0 - x0_last) / r0, (x0_last - x0_before) / r1
            d1 = d10 + r0 / (r0 + r1) * (d10 - d11)
            d2 = (d10 - d11) / (r0 + r1)
            step = step + to.alpha * (math.expm1(-h) / h + 1) * d1
            step = step - to.alpha * ((math.expm1(-h) + h) / h**2 - 0.5) * d2
        elif SOLVER_ORDER > 1 and h < math.inf and h_last < math.inf:
            step = step + to.alpha * (1 - ratio) * h / (2 * h_last) * (x0 - x0_last)
        x = to.sigma / level.sigma * x + step
        x0_before, x0_last, h_before, h_last = x0_last, x0, h_last, h
    return x
