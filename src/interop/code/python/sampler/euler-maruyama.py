def sde_step(x, x0, t, level, dt):
    """The mean after a step back of dt on the reverse SDE (Song et al. 2021, Eq. 6), and the deviation of its noise."""
    f, g2 = rates(t)
    score = (level.alpha * x0 - x) / level.sigma**2
    return x - (f * x - g2 * score) * dt, math.sqrt(g2 * dt)


def reverse(net, x, noise, labels=None):
    """Euler-Maruyama on the reverse SDE; the last step goes to the guess of x0."""
    points = grid(SAMPLING_STEPS)
    for i, (t, level) in enumerate(points):
        x0 = denoise(net, x, t, level, labels)
        if i + 1 == len(points):
            return x0
        x, deviation = sde_step(x, x0, t, level, t - points[i + 1][0])
        x = x + deviation * noise()
