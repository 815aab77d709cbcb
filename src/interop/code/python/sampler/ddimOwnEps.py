def reverse(net, x, noise, labels=None):
    """DDIM (Song, Meng & Ermon 2021, Eqs. 12 and 16), with the network's eps where the guess of x0 is clipped."""
    points = grid(SAMPLING_STEPS)
    for (t, level), to in zip(points, [level for _, level in points[1:]] + [DATA_LEVEL]):
        output = network_output(net, x, t, level, labels).narrow(1, 0, x.shape[1])
        c_x, c_output = x0_from(level)
        guess = c_x * x + c_output * output
        eps = (x - level.alpha * guess) / level.sigma
        variance = ETA**2 * posterior(level, to)[2]
        x = to.alpha * clipped(guess) + math.sqrt(max(0.0, to.sigma**2 - variance)) * eps
        if variance > 0:
            x = x + math.sqrt(variance) * noise()
    return x
