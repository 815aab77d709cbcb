"""Muon: momentum whose update of each matrix is made orthogonal (Jordan et al. 2024), scaled to Adam's size (Liu et al. 2025)."""

import torch


def orthogonal(matrix, iterations=5):
    """The nearest matrix with all singular values about 1, by a quintic Newton–Schulz iteration (Jordan et al. 2024)."""
    a, b, c = 3.4445, -4.7750, 2.0315
    tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if tall else matrix
    x = x / (x.norm() + 1e-7)
    for _ in range(iterations):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """For weights of two or more dimensions, [out, ...] each: a convolution's filter is the matrix [out, in·kh·kw]."""

    def __init__(self, params, lr, momentum=0.95):
        super().__init__(params, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(p)
                buffer = state["momentum"].mul_(group["momentum"]).add_(p.grad)
                nesterov = (p.grad + group["momentum"] * buffer).reshape(len(p), -1)
                # 0.2 √(larger side) gives an update the root mean square that Adam's has, so that one step size fits both.
                scale = 0.2 * max(nesterov.shape) ** 0.5
                p.sub_(orthogonal(nesterov).reshape(p.shape), alpha=group["lr"] * scale)
