# Sampling
def network_output(net, x, t, level, labels):
    """With classifier-free guidance (Ho & Salimans 2022): without the class + GUIDANCE (with it - without it)."""
    t = torch.full((len(x),), TIME_SCALE * t, dtype=torch.float64)
    without = net(input_scale(level) * x, t, torch.full_like(labels, UNLABELLED))
    return without + GUIDANCE * (net(input_scale(level) * x, t, labels) - without)
