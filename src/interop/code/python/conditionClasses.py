def condition(t, labels):
    """[B, TIME_FEATURES + CLASSES] what the network is conditioned on: the time, and the class one-hot; zeros for none (-1)."""
    one_hot = labels.cpu()[:, None] == torch.arange(CLASSES)
    return torch.cat([time_features(t), one_hot.double()], dim=1)
