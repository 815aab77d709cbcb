def beta(t):
    return BETA_MIN + (BETA_MAX - BETA_MIN) * t


def beta_integral(t):
    return BETA_MIN * t + (BETA_MAX - BETA_MIN) * t * t / 2
