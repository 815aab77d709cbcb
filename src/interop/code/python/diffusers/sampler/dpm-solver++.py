# DPM-Solver++ of order SOLVER_ORDER (Lu et al. 2022; order 2 is 2M).
scheduler = DPMSolverMultistepScheduler.from_config(
    noise_scheduler.config, algorithm_type="dpmsolver++", solver_order=SOLVER_ORDER, lower_order_final=False
)


def step(output, t, x, noise):
    return scheduler.step(output, t, x).prev_sample
