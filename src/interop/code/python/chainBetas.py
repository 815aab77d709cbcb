BETAS = schedule_betas()
