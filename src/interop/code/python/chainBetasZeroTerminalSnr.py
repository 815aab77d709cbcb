def zero_terminal_snr(betas):
    """Shifts and stretches the root of the signal so that none is left at the end (Lin et al. 2023, Alg. 1)."""
    roots = np.sqrt(np.cumprod(1 - betas))
    signal = ((roots - roots[-1]) * roots[0] / (roots[0] - roots[-1])) ** 2
    return 1 - signal / np.concatenate([[1.0], signal[:-1]])


BETAS = zero_terminal_snr(schedule_betas())
