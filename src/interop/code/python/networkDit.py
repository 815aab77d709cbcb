# Network
# The diffusion transformer of Peebles & Xie 2023 with adaLN-Zero, on pixels: names and layers of facebookresearch/DiT.
DIT = json.loads((HERE / "config.json").read_text())
CHANNELS, SIDE, PATCH = DIT["in_channels"], DIT["input_size"], DIT["patch_size"]
SHAPE = (SIDE, SIDE, CHANNELS)
HIDDEN, GRID = DIT["hidden_size"], SIDE // PATCH
OUTPUTS = 2 * CHANNELS if DIT["learn_sigma"] else CHANNELS
FREQUENCIES = 256


def time_features(t):
    """[B] times -> [B, FREQUENCIES] cosines and sines."""
    half = FREQUENCIES // 2
    angles = t.double()[:, None] * torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float64) / half)
    return torch.cat([angles.cos(), angles.sin()], dim=1)


def position_features(places):
    """[N] places -> [N, HIDDEN / 2] sines and cosines."""
    quarter = HIDDEN // 4
    angles = places.double()[:, None] / 10000 ** (torch.arange(quarter, dtype=torch.float64) / quarter)
    return torch.cat([angles.sin(), angles.cos()], dim=1)


def patch_positions():
    """[1, N, HIDDEN] of the column of each patch, then of its row."""
    rows, columns = torch.meshgrid(torch.arange(GRID), torch.arange(GRID), indexing="ij")
    parts = [position_features(columns.flatten()), position_features(rows.flatten())]
    return torch.cat(parts, dim=1).float()[None]


def modulated(x, shift, scale):
    """The norm of each token, scaled and shifted by its sample's numbers."""
    return F.layer_norm(x, (HIDDEN,), eps=1e-6) * (1 + scale[:, None]) + shift[:, None]


def xavier(layer, shape=None):
    nn.init.xavier_uniform_(layer.weight.data.view(shape or layer.weight.shape))
    nn.init.zeros_(layer.bias)
    return layer


def zeros(layer):
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


def modulation(parts):
    return nn.Sequential(nn.SiLU(), zeros(nn.Linear(HIDDEN, parts * HIDDEN)))


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.proj = xavier(nn.Linear(HIDDEN, 3 * HIDDEN)), xavier(nn.Linear(HIDDEN, HIDDEN))

    def forward(self, x):
        q, k, v = self.qkv(x).unflatten(2, (3, DIT["num_heads"], -1)).permute(2, 0, 3, 1, 4)
        share = (q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])).softmax(dim=-1)
        return self.proj((share @ v).transpose(1, 2).flatten(2))


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = xavier(nn.Linear(HIDDEN, DIT["mlp_ratio"] * HIDDEN))
        self.fc2 = xavier(nn.Linear(DIT["mlp_ratio"] * HIDDEN, HIDDEN))

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x), approximate="tanh"))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attn, self.mlp, self.adaLN_modulation = Attention(), Mlp(), modulation(6)

    def forward(self, x, c):
        shift_a, scale_a, gate_a, shift_m, scale_m, gate_m = self.adaLN_modulation(c).chunk(6, dim=1)
        x = x + gate_a[:, None] * self.attn(modulated(x, shift_a, scale_a))
        return x + gate_m[:, None] * self.mlp(modulated(x, shift_m, scale_m))


class PatchEmbedding(nn.Module):
    def __init__(self):
        super().__init__()
        self.proj = xavier(nn.Conv2d(CHANNELS, HIDDEN, PATCH, stride=PATCH), (HIDDEN, -1))

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)


class TimeEmbedding(nn.Module):
    def __init__(self):
        super().__init__()
        self.mlp = nn.Sequential(nn.Linear(FREQUENCIES, HIDDEN), nn.SiLU(), nn.Linear(HIDDEN, HIDDEN))
        for layer in (self.mlp[0], self.mlp[2]):
            nn.init.normal_(layer.weight, std=0.02)
            nn.init.zeros_(layer.bias)

    def forward(self, t):
        return self.mlp(time_features(t).to(self.mlp[0].weight))


class ClassEmbedding(nn.Module):
    """The row after the classes, which -1 stands for too, is the one for no class."""

    def __init__(self):
        super().__init__()
        self.embedding_table = nn.Embedding(DIT["num_classes"] + 1, HIDDEN)
        nn.init.normal_(self.embedding_table.weight, std=0.02)

    def forward(self, labels):
        return self.embedding_table(torch.where(labels < 0, DIT["num_classes"], labels))


class FinalLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = zeros(nn.Linear(HIDDEN, PATCH * PATCH * OUTPUTS))
        self.adaLN_modulation = modulation(2)

    def forward(self, x, c):
        shift, scale = self.adaLN_modulation(c).chunk(2, dim=1)
        return self.linear(modulated(x, shift, scale))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.x_embedder, self.t_embedder = PatchEmbedding(), TimeEmbedding()
        if DIT["num_classes"]:
            self.y_embedder = ClassEmbedding()
        self.register_buffer("pos_embed", patch_positions(), persistent=False)
        self.blocks = nn.ModuleList([Block() for _ in range(DIT["depth"])])
        self.final_layer = FinalLayer()

    def forward(self, x, t, labels=None):
        """x [B, C, H, W], t [B] float64 on the processor -> [B, C, H, W], or [B, 2 C, H, W] with the variance."""
        c = self.t_embedder(t.to(x.device))
        if hasattr(self, "y_embedder"):
            c = c + self.y_embedder(labels.to(x.device))
        h = self.x_embedder(x) + self.pos_embed
        for block in self.blocks:
            h = block(h, c)
        parts = self.final_layer(h, c).unflatten(1, (GRID, GRID)).unflatten(3, (PATCH, PATCH, OUTPUTS))
        return parts.permute(0, 5, 1, 3, 2, 4).reshape(len(x), OUTPUTS, SIDE, SIDE)


WEIGHTS = "model.safetensors"
BESIDE = ("config.json", "run.json")
