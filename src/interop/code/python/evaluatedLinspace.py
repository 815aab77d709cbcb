def evaluated(i, n, t, level):
    """The network is evaluated no closer to t = 0 than 1e-5, as in the authors' code."""
    t = 1 + (i / (n - 1) if n > 1 else 0) * (1e-5 - 1)
    return t, level_at(t)
