def error_ratio(level, prediction):
    """|error of a prediction|^2 over |error of the x0 that it stands for|^2."""
    if prediction == "eps":
        return (level.alpha / level.sigma) ** 2
    if prediction == "v":
        return (level.alpha**2 + level.sigma**2) / level.sigma**2
    if prediction == "velocity":
        slopes = direction(level)
        return ((level.alpha * slopes.sigma - slopes.alpha * level.sigma) / level.sigma) ** 2
    return 1.0
