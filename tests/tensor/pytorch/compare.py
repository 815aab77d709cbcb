"""Runs exported scripts on the numbers of the browser's code, a folder each, and writes what they give.

    compare.py

reads the path of a folder from each line of its input and answers "done", or the error. A folder has the files of an archive, `first/` with the state before training, and inputs.npz (x [B, ...], times [k]).
Writes outputs.npz: output [k, B, ...] of the network, samples [n, ...], losses [steps], and the averaged weights after them.
"""

import json
import sys
import traceback
from pathlib import Path

import numpy as np
import torch

torch.set_num_threads(1)


def of_notebook(folder):
    """The names that the cells before the last two sections define."""
    cells = json.loads((folder / "train.ipynb").read_text())["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    names = {"__file__": str(folder / "train.ipynb"), "__name__": "notebook"}
    for cell in code[:-2]:
        exec(compile(cell, "cell", "exec"), names)
    return names


def of_script(folder, name):
    names = {"__file__": str(folder / name), "__name__": "script"}
    exec(compile((folder / name).read_text(), name, "exec"), names)
    return names


def outputs_at(net, x, times, labels):
    """[k, B, ...] the network's outputs at some of its times; channels come last."""
    outputs = []
    for time in times:
        with torch.no_grad():
            output = net(x, torch.full((len(x),), float(time), dtype=torch.float64), labels)
        output = getattr(output, "sample", output).numpy()
        outputs.append(output.transpose(0, 2, 3, 1) if output.ndim == 4 else output)
    return np.array(outputs)


def compare(folder):
    request = json.loads((folder / "request.json").read_text())
    names = of_notebook(folder) if request["notebook"] else of_script(folder, request["script"])
    with np.load(folder / "inputs.npz") as file:
        x, times = names["to_network"](file["x"]), file["times"]
    net = names["trained_network"]()
    labels = names["labels_of"](0, len(x)) if "labels_of" in names else None
    output = outputs_at(net, x, times / names.get("TIME_FACTOR", 1), labels)
    samples = names["draw"](net, request["count"])
    trainer, data = names["Trainer"](folder / "first" / "training.safetensors"), names["Data"]()
    losses = [trainer.learn(data) for _ in range(request["steps"])]
    trainer.save(folder / "checkpoint")
    np.savez(folder / "outputs.npz", output=output, samples=samples, losses=np.array(losses))


for line in sys.stdin:
    try:
        compare(Path(line.strip()))
        print("done", flush=True)
    except Exception as error:
        traceback.print_exc()
        print(repr(error), flush=True)
