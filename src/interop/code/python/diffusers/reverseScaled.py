def reverse(net, x, noise, labels=None):
    """From noise to samples, step by step of the scheduler, which steps x / alpha."""
    points = grid(SAMPLING_STEPS)
    x = x / points[0][1].alpha
    for t, (_, level) in zip(scheduler.timesteps, points):
        output = scheduler_output(net, scheduler.scale_model_input(x, t), t, level, labels)
        x = scheduler.step(output, t, x).prev_sample
    return x
