# VE-SDE, dx = sqrt(d sigma^2/dt) dw with sigma(t) = SIGMA_MIN (SIGMA_MAX/SIGMA_MIN)^t (Song et al. 2021).
TIME_MIN, TIME_MAX, DISCRETE = 0.0, 1.0, False


def level_at(t):
    return Level(1.0, SIGMA_MIN * (SIGMA_MAX / SIGMA_MIN) ** t)


def rates(t):
    """f and g^2 of dx = f x dt + g dw."""
    return 0.0, 2 * math.log(SIGMA_MAX / SIGMA_MIN) * level_at(t).sigma ** 2


def draw_time(u):
    return u


def direction(level):
    """What velocity prediction outputs: this much of x0 and of eps."""
    return Level(0.0, math.sqrt(2))
