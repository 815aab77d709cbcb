# Euler's method on the probability-flow ODE, in sigma/alpha.
scheduler = EulerDiscreteScheduler.from_config(noise_scheduler.config, use_karras_sigmas=KARRAS)
