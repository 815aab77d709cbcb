def visited_times(n):
    """n equal steps from 1 to 0, where the data are (`trailing`)."""
    return [1 - i / n for i in range(n)]
