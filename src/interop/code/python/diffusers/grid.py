def grid(n):
    """The visited steps and their levels, from the most noise to the least."""
    scheduler.set_timesteps(n)
    return [(t, level_at(t)) for t in scheduler.timesteps.tolist()]
