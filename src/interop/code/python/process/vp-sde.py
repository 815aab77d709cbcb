# VP-SDE, dx = -beta/2 x dt + sqrt(beta) dw (Song et al. 2021).
TIME_MIN, TIME_MAX, DISCRETE = 1e-3, 1.0, False


def level_at(t):
    total = beta_integral(t)
    return Level(math.exp(-0.5 * total), math.sqrt(-math.expm1(-total)))


def rates(t):
    """f and g^2 of dx = f x dt + g dw."""
    return -0.5 * beta(t), beta(t)


def draw_time(u):
    return TIME_MIN + (1 - TIME_MIN) * u


def direction(level):
    """What velocity prediction outputs: this much of x0 and of eps."""
    return Level(-math.sqrt(2) * level.sigma, math.sqrt(2) * level.alpha)
