def sde_step(x, x0, t, level, dt):
    """The mean after a step back of dt on the reverse SDE (Song et al. 2021, Eq. 6), and the deviation of its noise."""
    f, g2 = rates(t)
    score = (level.alpha * x0 - x) / level.sigma**2
    return x - (f * x - g2 * score) * dt, math.sqrt(g2 * dt)


def reverse(net, x, noise, labels=None):
    """Euler-Maruyama on the reverse SDE in steps of 1/n, the last without its noise."""
    points = grid(SAMPLING_STEPS)
    for i, (t, level) in enumerate(points):
        x, deviation = sde_step(x, denoise(net, x, t, level, labels), t, level, TIME_MAX / len(points))
        if i + 1 < len(points):
            x = x + deviation * noise()
    return x
