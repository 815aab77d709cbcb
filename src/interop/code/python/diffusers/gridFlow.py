def grid(n):
    """The visited times and their levels, from the most noise to the least."""
    scheduler.set_timesteps(sigmas=visited_times(n))
    return [(sigma, level_at(sigma)) for sigma in scheduler.sigmas.tolist()[:-1]]
