def visited_times(n):
    """Every (T/n)-th step back from the last (`trailing`, Lin et al. 2023)."""
    return [float(round(T - i * (T / n)) - 1) for i in range(n)]
