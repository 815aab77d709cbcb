def within_data(output, x, level):
    """The output of which the guess of x0 lies within the data, for the scheduler does not clip it so."""
    c_x, c_output = x0_from(level)
    return (clipped(c_x * x + c_output * output) - c_x * x) / c_output
