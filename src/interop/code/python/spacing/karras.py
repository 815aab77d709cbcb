def grid(n, rho=7):
    """Even in (sigma/alpha)^(1/rho) (Karras et al. 2022, Eq. 5)."""
    most, least = (math.exp(-log_snr(level_at(t)) / 2 / rho) for t in (TIME_MAX, TIME_MIN))
    times = []
    for i in range(n):
        part = i / (n - 1) if n > 1 else 0.0
        times.append(time_of_log_snr(-2 * rho * math.log(most + part * (least - most))))
    return [(t, level_at(t)) for t in times]
