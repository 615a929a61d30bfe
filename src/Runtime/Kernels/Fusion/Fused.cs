using System.ComponentModel;
using AutoDiff.Kernels;

namespace AutoDiff;

/// <summary>
/// Chains of elementwise operations in one pass over memory, with broadcasting: <c>Fused.Run&lt;Fused.Relu&lt;Fused.Add&lt;Fused.A, Fused.B&gt;&gt;&gt;([x, bias])</c>.
/// Generated code writes a chain as a type, and the just-in-time compiler makes one loop of it. Values are those of the operations one by one, bit for bit.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Fused
{
    /// <summary>The value of a chain.</summary>
    /// <typeparam name="T">The chain.</typeparam>
    /// <param name="operands">Its operands, up to four.</param>
    /// <returns>Of the shape that the operands broadcast to.</returns>
    /// <exception cref="ArgumentException">The shapes don't broadcast.</exception>
    public static unsafe Tensor Run<T>(ReadOnlySpan<Tensor> operands)
        where T : struct, IFused
    {
        foreach (Tensor operand in operands)
            Shapes.RequirePresent(operand, nameof(operands));
        ReadOnlySpan<int> shape = FusedPlan.Broadcast(operands, stackalloc int[TensorBody.MostDimensions], FusedKernel<T>.Name);
        Tensor result = Tensor.Uninitialized(shape, FusedKernel<T>.Name);
        if (result.Length == 0)
            return result;
        fixed (float* a = At(operands, 0).AsSpan(), b = At(operands, 1).AsSpan(), c = At(operands, 2).AsSpan(), d = At(operands, 3).AsSpan(), to = result.AsSpan())
        {
            var job = new FusedJob<T> { Plan = new FusedPlan(shape, operands), Operands = new FusedPointers { A = a, B = b, C = c, D = d }, Value = to };
            job.Run(result.Length, isSum: false);
        }

        return result;
    }

    /// <summary>Adds the adjoints of a chain's operands.</summary>
    /// <typeparam name="T">The chain.</typeparam>
    /// <param name="operands">The operands; <c>default</c> for one whose values no adjoint is computed from.</param>
    /// <param name="result">The chain's value; <c>default</c> where no adjoint is computed from it.</param>
    /// <param name="dresult">The cotangent of the value.</param>
    /// <param name="adjoints">The adjoints of the operands, added into; <c>default</c> for one that isn't wanted.</param>
    /// <exception cref="ArgumentException">A shape doesn't fit.</exception>
    public static unsafe void AddAdjoints<T>(ReadOnlySpan<Tensor> operands, Tensor result, Tensor dresult, ReadOnlySpan<Tensor> adjoints)
        where T : struct, IFused
    {
        // An operand's shape is that of its adjoint as well.
        var shaped = default(FusedTensors);
        bool isWanted = false;
        for (int k = 0; k < operands.Length; k++)
        {
            shaped[k] = operands[k].IsAbsent ? adjoints[k] : operands[k];
            FusedPlan.RequireBroadcast(shaped[k], dresult.Shape, nameof(operands));
            isWanted |= Shapes.IsWanted(adjoints[k], shaped[k], nameof(adjoints), FusedKernel<T>.ReverseName);
        }

        if (!isWanted || dresult.Length == 0)
            return;
        if (!result.IsAbsent)
            Shapes.RequireSame(result, dresult.Shape, nameof(result));
        var overwrites = default(FusedFlags);
        bool isSum = false;
        fixed (float* a = At(operands, 0).AsSpan(), b = At(operands, 1).AsSpan(), c = At(operands, 2).AsSpan(), d = At(operands, 3).AsSpan())
        fixed (float* da = Target(At(adjoints, 0), dresult, ref overwrites.A, ref isSum), db = Target(At(adjoints, 1), dresult, ref overwrites.B, ref isSum))
        fixed (float* dc = Target(At(adjoints, 2), dresult, ref overwrites.C, ref isSum), dd = Target(At(adjoints, 3), dresult, ref overwrites.D, ref isSum))
        fixed (float* value = result.AsSpan(), cotangent = dresult.AsSpan())
        {
            var job = new FusedJob<T>
            {
                Plan = new FusedPlan(dresult.Shape, shaped),
                Operands = new FusedPointers { A = a, B = b, C = c, D = d },
                Adjoints = new FusedPointers { A = da, B = db, C = dc, D = dd },
                Overwrites = overwrites,
                Value = value,
                Cotangent = cotangent,
            };
            job.Run(dresult.Length, isSum);
        }
    }

    private static Tensor At(ReadOnlySpan<Tensor> tensors, int index) => index < tensors.Length ? tensors[index] : default;

    // Where each value of the adjoint gets one contribution, the first may overwrite, also what is read in the same place. Sums begin at zero in memory of their own.
    private static Span<float> Target(Tensor adjoint, Tensor dresult, ref bool overwrites, ref bool isSum)
    {
        if (adjoint.Length == dresult.Length)
            return adjoint.Target(out overwrites);
        isSum |= !adjoint.IsAbsent;
        return adjoint.AsSpan();
    }
}
