# Scheduler
BETAS = dict(beta_schedule=BETA_SCHEDULE, beta_start=BETA_START, beta_end=BETA_END)
