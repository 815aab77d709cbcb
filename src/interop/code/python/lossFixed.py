# Loss
def sample_errors(output, goal):
    """[B] mean squared error of each sample."""
    return (output - goal).square().flatten(1).mean(dim=1)


def training_loss(net, batch):
    """The loss of a batch, and [B] the errors of its samples."""
    output = net(batch.x, batch.t, batch.labels).narrow(1, 0, batch.goal.shape[1])
    errors = sample_errors(output, batch.goal)
    return (errors * batch.weight).mean(), errors.detach()
