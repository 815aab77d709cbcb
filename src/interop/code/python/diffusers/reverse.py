def reverse(net, x, noise, labels=None):
    """From noise to samples, step by step of the scheduler."""
    points = grid(SAMPLING_STEPS)
    for t, (_, level) in zip(scheduler.timesteps, points):
        x = step(scheduler_output(net, x, t, level, labels), t, x, noise)
    return x
