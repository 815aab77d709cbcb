def clipped(x0):
    return x0
