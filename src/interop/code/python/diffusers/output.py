def scheduler_output(net, x, t, level, labels):
    """What the scheduler steps by."""
    output = network_output(net, x, t, labels).narrow(1, 0, x.shape[1])
    return within_data(output, x, level)
