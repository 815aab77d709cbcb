"""Muon (Jordan et al. 2024): momentum whose matrix is replaced by the nearest orthogonal one, roughly, before each step."""

import torch

# Newton–Schulz polynomial whose iterates bring every singular value to about 1 (Jordan et al. 2024).
COEFFICIENTS = (3.4445, -4.7750, 2.0315)
ITERATIONS = 5
# The step's root mean square is then that of Adam, and both share one step size (Liu et al. 2025, "Muon is scalable", Eq. 4).
RMS = 0.2


def orthogonalised(matrix):
    """U Vᵀ of a matrix U S Vᵀ [rows, columns], its singular values between about 0.7 and 1.2."""
    a, b, c = COEFFICIENTS
    x = matrix / (matrix.norm() + 1e-7)
    wide = x.shape[0] <= x.shape[1]
    x = x if wide else x.T
    for _ in range(ITERATIONS):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x if wide else x.T


class Muon(torch.optim.Optimizer):
    """For matrices, and for filters as matrices [out, in·k·k]."""

    def __init__(self, params, lr, momentum=0.95):
        super().__init__(params, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                average = self.state[p].setdefault("momentum", torch.zeros_like(p))
                average.lerp_(p.grad, 1 - group["momentum"])
                # Nesterov's: the average as it will be after one more gradient like this one.
                update = orthogonalised(p.grad.lerp(average, group["momentum"]).flatten(1))
                p.add_(update.view_as(p), alpha=-group["lr"] * RMS * max(update.shape) ** 0.5)
