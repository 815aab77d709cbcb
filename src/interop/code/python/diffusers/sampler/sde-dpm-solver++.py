# SDE-DPM-Solver++ of order 2, 2M (Lu et al. 2022).
scheduler = DPMSolverMultistepScheduler.from_config(
    noise_scheduler.config, algorithm_type="sde-dpmsolver++", solver_order=2, lower_order_final=False
)


def step(output, t, x, noise):
    z = torch.zeros_like(x) if t == scheduler.timesteps[-1] else noise()
    return scheduler.step(output, t, x, variance_noise=z).prev_sample
