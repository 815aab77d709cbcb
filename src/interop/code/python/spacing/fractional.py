def grid(n):
    """Evenly from the last step to the first, sigma/alpha interpolated between whole steps (`linspace`)."""
    points = []
    for t in [TIME_MAX - i * TIME_MAX / (n - 1) for i in range(n - 1)] + [0.0] if n > 1 else [TIME_MAX]:
        below, above = level_at(math.floor(t)), level_at(math.ceil(t))
        part = t - math.floor(t)
        sigma = (1 - part) * below.sigma / below.alpha + part * above.sigma / above.alpha
        norm = math.hypot(1, sigma)
        points.append((t, below if part == 0 else Level(1 / norm, sigma / norm)))
    return points
