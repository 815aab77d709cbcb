def visited_times(n):
    """Whole steps, evenly from the last to the first (`linspace`)."""
    intervals = n - 1 + SKIPPED
    return [float(round((intervals - i) * TIME_MAX / intervals)) for i in range(n)] if n > 1 else [TIME_MAX]
