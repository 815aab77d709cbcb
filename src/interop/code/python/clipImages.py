def clipped(x0):
    return x0.clamp(-1, 1)
