# Sampling
def network_output(net, x, t, labels):
    """With classifier-free guidance (Ho & Salimans 2022): without the class + GUIDANCE (with it - without it). The variance is that with it."""
    none, mean = torch.full_like(labels, UNLABELLED), x.shape[1]
    without = net(x, t, none).sample[:, :mean]
    output = net(x, t, labels if GUIDANCE else none).sample
    return torch.cat([without + GUIDANCE * (output[:, :mean] - without), output[:, mean:]], dim=1)
