def schedule_betas():
    """Rombach et al. 2022: the roots of the betas rise evenly."""
    return np.linspace(math.sqrt(BETA_START), math.sqrt(BETA_END), T) ** 2
