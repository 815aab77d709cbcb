def denoise(net, x, t, level, labels):
    """The guess of x0."""
    output = network_output(net, x, t, level, labels).narrow(1, 0, x.shape[1])
    c_x, c_output = x0_from(level)
    return clipped(c_x * x + c_output * output)
