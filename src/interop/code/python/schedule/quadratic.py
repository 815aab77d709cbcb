def schedule_betas():
    """Betas that rise with the square of the time."""
    scale = 1000 / T if SCALE_BETAS else 1
    return scale * (BETA_START + (BETA_END - BETA_START) * np.linspace(0, 1, T) ** 2)
