# Network
# The U-Net of Ho et al. 2020 as diffusers' UNet2DModel has it, with the same names of weights.
UNET = json.loads((HERE / "unet" / "config.json").read_text())
CHANNELS = UNET["in_channels"]
SHAPE = (UNET["sample_size"], UNET["sample_size"], CHANNELS)
GROUPS, EPS = UNET["norm_num_groups"], UNET["norm_eps"]
TIME_WIDTH = 4 * UNET["block_out_channels"][0]


def time_features(t):
    """[B] times -> [B, C0] cosines and sines."""
    half = UNET["block_out_channels"][0] // 2
    divisor = max(half - UNET["freq_shift"], 1)
    angles = t.double()[:, None] * torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float64) / divisor)
    parts = [angles.cos(), angles.sin()] if UNET["flip_sin_to_cos"] else [angles.sin(), angles.cos()]
    return torch.cat(parts, dim=1)


class TwoLayers(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.linear_1, self.linear_2 = nn.Linear(inputs, outputs), nn.Linear(outputs, outputs)

    def forward(self, x):
        return self.linear_2(F.silu(self.linear_1(x)))


def resampled(x, way):
    """The image itself, the mean of 2 x 2 pixels, or each pixel four times."""
    if way == "down":
        return F.avg_pool2d(x, 2)
    return F.interpolate(x, scale_factor=2.0, mode="nearest") if way == "up" else x


class ResnetBlock(nn.Module):
    def __init__(self, cin, cout, way=None, divisor=1):
        super().__init__()
        self.way, self.divisor = way, divisor
        self.scale_shift = UNET["resnet_time_scale_shift"] == "scale_shift"
        self.norm1 = nn.GroupNorm(GROUPS, cin, EPS)
        self.conv1 = nn.Conv2d(cin, cout, 3, padding=1)
        self.time_emb_proj = nn.Linear(TIME_WIDTH, 2 * cout if self.scale_shift else cout)
        self.norm2 = nn.GroupNorm(GROUPS, cout, EPS)
        self.conv2 = nn.Conv2d(cout, cout, 3, padding=1)
        self.conv_shortcut = nn.Conv2d(cin, cout, 1) if cin != cout else nn.Identity()

    def forward(self, x, time):
        h = self.conv1(resampled(F.silu(self.norm1(x)), self.way))
        time = self.time_emb_proj(time)[:, :, None, None]
        if self.scale_shift:
            scale, shift = time.chunk(2, dim=1)
            h = self.norm2(h) * (1 + scale) + shift
        else:
            h = self.norm2(h + time)
        return (self.conv_shortcut(resampled(x, self.way)) + self.conv2(F.silu(h))) / self.divisor


class Attention(nn.Module):
    """Self-attention over all pixels, with a residual sum."""

    def __init__(self, channels, groups=GROUPS, divisor=1):
        super().__init__()
        width = UNET["attention_head_dim"] or channels
        self.heads, self.divisor = channels // width, divisor
        inner = self.heads * width
        self.group_norm = nn.GroupNorm(groups, channels, EPS) if groups else nn.Identity()
        self.to_q, self.to_k, self.to_v = (nn.Linear(channels, inner) for _ in range(3))
        self.to_out = nn.ModuleList([nn.Linear(inner, channels)])

    def forward(self, x):
        pixels = self.group_norm(x).flatten(2).transpose(1, 2)  # [B, H W, C]
        q, k, v = (f(pixels).unflatten(2, (self.heads, -1)).transpose(1, 2) for f in (self.to_q, self.to_k, self.to_v))
        share = (q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])).softmax(dim=-1)
        out = self.to_out[0]((share @ v).transpose(1, 2).flatten(2))
        return (x + out.transpose(1, 2).reshape(x.shape)) / self.divisor


class Resample(nn.Module):
    """A convolution that halves or doubles the resolution."""

    def __init__(self, channels, way):
        super().__init__()
        self.way = way
        self.padding = 1 if way == "up" else UNET["downsample_padding"]
        self.conv = nn.Conv2d(channels, channels, 3, stride=1 if way == "up" else 2, padding=self.padding)

    def forward(self, x, time):
        if self.way == "up":
            x = resampled(x, "up")
        return self.conv(F.pad(x, (0, 1, 0, 1)) if self.padding == 0 else x)


