@torch.no_grad()
def draw(net, count, seed=SEED, first=0):
    """[count, ...] samples, from the noise that DDPM Lab draws for the same seed. At most 1024 at a time."""
    device, size, parts = next(net.parameters()).device, math.prod(SHAPE), []
    for at in range(first, first + count, 1024):
        n, draws = min(1024, first + count - at), iter(range(10**9))

        def noise(stream="sampling_noise", at=at, n=n, draws=draws):
            step = next(draws) if stream == "sampling_noise" else 0
            z = normal(stream, step, n * size, at * size, seed).reshape(n, *SHAPE)
            return to_network(z).to(device)

        start = level_at(grid(SAMPLING_STEPS)[0][0])
        x = math.hypot(start.alpha, start.sigma) * noise("start")
        parts.append(reverse(net, x, noise, labels_of(at, n).to(device) if CLASSES else None).cpu())
    return finished(torch.cat(parts).numpy())
