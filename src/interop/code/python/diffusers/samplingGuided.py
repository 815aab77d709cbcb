# Sampling
def network_output(net, x, t, labels):
    """With classifier-free guidance (Ho & Salimans 2022): without the class + GUIDANCE (with it - without it)."""
    without = net(x, t, torch.full_like(labels, UNLABELLED)).sample
    return without + GUIDANCE * (net(x, t, labels).sample - without)
