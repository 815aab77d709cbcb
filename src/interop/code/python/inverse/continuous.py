def time_of_log_snr(wanted):
    """The time with this log SNR, which falls with time: by halving."""
    low, high = TIME_MIN, TIME_MAX
    if not log_snr(level_at(low)) > wanted:
        return low
    if not log_snr(level_at(high)) < wanted:
        return high
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if log_snr(level_at(middle)) > wanted else (low, middle)
    return (low + high) / 2
