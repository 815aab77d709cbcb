# Process
# x_t = alpha(t) x0 + sigma(t) eps.
class Level(NamedTuple):
    alpha: float
    sigma: float


DATA_LEVEL = Level(1.0, 0.0)


def log_snr(level):
    return 2 * (math.log(level.alpha) - math.log(level.sigma))


def preserving(log_snr):
    """The level with alpha^2 + sigma^2 = 1 and this log SNR."""
    return Level(math.sqrt(1 / (1 + math.exp(-log_snr))), math.sqrt(1 / (1 + math.exp(log_snr))))


def input_scale(level):
    """The factor of x_t in the network's input, which gives it about unit variance."""
    return 1 / math.hypot(level.alpha, level.sigma)
