namespace AutoDiff.Networks.Tests;

/// <summary>Chains of operations, some of whose values no adjoint needs, and methods whose tensors are handed on in all ways.</summary>
public static partial class MemoryMethods
{
    /// <summary>Nothing is needed of a sum.</summary>
    [Differentiable]
    public static float Sums(Tensor x, Tensor w, int depth)
    {
        Tensor h = x;
        for (int i = 0; i < depth; i++)
            h = h - w;
        return Tensor.Sum(h);
    }

    [Differentiable]
    public static float Two(Tensor x, Tensor w) => Tensor.Sum(Tensor.Transpose(Tensor.Transpose(x - w)));

    [Differentiable]
    public static float Eight(Tensor x, Tensor w)
    {
        Tensor y = Tensor.Transpose(Tensor.Transpose(x - w));
        y = Tensor.Transpose(Tensor.Transpose(y - w));
        y = Tensor.Transpose(Tensor.Transpose(y - w));
        return Tensor.Sum(Tensor.Transpose(Tensor.Transpose(y - w)));
    }

    // What dies in the middle may be written in place: products whose two adjoints read one cotangent, sums of one value with itself, an operand that is broadcast.
    [Differentiable]
    public static float InPlace(Tensor x)
    {
        Tensor product = Tensor.Transpose(x) * Tensor.Transpose(Tensor.Exp(x));
        Tensor doubled = Barrier.Same(product) + product;
        Tensor row = Tensor.Sum(Tensor.Transpose(doubled), 1, keepDimension: true);
        Tensor scaled = Tensor.Tanh(Tensor.Tanh(Tensor.Relu(Barrier.Same(Tensor.Transpose(row) * doubled))));
        return Tensor.Sum(scaled / (Tensor.Transpose(Tensor.Transpose(scaled)) + 2f) - Tensor.Sigmoid(-doubled));
    }

    // The same memory by two names.
    [Differentiable]
    public static float Views(Tensor x)
    {
        Tensor square = Tensor.MatMul(x, Tensor.Transpose(x)), flat = Tensor.Reshape(square, 2, 2);
        Tensor swapped = Tensor.Tanh(square) + Tensor.Relu(flat);
        Tensor first = Tensor.Slice(swapped, 0, 0, 1), second = Tensor.Slice(swapped, 0, 1, 1);
        return Tensor.Sum(first * second) + Tensor.Sum(flat * square);
    }

    // Recursive methods are called in split form: this one gives back what it gets, or what it makes.
    [Differentiable]
    public static Tensor Power(Tensor x, int n) => n == 0 ? x : Power(Tensor.Tanh(x), n - 1);

    [Differentiable]
    public static (Tensor First, Tensor Second) Both(Tensor x, int n) => n == 0 ? (x, x) : Both(Tensor.Tanh(x), n - 1);

    [Differentiable]
    public static Tensor Flat(Tensor x, int n) => n == 0 ? Tensor.Reshape(x, -1) : Flat(x * x, n - 1);

    [Differentiable]
    public static float Recursion(Tensor x, int n)
    {
        Tensor same = Power(x, 0);
        (Tensor first, Tensor second) = Both(same, n);
        Tensor flat = Flat(Power(first, n), n);
        return Tensor.Sum(first * second) + Tensor.Sum(flat * flat) + Tensor.Sum(Tensor.Exp(same));
    }

    // What goes round a loop changes places, stays, and is used after it.
    [Differentiable]
    public static float Rounds(Tensor x, int n)
    {
        Tensor a = Tensor.Tanh(x), b = Tensor.Exp(x), kept = a, view = Tensor.Reshape(b, -1);
        for (int i = 0; i < n; i++)
        {
            if (i % 3 == 2)
                kept = b;
            (a, b) = (b, a * x);
            view = Tensor.Reshape(a, -1);
        }

        return Tensor.Sum(a * b) + Tensor.Sum(kept * a) + Tensor.Sum(view * view);
    }

    [Differentiable]
    public static float Listed(Tensor x, int n)
    {
        var list = new List<Tensor>();
        Tensor h = Tensor.Tanh(x);
        for (int i = 0; i < n; i++)
        {
            list.Add(h);
            h = h * x;
        }

        float sum = 0;
        foreach (Tensor tensor in list)
            sum += Tensor.Sum(tensor * tensor);
        return sum + Tensor.Sum(h);
    }

    [Differentiable]
    public static float ThroughProbe([NoGradient] Tensor x, Tensor w) =>
        Tensor.Sum(Probe.Product(Tensor.Reshape(x, 2, 3), w)) + Tensor.Sum(w * w);
}

/// <summary>A product whose derivative notes which adjoints are wanted.</summary>
public static class Probe
{
    internal static (bool A, bool B) Wanted { get; set; }

    public static Tensor Product(Tensor a, Tensor b) => a * b;

    [DerivativeOf(nameof(Product))]
    public static void ProductVjp(Tensor a, Tensor b, Tensor dresult, Tensor da, Tensor db)
    {
        Wanted = (da.Length > 0, db.Length > 0);
        TensorDerivatives.MultiplyVjp(a, b, dresult, da, db);
    }
}

/// <summary>A layer that multiplies, and one that reads elements.</summary>
[Differentiable]
public sealed partial class Scale(float value)
{
    public Tensor Weight { get; } = Tensor.Create([value, 2 * value, 3 * value], 3);

    [Differentiable]
    public Tensor Forward(Tensor x) => Probe.Product(x, Weight);

    // In split form, because it is recursive.
    [Differentiable]
    public Tensor Elements(Tensor x, int n) => n == 0 ? x * (x[0, 1] * Weight[1]) : Elements(Tensor.Tanh(x), n - 1);
}

/// <summary>A constant layer before one that is trained.</summary>
[Differentiable]
public sealed partial class PartlyFrozen
{
    [NoGradient]
    public Scale Constant { get; } = new(0.5f);

    public Scale Trained { get; } = new(0.25f);

    [Differentiable]
    public float Loss([NoGradient] Tensor x) => Tensor.Sum(Tensor.Tanh(Constant.Forward(Trained.Forward(x))));

    [Differentiable]
    public float FirstConstant([NoGradient] Tensor x) => Tensor.Sum(Tensor.Tanh(Trained.Forward(Constant.Forward(x))));

    [Differentiable]
    public float ByElements([NoGradient] Tensor x) => Tensor.Sum(Trained.Elements(Constant.Elements(x, 1), 1)) + Tensor.Sum(Trained.Elements(x, 0));
}
