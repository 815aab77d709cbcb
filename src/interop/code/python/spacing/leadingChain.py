def visited_times(n):
    """Every (T/n)-th step from the first on (`leading`)."""
    stride = T // (n + SKIPPED)
    return [float((n - 1 + SKIPPED - i) * stride) for i in range(n)]
