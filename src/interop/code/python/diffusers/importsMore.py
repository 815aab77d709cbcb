from diffusers.training_utils import EMAModel
from torch import nn
from torch.nn import functional as F
