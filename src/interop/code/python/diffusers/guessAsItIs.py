def within_data(output, x, level):
    """The output as it is: the scheduler clips the guess of x0, or nothing does."""
    return output
