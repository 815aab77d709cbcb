# Network
def new_network():
    return UNet2DModel(**UNET)


SHAPE = (UNET["sample_size"], UNET["sample_size"], UNET["in_channels"])
WEIGHTS = "unet/diffusion_pytorch_model.safetensors"
BESIDE = ("model_index.json", "unet/config.json", "scheduler/scheduler_config.json", "run.json")


def trained_network(folder=HERE):
    """The network with the averaged weights of a folder."""
    return UNet2DModel.from_pretrained(folder, subfolder="unet").eval()


def save_network(net, folder):
    net.save_pretrained(folder / "unet")
