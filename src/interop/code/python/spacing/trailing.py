def visited_times(n):
    """n equal steps from the greatest time (`trailing`)."""
    return [TIME_MAX - i * (TIME_MAX - TIME_MIN) / n for i in range(n)]
