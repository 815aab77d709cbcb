def visited_times(n):
    """Evenly from the greatest time to the least (`linspace`)."""
    return [TIME_MAX - i * (TIME_MAX - TIME_MIN) / (n - 1) for i in range(n - 1)] + [TIME_MIN] if n > 1 else [TIME_MAX]
