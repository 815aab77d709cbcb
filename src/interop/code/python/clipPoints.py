def clipped(x0):
    return torch.minimum(torch.maximum(x0, torch.tensor(BOX_MIN).to(x0)), torch.tensor(BOX_MAX).to(x0))
