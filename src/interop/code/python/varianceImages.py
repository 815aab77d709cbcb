def variance_fraction(output):
    """0 for the posterior's variance, 1 for that of the forward step (diffusers' learned_range)."""
    return (output + 1) / 2
