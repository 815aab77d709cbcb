def grid(n):
    """The visited times and their levels, from the most noise to the least."""
    return [(t, level_at(t)) for t in visited_times(n)]
