# DDIM (Song, Meng & Ermon 2021).
scheduler = DDIMScheduler.from_config(noise_scheduler.config)


def step(output, t, x, noise):
    z = noise() if ETA > 0 and t != scheduler.timesteps[-1] else torch.zeros_like(x)
    return scheduler.step(output, t, x, eta=ETA, use_clipped_model_output=CLIPPED_EPS, variance_noise=z).prev_sample
