# Training
@lru_cache(maxsize=4096)
def time_row(t):
    """The numbers of a training time for every sample."""
    level = level_at(t)
    return (*level, input_scale(level), *target(level), loss_weight(level), TIME_SCALE * t)


class Batch(NamedTuple):
    """Rows of samples. Times of the process are numbers; `t` is what the network receives."""

    x: torch.Tensor
    goal: torch.Tensor
    t: torch.Tensor
    labels: torch.Tensor
    weight: torch.Tensor
    importance: torch.Tensor
    times: np.ndarray
    shares: np.ndarray

    def rows(self, rows, device):
        """A part of the batch; all but the network's times move to the device."""
        part = [None if value is None else value[rows] for value in self]
        return Batch(*(v.to(device) if isinstance(v, torch.Tensor) and i != 2 else v for i, v in enumerate(part)))


def make_batch(step, data):
    """Everything random about a step, a function of SEED and the step alone."""
    x0, labels = data.batch(step)
    eps = normal("noise", step, x0.size).reshape(x0.shape)
    shares, importance = draw_times(uniform("time", step, BATCH_SIZE))
    times = np.array([draw_time(u) for u in shares])
    columns = np.array([time_row(t) for t in times]).T
    alpha, sigma, scale, c_x0, c_eps = (column.reshape(-1, *[1] * len(SHAPE)) for column in columns[:5])
    x, goal = scale * (alpha * x0 + sigma * eps), c_x0 * x0 + c_eps * eps
    labels = None if labels is None else torch.from_numpy(labels)
    weight, importance = (torch.from_numpy(w.astype(np.float32)) for w in (columns[5] * importance, importance))
    return Batch(to_network(x), to_network(goal), torch.from_numpy(columns[6].copy()), labels, weight, importance, times, shares)


def learning_rate_at(step):
    """Rises over the warm-up, then falls to 0 by the last step. Steps count from 1."""
    if step <= WARMUP_STEPS:
        return LEARNING_RATE * step / WARMUP_STEPS
    falling = TRAINING_STEPS - WARMUP_STEPS
    done = min((step - 1 - WARMUP_STEPS) / falling, 1.0) if falling > 0 else 0.0
    return LEARNING_RATE * {"none": 1.0, "linear": 1 - done, "cosine": 0.5 * (1 + math.cos(math.pi * done))}[DECAY]
