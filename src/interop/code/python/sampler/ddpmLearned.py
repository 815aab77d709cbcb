def reverse(net, x, noise, labels=None):
    """Ancestral sampling with a learned variance (Nichol & Dhariwal 2021, Eq. 15)."""
    points = grid(SAMPLING_STEPS)
    for (t, level), to in zip(points, [level for _, level in points[1:]] + [DATA_LEVEL]):
        x0, share = denoise(net, x, t, level, labels)
        c_x0, c_x, small, large = posterior(level, to)
        x = c_x0 * x0 + c_x * x
        if to.sigma > 0:
            log_variance = share * math.log(large) + (1 - share) * math.log(small)
            x = x + torch.exp(0.5 * log_variance) * noise()
    return x
