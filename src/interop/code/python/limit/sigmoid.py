def softplus(x):
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def beta(t):
    return BETA_MIN + (BETA_MAX - BETA_MIN) / (1 + math.exp(6 - 12 * t))


def beta_integral(t):
    return BETA_MIN * t + (BETA_MAX - BETA_MIN) * (softplus(12 * t - 6) - softplus(-6)) / 12
