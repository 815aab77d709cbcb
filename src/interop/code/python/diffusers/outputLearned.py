def scheduler_output(net, x, t, level, labels):
    """What the scheduler steps by; it reads the share of the greater variance from -1 to 1."""
    output, variance = network_output(net, x, t, labels).chunk(2, dim=1)
    return torch.cat([within_data(output, x, level), 2 * variance_fraction(variance) - 1], dim=1)
