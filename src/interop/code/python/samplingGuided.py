# Sampling
def network_output(net, x, t, level, labels):
    """With classifier-free guidance (Ho & Salimans 2022): without the class + GUIDANCE (with it - without it). The variance is that with it."""
    t = torch.full((len(x),), TIME_SCALE * t, dtype=torch.float64)
    none, mean = torch.full_like(labels, UNLABELLED), x.shape[1]
    without = net(input_scale(level) * x, t, none)[:, :mean]
    output = net(input_scale(level) * x, t, labels if GUIDANCE else none)
    return torch.cat([without + GUIDANCE * (output[:, :mean] - without), output[:, mean:]], dim=1)
