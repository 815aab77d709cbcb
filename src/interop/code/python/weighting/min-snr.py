def loss_weight(level):
    """min(SNR, gamma) on the error of x0 (Hang et al. 2023)."""
    snr = (level.alpha / level.sigma) ** 2
    if PREDICTION == "eps" and snr == 0:
        return 1.0
    return min(snr, MIN_SNR_GAMMA) / error_ratio(level, PREDICTION)
