"""Writes what PyTorch says of a few test images, for the test that holds the TypeScript classifier to it.

    python3 scripts/pretrain/classifier_fixture.py mnist DIR public/classifier/mnist.safetensors tests/fixtures/classifier/mnist.json
"""

import json
import sys

import torch

import images as image_sets
import tensor_file
from classifier import classify, scale


def main(data, folder, weights, out):
    pixels, _ = image_sets.load(data, "t10k", folder or None)
    tensors = tensor_file.load(weights)
    indices = [0, 1, 2, 8, 18, 247, len(pixels) // 2, len(pixels) - 1]
    features, logits = classify(tensors, scale(pixels[indices]))
    # An image of no class: a ramp over the whole range of values, as a sample may have them, in the app's order of [H, W, C].
    _, channels, height, width = pixels.shape
    ramp = torch.linspace(-1, 1, pixels[0].numel()).reshape(1, height, width, channels).permute(0, 3, 1, 2)
    ramp_features, ramp_logits = classify(tensors, ramp)
    test_features, test_logits = classify(tensors, scale(pixels[:1000]))
    report = {
        "indices": indices,
        "features": features.tolist(),
        "logits": logits.tolist(),
        "rampFeatures": ramp_features[0].tolist(),
        "rampLogits": ramp_logits[0].tolist(),
        "clearOfFirst1000": (test_logits.softmax(1).amax(1) > 0.8).float().mean().item(),
        "featureMeanOfFirst1000": test_features.double().mean(0).tolist(),
        "covarianceTraceOfFirst1000": torch.cov(test_features.double().T).trace().item(),
    }
    with open(out, "w") as file:
        json.dump(report, file)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:5])
