BETAS = dict(trained_betas=schedule_betas().tolist())
