def reverse(net, x, noise, labels=None):
    """Predictor-corrector for VE (Song et al. 2021, Alg. 2): a Langevin step at each level, then reverse diffusion."""
    points = grid(SAMPLING_STEPS)
    for i, (t, level) in enumerate(points):
        to = points[i + 1][1] if i + 1 < len(points) else DATA_LEVEL
        seen_t, seen = evaluated(i, len(points), t, level)
        x = corrected(x, denoise(net, x, seen_t, seen, labels), seen, 1.0, noise())
        x0 = denoise(net, x, seen_t, seen, labels)
        removed = level.sigma**2 - to.sigma**2
        x = x + removed * (seen.alpha * x0 - x) / seen.sigma**2
        if to.sigma > 0:
            x = x + math.sqrt(removed) * noise()
    return x
