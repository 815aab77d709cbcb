def schedule_betas():
    """Nichol & Dhariwal 2021, Eq. 17."""
    u = np.arange(T + 1) / T
    signal = np.cos((u + COSINE_S) / (1 + COSINE_S) * math.pi / 2) ** 2
    return np.minimum(1 - signal[1:] / signal[:-1], 0.999)
