def condition(t, labels):
    """[B, TIME_FEATURES] what the network is conditioned on: the time."""
    return time_features(t)
