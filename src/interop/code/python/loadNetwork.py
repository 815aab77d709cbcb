def trained_network(folder=HERE):
    """The network with the averaged weights of a folder."""
    net = Network()
    net.load_state_dict(load_tensors(Path(folder) / WEIGHTS)[0])
    return net.eval()
