using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AutoDiff.Benchmarks.TorchSharp;

internal sealed class Block : Module<Tensor, Tensor>
{
    private readonly LayerNorm _norm1, _norm2;
    private readonly Linear _all, _projection, _up, _down;
    private readonly int _heads;

    internal Block(int width, int heads)
        : base("block")
    {
        _heads = heads;
        (_norm1, _norm2) = (LayerNorm(width), LayerNorm(width));
        (_all, _projection) = (Linear(width, 3 * width), Linear(width, width));
        (_up, _down) = (Linear(width, 4 * width), Linear(4 * width, width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        Tensor x = input + Attend(_norm1.forward(input));
        return x + _down.forward(functional.gelu(_up.forward(_norm2.forward(x))));
    }

    private Tensor Attend(Tensor x)
    {
        long batch = x.shape[0], time = x.shape[1], width = x.shape[2];
        Tensor[] parts = _all.forward(x).split(width, 2);
        Tensor Heads(Tensor part) => part.view(batch, time, _heads, width / _heads).transpose(1, 2);
        Tensor attended = functional.scaled_dot_product_attention(Heads(parts[0]), Heads(parts[1]), Heads(parts[2]), is_casual: true);
        return _projection.forward(attended.transpose(1, 2).contiguous().view(batch, time, width));
    }
}

internal sealed class Gpt : Module<Tensor, Tensor>
{
    private readonly Embedding _characters, _places;
    private readonly Sequential _blocks;
    private readonly LayerNorm _norm;
    private readonly Linear _head;
    private readonly Tensor _order;

    internal Gpt(int vocabulary, int context, int width, int heads, int layers)
        : base("gpt")
    {
        (_characters, _places) = (Embedding(vocabulary, width), Embedding(context, width));
        _blocks = Sequential(Enumerable.Range(0, layers).Select(Module<Tensor, Tensor> (_) => new Block(width, heads)));
        (_norm, _head) = (LayerNorm(width), Linear(width, vocabulary, hasBias: false));
        _order = arange(context, dtype: ScalarType.Int64);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) =>
        _head.forward(_norm.forward(_blocks.forward(_characters.forward(input) + _places.forward(_order))));
}
