# Heun's method on the probability-flow ODE, in sigma/alpha (Karras et al. 2022).
scheduler = HeunDiscreteScheduler.from_config(noise_scheduler.config, use_karras_sigmas=KARRAS)
