def loss_weight(level):
    return 1.0
