"""diffusers' UNet2DModel in plain PyTorch, with the names of its state dict.

Written after the architecture as diffusers 0.27.2 publishes it, for the configurations that this project ships:
positional time embedding, `default` time conditioning, convolutional down- and upsampling. Every module is named as
diffusers names it, so that a state dict travels both ways unchanged.
"""

import json
import math
import os

import tensor_file
import torch
from torch import nn
from torch.nn import functional as F

SUPPORTED = {
    "time_embedding_type": ["positional"],
    "resnet_time_scale_shift": ["default"],
    "downsample_type": ["conv"],
    "upsample_type": ["conv"],
    "act_fn": ["silu", "swish"],
    "mid_block_scale_factor": [1],
    "class_embed_type": [None],
    "center_input_sample": [False],
    "attn_norm_num_groups": [None],
    "dropout": [0.0],
}


def time_features(t, dim, freq_shift, flip):
    """Sinusoids of t: [B] -> [B, dim]; [cos, sin] where `flip`, else [sin, cos]."""
    half = dim // 2
    freqs = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float32, device=t.device) / (half - freq_shift))
    angles = t.float()[:, None] * freqs[None, :]
    parts = [angles.cos(), angles.sin()] if flip else [angles.sin(), angles.cos()]
    return torch.cat(parts, dim=1)


class TimestepEmbedding(nn.Module):
    def __init__(self, dim, out):
        super().__init__()
        self.linear_1 = nn.Linear(dim, out)
        self.linear_2 = nn.Linear(out, out)

    def forward(self, x):
        return self.linear_2(F.silu(self.linear_1(x)))


class ResnetBlock(nn.Module):
    def __init__(self, cin, cout, temb, groups, eps):
        super().__init__()
        self.norm1 = nn.GroupNorm(groups, cin, eps)
        self.conv1 = nn.Conv2d(cin, cout, 3, padding=1)
        self.time_emb_proj = nn.Linear(temb, cout)
        self.norm2 = nn.GroupNorm(groups, cout, eps)
        self.conv2 = nn.Conv2d(cout, cout, 3, padding=1)
        if cin != cout:
            self.conv_shortcut = nn.Conv2d(cin, cout, 1)

    def forward(self, x, temb):
        # temb comes already through SiLU: it is the same for every block.
        h = self.conv1(F.silu(self.norm1(x), inplace=True))
        h = h + self.time_emb_proj(temb)[:, :, None, None]
        h = self.conv2(F.silu(self.norm2(h), inplace=True))
        return h + (self.conv_shortcut(x) if hasattr(self, "conv_shortcut") else x)


