using System.Numerics;
using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

internal readonly struct ParameterSurvey(ParameterBlocks blocks) : IParameterVisitor
{
    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => blocks.Add(values);

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => blocks.Add(values);
}

// Copies the loose gradients side by side, in the order of the visit.
internal struct GradientGathering(ParameterBlocks blocks) : IParameterVisitor
{
    private int _floats;
    private int _doubles;

    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape)
    {
        if (blocks.IsPacked(values))
            return;
        values.CopyTo(blocks.FloatGradients.AsSpan(_floats));
        _floats += values.Length;
    }

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape)
    {
        values.CopyTo(blocks.DoubleGradients.AsSpan(_doubles));
        _doubles += values.Length;
    }
}

// Updates the loose parameters from the gathered gradients.
internal struct ParameterUpdate(ParameterBlocks blocks, Optimizer optimizer) : IParameterVisitor
{
    private int _floats;
    private int _doubles;

    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape)
    {
        if (blocks.IsPacked(values))
            return;
        optimizer.Update(values, blocks.FloatGradients.AsSpan(_floats, values.Length), blocks.Parameters.Length + _floats);
        _floats += values.Length;
    }

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape)
    {
        optimizer.Update(values, blocks.DoubleGradients.AsSpan(_doubles, values.Length), _doubles);
        _doubles += values.Length;
    }
}

// The sum of squares of what is added, and of the loose gradients.
internal struct GradientNorm(ParameterBlocks blocks) : IParameterVisitor
{
    internal double SumOfSquares { get; private set; }

    internal unsafe void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        fixed (T* start = values)
            SumOfSquares += BlockReduction.Run(new SumOfSquares<T>(start), values.Length);
    }

    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape)
    {
        if (!blocks.IsPacked(values))
            Add<float>(values);
    }

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => Add<double>(values);
}

// Multiplies the loose gradients; a factor of 0 clears them whatever they were.
internal readonly struct GradientScaling(ParameterBlocks blocks, double factor) : IParameterVisitor
{
    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape)
    {
        if (!blocks.IsPacked(values))
            Scale(values, (float)factor);
    }

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => Scale(values, factor);

    internal static void Scale<T>(Span<T> values, T factor)
        where T : unmanaged, INumberBase<T>
    {
        if (T.IsZero(factor))
            Zeroing.Run(values);
        else
            UpdatePass.Run(new Multiplied<T>(factor), values, values, default, default);
    }

    private readonly struct Multiplied<T>(T factor) : IUpdateRule<T>
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second)
            where TLanes : struct, ILanes<TLanes, T> => parameter *= TLanes.Create(factor);
    }
}

// Limits the loose gradients. What isn't a number stays so.
internal readonly struct GradientClamping(ParameterBlocks blocks, double maximum) : IParameterVisitor
{
    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape)
    {
        if (!blocks.IsPacked(values))
            Clamp(values, (float)maximum);
    }

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => Clamp(values, maximum);

    internal static void Clamp<T>(Span<T> values, T maximum)
        where T : unmanaged => UpdatePass.Run(new Limited<T>(maximum), values, values, default, default);

    private readonly struct Limited<T>(T maximum) : IUpdateRule<T>
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second)
            where TLanes : struct, ILanes<TLanes, T>
        {
            TLanes most = TLanes.Create(maximum);
            parameter = TLanes.Min(TLanes.Max(parameter, -most), most);
        }
    }
}
