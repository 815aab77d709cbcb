# Scheduler
# diffusers has no name for these betas.
