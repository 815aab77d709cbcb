# Random numbers
# Philox 4x32-10 (Salmon et al. 2011): a number is a function of (seed, stream, step, index), the same as in DDPM Lab.
# So this code sees the batches, times and noise that the browser saw.
STREAMS = {"batch": 1, "time": 2, "noise": 3, "start": 5, "sampling_noise": 6, "labels": 10, "augmentation": 11}
LOW = 0xFFFFFFFF


def random_words(stream, step, first, count, seed):
    """[count] words of 32 random bits, from the number `first` of the stream on."""
    c0 = np.arange(first // 4, (first + count + 3) // 4, dtype=np.uint64)
    c1, c2, c3 = np.full_like(c0, STREAMS[stream]), np.full_like(c0, step), np.zeros_like(c0)
    k0, k1 = seed, 0
    for _ in range(10):
        p0, p1 = c0 * np.uint64(0xD2511F53), c2 * np.uint64(0xCD9E8D57)
        high0, high1 = p0 >> np.uint64(32), p1 >> np.uint64(32)
        c0, c1 = high1 ^ c1 ^ np.uint64(k0), p1 & np.uint64(LOW)
        c2, c3 = high0 ^ c3 ^ np.uint64(k1), p0 & np.uint64(LOW)
        k0, k1 = (k0 + 0x9E3779B9) & LOW, (k1 + 0xBB67AE85) & LOW
    return np.stack([c0, c1, c2, c3], axis=1).reshape(-1)[first % 4 :][:count]


def uniform(stream, step, count, first=0, seed=SEED):
    """[count] numbers in [0, 1), 24 bits each."""
    return (random_words(stream, step, first, count, seed) >> np.uint64(8)) * 2.0**-24


def normal(stream, step, count, first=0, seed=SEED):
    """[count] standard normal numbers (Box and Muller)."""
    start = first - first % 2
    pairs = uniform(stream, step, 2 * ((first + count - start + 1) // 2), start, seed).reshape(-1, 2)
    radius = np.sqrt(-2 * np.log(pairs[:, 0] + 2.0**-24))
    angle = 2 * np.pi * (pairs[:, 1] - 0.5)
    both = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return both.reshape(-1)[first - start :][:count]
