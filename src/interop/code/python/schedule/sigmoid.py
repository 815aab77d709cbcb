def schedule_betas():
    """Xu et al. 2022."""
    return (BETA_END - BETA_START) / (1 + np.exp(-np.linspace(-6, 6, T))) + BETA_START
