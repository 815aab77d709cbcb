def time_of_log_snr(wanted):
    return min(max(1 / (1 + math.exp(wanted / 2)), TIME_MIN), 1.0)
