"""The cases of benchmarks/Training as a user of PyTorch writes them, measured when they are asked for.

Reads "case threads steps" lines and answers each with "seconds processor-seconds bytes peak-bytes" for that many steps, or with
"unknown". Bytes are those of a managed heap: none here.
"""
import ctypes
import math
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

SECONDS_OF_WARM_UP = 1


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.all, self.projection = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        x = x + self.attend(self.norm1(x))
        return x + self.down(F.gelu(self.up(self.norm2(x))))

    def attend(self, x):
        batch, length, width = x.shape
        q, k, v = (part.view(batch, length, self.heads, width // self.heads).transpose(1, 2) for part in self.all(x).split(width, 2))
        return self.projection(attention(q, k, v).transpose(1, 2).contiguous().view(batch, length, width))


def attention(q, k, v):
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(q, k, v, is_causal=True)
    scores = q @ k.transpose(-2, -1) * (1 / math.sqrt(q.shape[-1]))
    later = torch.ones(q.shape[-2], q.shape[-2], dtype=torch.bool).triu(1)
    return F.softmax(scores.masked_fill(later, -math.inf), -1) @ v


class Gpt(nn.Module):
    def __init__(self, vocabulary, context, width, heads, layers):
        super().__init__()
        self.characters, self.places = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        self.blocks = nn.Sequential(*(Block(width, heads) for _ in range(layers)))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, vocabulary, bias=False)
        self.order = torch.arange(context)

    def forward(self, tokens):
        return self.head(self.norm(self.blocks(self.characters(tokens) + self.places(self.order))))


def step(optimizer, loss):
    def run():
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()

    return run


def perceptron(batch):
    mlp = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    x, labels = torch.rand(batch, 784), torch.randint(0, 10, (batch,))
    return step(torch.optim.SGD(mlp.parameters(), 0.01), lambda: F.cross_entropy(mlp(x), labels))


def wide():
    mlp = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))
    x, labels = torch.rand(128, 784), torch.randint(0, 10, (128,))
    return step(torch.optim.Adam(mlp.parameters(), 1e-3), lambda: F.cross_entropy(mlp(x), labels))


def convolutional():
    cnn = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 7 * 7, 10))
    images, labels = torch.rand(64, 1, 28, 28), torch.randint(0, 10, (64,))
    return step(torch.optim.SGD(cnn.parameters(), 0.01), lambda: F.cross_entropy(cnn(images), labels))


def transformer():
    gpt = Gpt(vocabulary=65, context=64, width=128, heads=4, layers=4)
    tokens, following = torch.randint(0, 65, (12, 64)), torch.randint(0, 65, (12 * 64,))
    return step(torch.optim.AdamW(gpt.parameters(), 1e-3), lambda: F.cross_entropy(gpt(tokens).view(-1, 65), following))


def moons():
    mlp = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 1))
    points, signs = torch.rand(100, 2), torch.randint(0, 2, (100, 1)).float() * 2 - 1
    return step(torch.optim.SGD(mlp.parameters(), 0.01, weight_decay=2e-4), lambda: F.relu(1 - signs * mlp(points)).mean())


CASES = {
    "a1": lambda: perceptron(1),
    "a32": lambda: perceptron(32),
    "a128": lambda: perceptron(128),
    "a512": lambda: perceptron(512),
    "b": wide,
    "c": convolutional,
    "d": transformer,
    "e": moons,
}


def openblas():
    """The library of products, where it is OpenBLAS: it has threads of its own, which torch doesn't tell how many there are to be."""
    try:
        library = ctypes.CDLL("libblas.so.3")
        name = library.openblas_get_config
        name.restype = ctypes.c_char_p
        print(name().decode(), file=sys.stderr)
        return library
    except (OSError, AttributeError):
        print("torch's products aren't OpenBLAS's", file=sys.stderr)
        return None


def main():
    torch.manual_seed(1)
    blas, steps = openblas(), {}
    for line in sys.stdin:
        name, threads, count = line.rsplit(maxsplit=2)
        if name not in CASES:
            print("unknown", flush=True)
            continue
        torch.set_num_threads(int(threads))
        if blas is not None:
            blas.openblas_set_num_threads(int(threads))
        if name not in steps:
            steps[name] = CASES[name]()
            began = time.perf_counter()
            while time.perf_counter() - began < SECONDS_OF_WARM_UP:
                steps[name]()
        run = steps[name]
        run()
        processor, began = time.process_time(), time.perf_counter()
        for _ in range(int(count)):
            run()
        seconds, processor = time.perf_counter() - began, time.process_time() - processor
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(seconds, processor, 0, peak, flush=True)


main()
