CAP = 999.0
RATE = math.pi / (1 + COSINE_S)
CAPPED_FROM = math.atan(CAP / RATE) * 2 * (1 + COSINE_S) / math.pi - COSINE_S


def angle(t):
    return (t + COSINE_S) / (1 + COSINE_S) * math.pi / 2


def beta(t):
    return RATE * math.tan(angle(t)) if t < CAPPED_FROM else CAP


def beta_integral(t):
    below = -2 * math.log(math.cos(angle(min(t, CAPPED_FROM))) / math.cos(angle(0)))
    return below + CAP * max(0.0, t - CAPPED_FROM)
