# Network
# A residual MLP for points, conditioned on the time. Weights of dense layers are [inputs, outputs].
def time_features(t):
    """[B] times -> [B, TIME_FEATURES] sines, then cosines (Vaswani et al. 2017)."""
    half = TIME_FEATURES // 2
    frequencies = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float64) / max(half, 1))
    angles = t.double()[:, None] * frequencies
    return F.pad(torch.cat([angles.sin(), angles.cos()], dim=1), (0, TIME_FEATURES - 2 * half))


def coordinate_features(x):
    """[B, 2] -> [B, 2 + 4 n] the coordinates, and sines and cosines of n frequencies of each."""
    n = math.ceil(COORDINATE_FEATURES / 2)
    frequencies = [16 ** (k / max(n - 1, 1)) for k in range(n)]
    if not frequencies:
        return x
    angles = torch.cat([x * f for f in frequencies], dim=1)
    return torch.cat([x, angles.sin(), angles.cos()], dim=1)


class Dense(nn.Module):
    def __init__(self, inputs, outputs, gain=1.0):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(inputs, outputs) * math.sqrt(gain / inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x):
        return x @ self.weight + self.bias


class Norm(nn.Module):
    """Learned scale and shift of normalised activations, where the time does not give them."""

    def __init__(self, scale=True, shift=True):
        super().__init__()
        self.scale = nn.Parameter(torch.zeros(1, WIDTH)) if scale else None
        self.shift = nn.Parameter(torch.zeros(1, WIDTH)) if shift else None


ACTIVATIONS = {"silu": F.silu, "relu": F.relu, "tanh": torch.tanh, "gelu": lambda z: F.gelu(z, approximate="tanh")}
activation = ACTIVATIONS[ACTIVATION]
TIME_UNITS = max(16, math.ceil(WIDTH / 4))


def modulated(h, scale, shift):
    """Layer normalisation, scaled and shifted (FiLM, Perez et al. 2018), and the activation."""
    return activation(F.layer_norm(h, (WIDTH,), eps=1e-5) * (1 + scale) + shift)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        if CONDITIONING == "scale-shift":
            self.scale, self.shift = Dense(TIME_UNITS, WIDTH, 0.1), Dense(TIME_UNITS, WIDTH, 0.1)
        elif CONDITIONING == "add":
            self.norm, self.shift = Norm(shift=False), Dense(TIME_UNITS, WIDTH)
        else:
            self.norm = Norm()
        self.dense = Dense(WIDTH, WIDTH)

    def forward(self, h, time):
        scale = self.scale(time) if CONDITIONING == "scale-shift" else self.norm.scale
        shift = self.shift(time) if CONDITIONING in ("scale-shift", "add") else self.norm.shift
        return h + self.dense(modulated(h, scale, shift))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        if CONDITIONING in ("scale-shift", "add"):
            self.time = Dense(TIME_FEATURES + CLASSES, TIME_UNITS, 2.0)
        inputs = 2 + 4 * math.ceil(COORDINATE_FEATURES / 2)
        if CONDITIONING == "concat":
            inputs += TIME_FEATURES + CLASSES
        self.input = Dense(inputs, WIDTH)
        self.blocks = nn.ModuleList([Block() for _ in range(DEPTH)])
        self.norm = Norm()
        self.output = Dense(WIDTH, 4 if VARIANCE == "learned" else 2, 0.0)

    def forward(self, x, t, labels=None):
        """x [B, 2], t [B] float64 on the processor, labels [B] -> [B, 2], or [B, 4] with the variance."""
        features, time = coordinate_features(x), condition(t, labels).to(x)
        if CONDITIONING == "concat":
            features = torch.cat([features, time], dim=1)
        if hasattr(self, "time"):
            time = activation(self.time(time))
        h = self.input(features)
        for block in self.blocks:
            h = block(h, time)
        return self.output(modulated(h, self.norm.scale, self.norm.shift))


WEIGHTS = "model.safetensors"
BESIDE = ("config.json", "run.json")
