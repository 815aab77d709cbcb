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
from accelerate import Accelerator
