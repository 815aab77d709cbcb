# Schedule drawn by hand
# log SNR through handles (t, log SNR), as a monotone cubic (Fritsch & Carlson 1980; SciPy's PchipInterpolator).
KNOTS = [tuple(map(float, pair.split("*"))) for pair in HANDLES.split("_")]


def softplus(x):
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def knot_slopes():
    widths = [b[0] - a[0] for a, b in zip(KNOTS, KNOTS[1:])]
    secants = [(b[1] - a[1]) / w for a, b, w in zip(KNOTS, KNOTS[1:], widths)]
    if len(KNOTS) == 2:
        return secants * 2

    def end(h0, h1, d0, d1):
        slope = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1)
        return 0.0 if slope * d0 <= 0 else slope

    inner = []
    for h0, h1, d0, d1 in zip(widths, widths[1:], secants, secants[1:]):
        a, b = 2 * h1 + h0, h1 + 2 * h0
        inner.append((a + b) / (a / d0 + b / d1))
    return [end(*widths[:2], *secants[:2]), *inner, end(*widths[:-3:-1], *secants[:-3:-1])]


SLOPES = knot_slopes()


def drawn_piece(t):
    """The piece of the curve at t: its number, the share of it that is over, its width."""
    t = min(max(t, KNOTS[0][0]), KNOTS[-1][0])
    i = max(k for k in range(len(KNOTS) - 1) if KNOTS[k][0] <= t)
    width = KNOTS[i + 1][0] - KNOTS[i][0]
    return i, (t - KNOTS[i][0]) / width, width


def drawn_log_snr(t):
    i, s, width = drawn_piece(t)
    (_, y0), (_, y1), r = KNOTS[i], KNOTS[i + 1], 1 - s
    m0, m1 = width * SLOPES[i], width * SLOPES[i + 1]
    return r * r * ((1 + 2 * s) * y0 + s * m0) + s * s * ((3 - 2 * s) * y1 - r * m1)


def drawn_slope(t):
    i, s, width = drawn_piece(t)
    secant = (KNOTS[i + 1][1] - KNOTS[i][1]) / width
    return 6 * s * (1 - s) * secant + (1 - s) * (1 - 3 * s) * SLOPES[i] + s * (3 * s - 2) * SLOPES[i + 1]
