def denoise(net, x, t, level, labels):
    """The guess of x0, and the share of the greater variance."""
    output, variance = network_output(net, x, t, level, labels).chunk(2, dim=1)
    c_x, c_output = x0_from(level)
    return clipped(c_x * x + c_output * output), variance_fraction(variance)
