# Loss
# L_hybrid = L_simple + 0.001 L_vlb (Nichol & Dhariwal 2021): the network predicts the variance too.
@lru_cache(maxsize=4096)
def variance_numbers(t):
    """log of the least and the most variance, posterior variance, factor of the error, constant."""
    level, step = level_at(t), 1.0 if DISCRETE else (TIME_MAX - TIME_MIN) / T
    first = t - step < TIME_MIN
    c_x0, _, small, large = posterior(level, DATA_LEVEL if first else level_at(t - step))
    if first:
        small = posterior(level_at(t + step), level)[2]
    factor = (c_x0 * x0_from(level)[1]) ** 2
    log_max = math.log(large)
    log_min = min(math.log(max(small, 1e-20)), log_max)
    if first:
        return log_min, log_max, 0.0, factor, math.log(2 * math.pi)
    return log_min, log_max, small, factor, -log_min - 1


def sample_errors(output, goal):
    """[B] mean squared error of each sample."""
    return (output - goal).square().flatten(1).mean(dim=1)


def training_loss(net, batch):
    """The loss of a batch, and [B] the errors of its samples."""
    output, variance = net(batch.x, batch.t, batch.labels).chunk(2, dim=1)
    errors = sample_errors(output, batch.goal)
    numbers = torch.tensor([variance_numbers(time) for time in batch.times], dtype=torch.float32).to(batch.x)
    log_min, log_max, small, factor, constant = (column.reshape(AXES) for column in numbers.T)
    log_variance = variance_fraction(variance) * (log_max - log_min) + log_min
    spread = small + factor * (output.detach() - batch.goal).square()
    terms = 0.5 * (log_variance + constant + spread * torch.exp(-log_variance)).flatten(1).mean(dim=1)
    return (errors * batch.weight).mean() + 0.001 * T * (batch.importance * terms).mean(), errors.detach()
