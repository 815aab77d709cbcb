def draw_times(q):
    """[B] shares of all times, and [B] importance weights, from [B] uniform numbers."""
    return q, np.ones(len(q))
