# Sampling
def network_output(net, x, t, labels):
    return net(x, t).sample