class Attention(nn.Module):
    """Self-attention over the H·W positions of a map, with a residual."""

    def __init__(self, channels, head_dim, groups, eps):
        super().__init__()
        self.heads = channels // head_dim if head_dim is not None else 1
        self.group_norm = nn.GroupNorm(groups, channels, eps)
        self.to_q = nn.Linear(channels, channels)
        self.to_k = nn.Linear(channels, channels)
        self.to_v = nn.Linear(channels, channels)
        self.to_out = nn.ModuleList([nn.Linear(channels, channels)])

    def forward(self, x):
        b, c, height, width = x.shape
        flat = self.group_norm(x).permute(0, 2, 3, 1).reshape(b, height * width, c)

        def heads(y):
            return y.reshape(b, -1, self.heads, c // self.heads).transpose(1, 2)

        q, k, v = heads(self.to_q(flat)), heads(self.to_k(flat)), heads(self.to_v(flat))
        weights = (q @ k.transpose(-1, -2) / math.sqrt(c // self.heads)).softmax(dim=-1)
        out = (weights @ v).transpose(1, 2).reshape(b, height * width, c)
        out = self.to_out[0](out).reshape(b, height, width, c).permute(0, 3, 1, 2)
        return x + out


class Downsample(nn.Module):
    def __init__(self, channels, padding):
        super().__init__()
        self.padding = padding
        self.conv = nn.Conv2d(channels, channels, 3, stride=2, padding=padding)

    def forward(self, x):
        return self.conv(F.pad(x, (0, 1, 0, 1)) if self.padding == 0 else x)


class Upsample(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x):
        return self.conv(F.interpolate(x, scale_factor=2.0, mode="nearest"))


class Block(nn.Module):
    """One resolution: residual blocks, each with attention or without, then a change of size."""

    def __init__(self, kind, widths, temb, config, down=False, up=False):
        super().__init__()
        groups, eps = config["norm_num_groups"], config["norm_eps"]
        cout = widths[-1][1]
        self.resnets = nn.ModuleList([ResnetBlock(i, o, temb, groups, eps) for i, o in widths])
        if "Attn" in kind:
            head = config["attention_head_dim"]
            self.attentions = nn.ModuleList([Attention(cout, head, groups, eps) for _ in widths])
        if down:
            self.downsamplers = nn.ModuleList([Downsample(cout, config["downsample_padding"])])
        if up:
            self.upsamplers = nn.ModuleList([Upsample(cout)])


class MidBlock(nn.Module):
    def __init__(self, channels, temb, config):
        super().__init__()
        groups, eps = config["norm_num_groups"], config["norm_eps"]
        self.resnets = nn.ModuleList([ResnetBlock(channels, channels, temb, groups, eps) for _ in range(2)])
        if config["add_attention"]:
            self.attentions = nn.ModuleList([Attention(channels, config["attention_head_dim"], groups, eps)])

    def forward(self, h, temb):
        h = self.resnets[0](h, temb)
        if hasattr(self, "attentions"):
            h = self.attentions[0](h)
        return self.resnets[1](h, temb)


class UNet(nn.Module):
    """eps(x_t, t[, label]); `config` is the text of a diffusers unet/config.json."""

    def __init__(self, config):
        super().__init__()
        for field, allowed in SUPPORTED.items():
            if config.get(field, allowed[0]) not in allowed:
                raise ValueError(f"{field} is {config[field]}; this script knows {allowed}")
        self.config = config
        chans = config["block_out_channels"]
        layers, temb = config["layers_per_block"], chans[0] * 4
        self.conv_in = nn.Conv2d(config["in_channels"], chans[0], 3, padding=1)
        self.time_embedding = TimestepEmbedding(chans[0], temb)
        if config.get("num_class_embeds"):
            self.class_embedding = nn.Embedding(config["num_class_embeds"], temb)

        self.down_blocks = nn.ModuleList()
        cin = chans[0]
        for i, (kind, cout) in enumerate(zip(config["down_block_types"], chans)):
            widths = [(cin if j == 0 else cout, cout) for j in range(layers)]
            self.down_blocks.append(Block(kind, widths, temb, config, down=i < len(chans) - 1))
            cin = cout
        self.mid_block = MidBlock(chans[-1], temb, config)
        self.up_blocks = nn.ModuleList()
        outs = list(reversed(chans))
        prev = outs[0]
        for i, kind in enumerate(config["up_block_types"]):
            cout, skip_end = outs[i], outs[min(i + 1, len(outs) - 1)]
            widths = []
            for j in range(layers + 1):
                skip = skip_end if j == layers else cout
                widths.append(((prev if j == 0 else cout) + skip, cout))
            self.up_blocks.append(Block(kind, widths, temb, config, up=i < len(outs) - 1))
            prev = cout
        self.conv_norm_out = nn.GroupNorm(config["norm_num_groups"], chans[0], config["norm_eps"])
        self.conv_out = nn.Conv2d(chans[0], config["out_channels"], 3, padding=1)

    def forward(self, x, t, labels=None):
        """x [B, C, H, W], t [B] 0-based timesteps, labels [B] where the model has classes -> eps like x."""
        config = self.config
        temb = time_features(t, config["block_out_channels"][0], config["freq_shift"], config["flip_sin_to_cos"])
        temb = self.time_embedding(temb)
        if hasattr(self, "class_embedding"):
            temb = temb + self.class_embedding(labels)
        temb = F.silu(temb)

        h = self.conv_in(x)
        skips = [h]
        for block in self.down_blocks:
            for j, resnet in enumerate(block.resnets):
                h = resnet(h, temb)
                if hasattr(block, "attentions"):
                    h = block.attentions[j](h)
                skips.append(h)
            if hasattr(block, "downsamplers"):
                h = block.downsamplers[0](h)
                skips.append(h)
        h = self.mid_block(h, temb)
        for block in self.up_blocks:
            for j, resnet in enumerate(block.resnets):
                h = resnet(torch.cat([h, skips.pop()], dim=1), temb)
                if hasattr(block, "attentions"):
                    h = block.attentions[j](h)
            if hasattr(block, "upsamplers"):
                h = block.upsamplers[0](h)
        return self.conv_out(F.silu(self.conv_norm_out(h), inplace=True))


def load_unet(folder, weights=None):
    """The model in `folder`: unet/config.json and its weights, or config.json beside `weights`, a path."""
    nested = os.path.exists(f"{folder}/unet/config.json")
    with open(f"{folder}/unet/config.json" if nested else f"{folder}/config.json") as file:
        net = UNet(json.load(file))
    net.load_state_dict(tensor_file.load(weights or f"{folder}/unet/diffusion_pytorch_model.safetensors"))
    return net