class Stage(nn.Module):
    """One resolution: residual blocks, each with attention or without, then a change of resolution."""

    def __init__(self, kind, widths, way):
        super().__init__()
        channels, attends = widths[-1][1], "Attn" in kind
        self.resnets = nn.ModuleList([ResnetBlock(i, o) for i, o in widths])
        self.attentions = nn.ModuleList([Attention(channels) if attends else nn.Identity() for _ in widths])
        by_resnet = kind.startswith("Resnet") or (attends and way and UNET[f"{way}sample_type"] == "resnet")
        sampler = ResnetBlock(channels, channels, way) if by_resnet else Resample(channels, way)
        self.downsamplers = nn.ModuleList([sampler] if way == "down" else [])
        self.upsamplers = nn.ModuleList([sampler] if way == "up" else [])


class Middle(nn.Module):
    def __init__(self, channels):
        super().__init__()
        divisor = UNET["mid_block_scale_factor"]
        groups = UNET["attn_norm_num_groups"] or (None if UNET["resnet_time_scale_shift"] == "scale_shift" else GROUPS)
        self.resnets = nn.ModuleList([ResnetBlock(channels, channels, divisor=divisor) for _ in range(2)])
        self.attentions = nn.ModuleList([Attention(channels, groups, divisor)] if UNET["add_attention"] else [])

    def forward(self, h, time):
        h = self.resnets[0](h, time)
        for attention in self.attentions:
            h = attention(h)
        return self.resnets[1](h, time)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        channels, layers = UNET["block_out_channels"], UNET["layers_per_block"]
        last = len(channels) - 1
        self.conv_in = nn.Conv2d(CHANNELS, channels[0], 3, padding=1)
        self.time_embedding = TwoLayers(channels[0], TIME_WIDTH)
        if UNET["num_class_embeds"]:
            self.class_embedding = nn.Embedding(UNET["num_class_embeds"], TIME_WIDTH)
        self.down_blocks, self.up_blocks = nn.ModuleList(), nn.ModuleList()
        for i, (kind, out) in enumerate(zip(UNET["down_block_types"], channels)):
            before = channels[max(i - 1, 0)]
            widths = [(before if j == 0 else out, out) for j in range(layers)]
            self.down_blocks.append(Stage(kind, widths, "down" if i < last else None))
        self.mid_block = Middle(channels[-1])
        coarsest_first = channels[::-1]
        for i, (kind, out) in enumerate(zip(UNET["up_block_types"], coarsest_first)):
            before, skip = coarsest_first[max(i - 1, 0)], coarsest_first[min(i + 1, last)]
            widths = [((before if j == 0 else out) + (skip if j == layers else out), out) for j in range(layers + 1)]
            self.up_blocks.append(Stage(kind, widths, "up" if i < last else None))
        self.conv_norm_out = nn.GroupNorm(GROUPS, channels[0], EPS)
        self.conv_out = nn.Conv2d(channels[0], UNET["out_channels"], 3, padding=1)

    def condition(self, x, t, labels):
        """[B, 4 C0] of the time, and of the class; a label of -1 adds nothing."""
        time = self.time_embedding(time_features(t).to(x))
        if hasattr(self, "class_embedding"):
            labels = labels.to(x.device)
            time = time + self.class_embedding(labels.clamp(min=0)) * (labels >= 0)[:, None]
        return F.silu(time)

    def forward(self, x, t, labels=None):
        """x [B, C, H, W], t [B] float64 on the processor -> [B, C, H, W], or [B, 2 C, H, W] with the variance."""
        time = self.condition(x, t, labels)
        h = self.conv_in(2 * x - 1 if UNET["center_input_sample"] else x)
        skips = [h]
        for stage in self.down_blocks:
            for resnet, attention in zip(stage.resnets, stage.attentions):
                h = attention(resnet(h, time))
                skips.append(h)
            for sampler in stage.downsamplers:
                h = sampler(h, time)
                skips.append(h)
        h = self.mid_block(h, time)
        for stage in self.up_blocks:
            for resnet, attention in zip(stage.resnets, stage.attentions):
                h = attention(resnet(torch.cat([h, skips.pop()], dim=1), time))
            for sampler in stage.upsamplers:
                h = sampler(h, time)
        return self.conv_out(F.silu(self.conv_norm_out(h)))


WEIGHTS = "unet/diffusion_pytorch_model.safetensors"
BESIDE = ("unet/config.json", "run.json", "model_index.json", "scheduler/scheduler_config.json")
