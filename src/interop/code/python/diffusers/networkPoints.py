class PointDenoiser(ModelMixin, Network, ConfigMixin):
    """The network as diffusers has its models; its shape stands in the settings."""

    @register_to_config
    def __init__(self, time_scale=TIME_FACTOR):
        super().__init__()

    def forward(self, sample, timestep, class_labels=None):
        """sample [B, 2], timestep [B] or one for all."""
        t = torch.as_tensor(timestep).double().cpu() * self.config.time_scale
        return UNet2DOutput(sample=Network.forward(self, sample, t.expand(len(sample)), class_labels))


def new_network():
    return PointDenoiser()


def trained_network(folder=HERE):
    """The network with the averaged weights of a folder."""
    net = new_network()
    net.load_state_dict(load_tensors(Path(folder) / WEIGHTS)[0])
    return net.eval()


def save_network(net, folder):
    save_tensors(folder / WEIGHTS, net.state_dict())
