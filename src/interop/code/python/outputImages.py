def finished(x):
    """Samples as they are handed out: [n, H, W, C]."""
    return x.transpose(0, 2, 3, 1)
