def beta(t):
    return -drawn_slope(t) / (1 + math.exp(drawn_log_snr(t)))


def beta_integral(t):
    return softplus(-drawn_log_snr(t))
