# Sampling
def network_output(net, x, t, level, labels):
    t = torch.full((len(x),), TIME_SCALE * t, dtype=torch.float64)
    return net(input_scale(level) * x, t, labels)
