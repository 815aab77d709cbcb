# What reads the samples, their times and classes, gives the prediction, or modulates the blocks of a transformer.
ENDS = ("time.", "input.", "output.", "conv_in.", "conv_out.", "class_embedding.", "x_embedder.", "y_embedder.", "final_layer.")


def is_hidden_matrix(name, value):
    return value.ndim > 1 and min(value.flatten(1).shape) > 1 and not name.startswith(ENDS) and "adaLN" not in name


def orthogonalised(matrix):
    """U V^T of a matrix U S V^T, its singular values between about 0.7 and 1.2, by Newton and Schulz."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrix / (matrix.norm() + 1e-7)
    wide = x.shape[0] <= x.shape[1]
    x = x if wide else x.T
    for _ in range(5):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x if wide else x.T


class Muon(torch.optim.Adam):
    """Muon for hidden matrices and filters (Jordan et al. 2024), Adam for all else, with one learning rate (Liu et al. 2025)."""

    MOMENTUM = 0.95

    def __init__(self, net):
        super().__init__(net.parameters(), LEARNING_RATE, betas=(ADAM_BETA1, ADAM_BETA2), eps=ADAM_EPSILON)
        # Queries, keys and values of a transformer are three matrices.
        self.matrices = {p: 3 if ".qkv." in name else 1 for name, p in net.named_parameters() if is_hidden_matrix(name, p)}

    @torch.no_grad()
    def step(self, closure=None):
        gradients = {p: p.grad for p in self.matrices if p.grad is not None}
        for p, gradient in gradients.items():
            self.update(p, gradient)
            p.grad = None  # Adam leaves it alone
        super().step(closure)
        for p, gradient in gradients.items():
            p.grad = gradient

    def update(self, p, gradient):
        state = self.state[p]
        if not state:
            state.update(step=torch.tensor(0.0), exp_avg=torch.zeros_like(p), exp_avg_sq=torch.zeros_like(p))
        state["step"] += 1
        state["exp_avg"].lerp_(gradient, 1 - self.MOMENTUM)
        state["exp_avg_sq"].lerp_(gradient**2, 1 - ADAM_BETA2)  # for Adam, should it go on from here
        nesterov = gradient.lerp(state["exp_avg"], self.MOMENTUM).flatten(1)
        parts = [orthogonalised(part) * max(part.shape) ** 0.5 for part in nesterov.chunk(self.matrices[p])]
        p.add_(torch.cat(parts).view_as(p), alpha=-0.2 * self.param_groups[0]["lr"])


def optimizer_of(net):
    return Muon(net)
