def finished(x):
    """Samples as they are handed out: standardised points."""
    return x
