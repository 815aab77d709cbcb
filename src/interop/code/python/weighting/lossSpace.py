def loss_weight(level):
    """The loss is the squared error of LOSS_SPACE."""
    return error_ratio(level, LOSS_SPACE) / error_ratio(level, PREDICTION)
