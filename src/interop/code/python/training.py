def ema_decay_at(step):
    return min(EMA_DECAY, (1 + step) / (10 + step)) if EMA_WARMUP else EMA_DECAY


class Trainer:
    """Weights, their average (EMA), the optimizer's moments and the number of steps done."""

    def __init__(self, resume=None):
        self.accelerator = Accelerator() if Accelerator else None
        self.net, self.step = Network(), 0
        self.ema = {name: value.detach().clone() for name, value in self.net.named_parameters()}
        self.optimizer = optimizer_of(self.net)
        if resume is not None:
            self.resume(resume)
        self.model = self.net
        if self.accelerator:
            self.model, self.optimizer = self.accelerator.prepare(self.net, self.optimizer)
        self.device = next(self.net.parameters()).device
        self.ranks = self.accelerator.num_processes if self.accelerator else 1
        self.rank = self.accelerator.process_index if self.accelerator else 0
        self.is_main = self.rank == 0

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
        step, ranks = self.step + 1, self.ranks
        if BATCH_SIZE % ranks:
            raise SystemExit(f"a batch of {BATCH_SIZE} cannot be shared among {ranks} processes")
        batch, mine = make_batch(step, data), np.arange(self.rank, BATCH_SIZE, ranks)
        rows = np.concatenate([np.arange(r, BATCH_SIZE, ranks) for r in range(ranks)])  # those of each process
        loss, errors = training_loss(self.model, batch.rows(mine, self.device))
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
        if not self.is_main:
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
