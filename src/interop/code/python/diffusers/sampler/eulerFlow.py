def step(output, t, x, noise):
    return scheduler.step(output, t, x).prev_sample
