def evaluated(i, n, t, level):
    return t, level
