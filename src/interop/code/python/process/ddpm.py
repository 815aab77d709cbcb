# DDPM, a chain of T steps (Ho et al. 2020).
SIGNAL = np.cumprod(1 - BETAS)
with np.errstate(divide="ignore"):
    LOG_SNR = np.log(SIGNAL / (1 - SIGNAL))
TIME_MIN, TIME_MAX, DISCRETE = 0.0, T - 1.0, True


def level_at(t):
    """Between two steps: interpolated in log SNR; before a last step without signal, in alpha."""
    t = min(max(t, 0.0), TIME_MAX)
    k = int(t)
    part = t - k
    if part == 0:
        return Level(math.sqrt(SIGNAL[k]), math.sqrt(1 - SIGNAL[k]))
    if LOG_SNR[k + 1] == -math.inf:
        alpha = (1 - part) * math.sqrt(SIGNAL[k])
        return Level(alpha, math.sqrt(1 - alpha * alpha))
    return preserving((1 - part) * LOG_SNR[k] + part * LOG_SNR[k + 1])


def draw_time(u):
    return float(min(int(u * T), T - 1))


def direction(level):
    """What velocity prediction outputs: this much of x0 and of eps."""
    return Level(-math.sqrt(2) * level.sigma, math.sqrt(2) * level.alpha)
