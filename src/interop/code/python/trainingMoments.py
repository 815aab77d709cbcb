class Trainer(Trainer):
    """One whose times are drawn by the loss: every tenth step adds the losses of its batch to their moments."""

    def resume(self, path):
        super().resume(path)
        tensors, _ = load_tensors(path)
        if "times.loss_moments" in tensors:
            moments.squares, moments.counts = tensors["times.loss_moments"].numpy().reshape(2, 50).copy()

    def after(self, batch, errors):
        if self.step % 10 == 0:
            weights = np.array([loss_weight(level_at(t)) for t in batch.times])
            moments.add(batch.shares, weights * errors)

    def more_state(self):
        return {"times.loss_moments": torch.from_numpy(np.concatenate([moments.squares, moments.counts]))}
