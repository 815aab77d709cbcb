# How the network was trained. What samples is made from the same configuration.
noise_scheduler = DDPMScheduler(
    num_train_timesteps=T,
    **BETAS,
    prediction_type=PREDICTION_TYPE,
    variance_type=VARIANCE_TYPE,
    clip_sample=CLIP_SAMPLE,
    timestep_spacing=TIMESTEP_SPACING,
    rescale_betas_zero_snr=ZERO_TERMINAL_SNR,
)
SIGNAL = noise_scheduler.alphas_cumprod.double().numpy()
TIME_MIN, TIME_MAX, DISCRETE = 0.0, T - 1.0, True


def level_at(t):
    """The factors of data and noise at a step."""
    return Level(math.sqrt(SIGNAL[int(t)]), math.sqrt(1 - SIGNAL[int(t)]))


def draw_time(u):
    return float(min(int(u * T), T - 1))


def direction(level):
    """What velocity prediction outputs: this much of x0 and of eps."""
    return Level(-math.sqrt(2) * level.sigma, math.sqrt(2) * level.alpha)
