def schedule_betas():
    """From the log SNR drawn by hand."""
    log_signal = [-softplus(-drawn_log_snr(t / max(T - 1, 1))) for t in range(T)]
    return -np.expm1(np.diff([0.0] + log_signal))
