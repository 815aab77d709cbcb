UNIFORM_SHARE = 0.1 if IMPORTANCE_WEIGHTS else 0.0  # without it the weights have no finite variance


def draw_times(q):
    """[B] shares of all times with a normal logit (Esser et al. 2024), and [B] importance weights."""
    q = (np.arange(len(q)) + q) / len(q)
    p = np.clip((q - UNIFORM_SHARE) / (1 - UNIFORM_SHARE), 2.0**-40, 1 - 2.0**-40)
    z = np.array([NormalDist().inv_cdf(value) for value in p])
    u = 1 / (1 + np.exp(-(LOGIT_MEAN + LOGIT_SCALE * z)))
    if not IMPORTANCE_WEIGHTS:
        return u, np.ones(len(u))
    u = np.where(q < UNIFORM_SHARE, q / UNIFORM_SHARE, u)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (np.log(u / (1 - u)) - LOGIT_MEAN) / LOGIT_SCALE
        density = np.exp(-0.5 * z * z) / (LOGIT_SCALE * math.sqrt(2 * math.pi) * u * (1 - u))
    density = np.where((u > 0) & (u < 1), density, 0.0)
    return u, 1 / (UNIFORM_SHARE + (1 - UNIFORM_SHARE) * density)
