def beta(t):
    return (math.sqrt(BETA_MIN) * (1 - t) + math.sqrt(BETA_MAX) * t) ** 2


def beta_integral(t):
    first, rise = math.sqrt(BETA_MIN), math.sqrt(BETA_MAX) - math.sqrt(BETA_MIN)
    return first**2 * t + first * rise * t * t + rise**2 * t**3 / 3
