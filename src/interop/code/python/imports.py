import argparse
import json
import math
import shutil
from functools import lru_cache
from pathlib import Path
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

try:
    from accelerate import Accelerator
except ImportError:  # without it: one device
    Accelerator = None
