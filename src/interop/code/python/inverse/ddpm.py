def time_of_log_snr(wanted):
    """The time, between two steps too, with this log SNR."""
    if wanted >= LOG_SNR[0]:
        return 0.0
    if wanted <= LOG_SNR[-1]:
        return TIME_MAX
    k = int(np.nonzero(LOG_SNR >= wanted)[0][-1])
    return k + (LOG_SNR[k] - wanted) / (LOG_SNR[k] - LOG_SNR[k + 1])
