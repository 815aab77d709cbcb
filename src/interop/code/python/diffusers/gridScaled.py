def grid(n):
    """The visited times and their levels: this scheduler may visit times between two steps, and has sigma/alpha of each."""
    scheduler.set_timesteps(n)
    norms = [math.hypot(1, sigma) for sigma in scheduler.sigmas.tolist()]
    levels = [Level(1 / norm, sigma / norm) for norm, sigma in zip(norms, scheduler.sigmas.tolist())]
    return list(zip(scheduler.timesteps.tolist(), levels))
