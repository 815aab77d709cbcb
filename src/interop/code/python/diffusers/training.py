class Trainer:
    """The network, the average of its weights (EMA), the optimizer and the number of steps done, under accelerate."""

    def __init__(self, resume=None):
        self.accelerator = Accelerator()
        self.net, self.step = new_network(), 0
        self.optimizer = optimizer_of(self.net)
        least = 0.0 if EMA_WARMUP else EMA_DECAY
        self.ema = EMAModel(self.net.parameters(), decay=EMA_DECAY, min_decay=least, update_after_step=-1)
        if resume is not None:
            self.resume(resume)
        self.model, self.optimizer = self.accelerator.prepare(self.net, self.optimizer)
        self.device, self.ranks = self.accelerator.device, self.accelerator.num_processes
        self.is_main = self.accelerator.is_main_process
        self.ema.to(self.device)

    def resume(self, path):
        """Goes on from a training.safetensors of DDPM Lab or of `save`; the average lies beside it."""
        tensors, metadata = load_tensors(path)
        self.step = self.ema.optimization_step = int(metadata["step"])
        beside = Path(path).parent / WEIGHTS
        average = load_tensors(beside)[0] if beside.exists() else {}
        for i, (name, value) in enumerate(self.net.named_parameters()):
            value.data.copy_(tensors["weights." + name])
            self.ema.shadow_params[i].copy_(average.get(name, value.data))
            self.optimizer.state[value] = {
                "step": torch.tensor(float(self.step)),
                "exp_avg": tensors["adam.m." + name].clone(),
                "exp_avg_sq": tensors["adam.v." + name].clone(),
            }

    def learn(self, data):
        """One step. Returns the loss of its batch."""
        step, ranks, rank = self.step + 1, self.ranks, self.accelerator.process_index
        if BATCH_SIZE % ranks:
            raise SystemExit(f"a batch of {BATCH_SIZE} cannot be shared among {ranks} processes")
        batch = make_batch(step, data)
        rows = np.concatenate([np.arange(r, BATCH_SIZE, ranks) for r in range(ranks)])  # those of each process
        mine = batch.rows(np.arange(rank, BATCH_SIZE, ranks), self.device)
        loss, errors = training_loss(lambda x, t, labels: self.model(x, t.to(x), labels).sample, mine)
        self.optimizer.zero_grad()
        self.accelerator.backward(loss)
        if GRADIENT_CLIP > 0:
            self.accelerator.clip_grad_norm_(self.net.parameters(), GRADIENT_CLIP)
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate_at(step)
        self.optimizer.step()
        self.ema.step(self.net.parameters())
        self.step = step
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
        folder, parameters = Path(folder), dict(self.net.named_parameters())
        state = {**self.more_state(), **{"weights." + name: value for name, value in parameters.items()}}
        for name, value in parameters.items():
            moments_of = self.optimizer.state[value]
            state["adam.m." + name], state["adam.v." + name] = moments_of["exp_avg"], moments_of["exp_avg_sq"]
        save_tensors(folder / "training.safetensors", state, step=str(self.step))
        self.ema.store(self.net.parameters())
        self.ema.copy_to(self.net.parameters())
        save_network(self.net, folder)
        self.ema.restore(self.net.parameters())
        for name in BESIDE:
            if (HERE / name).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(HERE / name, folder / name)
        shutil.make_archive(str(folder), "zip", folder)
