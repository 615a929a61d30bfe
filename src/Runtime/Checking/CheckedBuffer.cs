using System.Numerics;

namespace AutoDiff;

/// <summary>A buffer of parameters whose derivative is checked, and which the differences perturb in place.</summary>
internal abstract class CheckedBuffer(string name, double[] values, double[] gradient, bool isScalar)
{
    internal string Name { get; } = name;

    /// <summary>Whether it is one number and no buffer to the caller: it has no index.</summary>
    internal bool IsScalar { get; } = isScalar;

    internal int Length => Values.Length;

    /// <summary>The parameters as they were given.</summary>
    internal double[] Values { get; } = values;

    /// <summary>The derivative as it was given.</summary>
    internal double[] Gradient { get; } = gradient;

    /// <summary>The root mean square of the parameters: how large a typical one is.</summary>
    internal double TypicalSize { get; } = Math.Sqrt(values.Sum(v => v * v) / Math.Max(1, values.Length));

    /// <summary>Writes all parameters as they were given.</summary>
    internal abstract void Restore();

    /// <summary>Writes one parameter; returns it as its type holds it.</summary>
    internal abstract double Write(int index, double value);
}

internal sealed class CheckedBuffer<T> : CheckedBuffer
    where T : IFloatingPointIeee754<T>
{
    private readonly Memory<T> _target;
    private readonly T[] _original;

    internal CheckedBuffer(string name, Memory<T> values, ReadOnlySpan<T> gradient, bool isScalar = false)
        : base(name, InDouble(values.Span), InDouble(gradient), isScalar)
    {
        if (values.Length != gradient.Length)
            throw new ArgumentException(
                $"The gradient of '{name}' has length {gradient.Length}, and its values have length {values.Length}.", nameof(gradient));
        _target = values;
        _original = values.ToArray();
    }

    internal override void Restore() => _original.CopyTo(_target);

    internal override double Write(int index, double value)
    {
        T stored = T.CreateTruncating(value);
        _target.Span[index] = stored;
        return double.CreateTruncating(stored);
    }

    private static double[] InDouble(ReadOnlySpan<T> values)
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = double.CreateTruncating(values[i]);
        return result;
    }
}
