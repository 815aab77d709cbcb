# Flow matching, x_t = (1 - t) x0 + t eps (Lipman et al. 2023), noise at t = 1.
TIME_MIN, TIME_MAX, DISCRETE = 1e-3, 1.0, False


def level_at(t):
    return Level(1 - t, t)


def input_scale(level):
    return 1.0


def draw_time(u):
    return TIME_MIN + (1 - TIME_MIN) * u


def direction(level):
    """What velocity prediction outputs: this much of x0 and of eps."""
    return Level(-1.0, 1.0)
