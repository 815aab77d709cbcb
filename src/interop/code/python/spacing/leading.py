def visited_times(n):
    """n equal steps that end at the least time (`leading`)."""
    return [TIME_MIN + (n - 1 - i) * (TIME_MAX - TIME_MIN) / n for i in range(n)]
