def schedule_betas():
    """Ho et al. 2020."""
    scale = 1000 / T if SCALE_BETAS else 1
    return np.linspace(scale * BETA_START, scale * BETA_END, T)
