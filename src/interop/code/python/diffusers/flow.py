# Scheduler
# Flow matching, x_t = (1 - sigma) x0 + sigma eps; the network receives 1000 sigma.
scheduler = FlowMatchEulerDiscreteScheduler(num_train_timesteps=1000, shift=1.0)
TIME_MIN, TIME_MAX, DISCRETE = 1e-3, 1.0, False


def level_at(sigma):
    return Level(1 - sigma, sigma)


def input_scale(level):
    return 1.0


def draw_time(u):
    return TIME_MIN + (1 - TIME_MIN) * u


def direction(level):
    """What velocity prediction outputs: this much of x0 and of eps."""
    return Level(-1.0, 1.0)
