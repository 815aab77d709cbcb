# Prediction
# The network's output is the velocity u = alpha' x0 + sigma' eps (Lipman et al. 2023).
def target(level):
    """The output to learn: this much of x0, this much of eps."""
    return tuple(direction(level))


def x0_from(level):
    """The guess of x0: this much of x_t, this much of the output."""
    slopes = direction(level)
    scale = level.alpha * slopes.sigma - slopes.alpha * level.sigma
    return slopes.sigma / scale, -level.sigma / scale
