def labels_of(first, n):
    """[n] LABEL, or where that is -1 every class in turn."""
    return (torch.arange(first, first + n) % CLASSES) if LABEL < 0 else torch.full((n,), LABEL)
