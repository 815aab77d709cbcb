# Prediction
# The network's output is v = alpha eps - sigma x0 (Salimans & Ho 2022), over sqrt(alpha^2 + sigma^2).
def target(level):
    """The output to learn: this much of x0, this much of eps."""
    norm = math.hypot(level.alpha, level.sigma)
    return -level.sigma / norm, level.alpha / norm


def x0_from(level):
    """The guess of x0: this much of x_t, this much of the output."""
    norm = math.hypot(level.alpha, level.sigma)
    return level.alpha / norm**2, -level.sigma / norm
