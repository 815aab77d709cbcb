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


def ema_decay_at(step):
    return min(EMA_DECAY, (1 + step) / (10 + step)) if EMA_WARMUP else EMA_DECAY


class Trainer:
    """Weights, their average (EMA), Adam's moments and the number of steps done."""

    def __init__(self, resume=None):
        self.accelerator = Accelerator() if Accelerator else None
        self.net, self.step = Network(), 0
        self.ema = {name: value.detach().clone() for name, value in self.net.named_parameters()}
        self.optimizer = torch.optim.Adam(
            self.net.parameters(), LEARNING_RATE, betas=(ADAM_BETA1, ADAM_BETA2), eps=ADAM_EPSILON
        )
        if resume is not None:
            self.resume(resume)
        self.model = self.net
        if self.accelerator:
            self.model, self.optimizer = self.accelerator.prepare(self.net, self.optimizer)

    def resume(self, path):
        """Goes on from a training.safetensors of DDPM Lab or of `save`; the average lies beside it."""
        tensors, metadata = load_tensors(path)
        self.step = int(metadata["step"])
        beside = Path(path).parent / WEIGHTS
        self.ema = load_tensors(beside)[0] if beside.exists() else {}
        for name, value in self.net.named_parameters():
            value.data.copy_(tensors["weights." + name])
            self.ema.setdefault(name, value.detach().clone())
            self.optimizer.state[value] = {
                "step": torch.tensor(float(self.step)),
                "exp_avg": tensors["adam.m." + name].clone(),
                "exp_avg_sq": tensors["adam.v." + name].clone(),
            }

    def learn(self, data):
        """One step. Returns the loss of its batch."""
        step, ranks = self.step + 1, self.accelerator.num_processes if self.accelerator else 1
        if BATCH_SIZE % ranks:
            raise SystemExit(f"a batch of {BATCH_SIZE} cannot be shared among {ranks} processes")
        batch, rank = make_batch(step, data), self.accelerator.process_index if self.accelerator else 0
        rows = np.concatenate([np.arange(r, BATCH_SIZE, ranks) for r in range(ranks)])  # those of each process
        mine = np.arange(rank, BATCH_SIZE, ranks)
        loss, errors = training_loss(self.model, batch.rows(mine, next(self.net.parameters()).device))
        self.optimizer.zero_grad()
        self.accelerator.backward(loss) if self.accelerator else loss.backward()
        if GRADIENT_CLIP > 0:
            nn.utils.clip_grad_norm_(self.net.parameters(), GRADIENT_CLIP)
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate_at(step)
        self.optimizer.step()
        decay = ema_decay_at(step)
        with torch.no_grad():
            for name, value in self.net.named_parameters():
                self.ema[name] = torch.lerp(value, self.ema[name].to(value), decay)
        self.step = step
        if ranks > 1:
            loss, errors = self.accelerator.gather(loss.detach()).mean(), self.accelerator.gather(errors)
        self.after(batch.rows(rows, "cpu"), errors.cpu().numpy())
        return loss.item()

    def after(self, batch, errors):
        """What follows a step: nothing, unless times are drawn by the loss."""

    def more_state(self):
        """Tensors of training.safetensors beside weights and moments."""
        return {}

    def save(self, folder):
        """The files of a model, which DDPM Lab opens: a folder, and the same as a ZIP."""
        if self.accelerator and not self.accelerator.is_main_process:
            return
        folder = Path(folder)
        save_tensors(folder / WEIGHTS, self.ema)
        parameters = dict(self.net.named_parameters())
        state = {**self.more_state(), **{"weights." + name: value for name, value in parameters.items()}}
        for name, value in parameters.items():
            moments_of = self.optimizer.state[value]
            state["adam.m." + name], state["adam.v." + name] = moments_of["exp_avg"], moments_of["exp_avg_sq"]
        save_tensors(folder / "training.safetensors", state, step=str(self.step))
        for name in BESIDE:
            if (HERE / name).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(HERE / name, folder / name)
        shutil.make_archive(str(folder), "zip", folder)
