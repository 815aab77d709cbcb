class LossMoments:
    """The running second moment of the loss in 50 parts of the time (Nichol & Dhariwal 2021, Sec. 3.3)."""

    def __init__(self):
        self.squares, self.counts = np.zeros(50, np.float32), np.zeros(50, np.float32)

    def add(self, u, loss):
        """Every tenth step. @param u [B] shares of all times, loss [B] without importance weights"""
        for part, square in zip(np.minimum((u * 50).astype(int), 49), loss**2):
            count = self.counts[part] + 1
            self.squares[part] += (square - self.squares[part]) / min(count, 50)
            self.counts[part] = min(count, 50)

    def masses(self):
        roots = np.sqrt(self.squares.astype(np.float64))
        if self.counts.min() < 10 or roots.sum() == 0:
            return np.full(50, 1 / 50)
        return 0.999 * roots / roots.sum() + 0.001 / 50


moments = LossMoments()


def draw_times(q):
    """[B] shares of all times, drawn by the loss, and [B] importance weights."""
    q, masses = (np.arange(len(q)) + q) / len(q), moments.masses()
    before = np.concatenate([[0.0], np.cumsum(masses)])
    part = np.clip(np.searchsorted(before[1:], q, side="right"), 0, 49)
    within = np.minimum((q - before[part]) / masses[part], 1.0)
    return (part + within) / 50, 1 / (masses[part] * 50)
