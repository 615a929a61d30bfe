using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>The loops of a fused operation over one run of values.</summary>
internal static unsafe class FusedKernel<T>
    where T : struct, IFused
{
    /// <summary>The outermost operation, as its method is called.</summary>
    internal static readonly string Name = typeof(T).Name.Split('`')[0];

    /// <summary>The name of its reverse rule.</summary>
    internal static readonly string ReverseName = Name + "Vjp";

    internal static void Run(FusedPointers at, FusedFlags moves, float* to, int start, int end)
    {
        int i = start;
        if (Vector512.IsHardwareAccelerated)
            i = Run<Lanes512<float>>(at, moves, to, i, end);
        else if (Vector256.IsHardwareAccelerated)
            i = Run<Lanes256<float>>(at, moves, to, i, end);
        else if (Vector128.IsHardwareAccelerated)
            i = Run<Lanes128<float>>(at, moves, to, i, end);
        Run<SingleLane<float>>(at, moves, to, i, end);
    }

    internal static void AddAdjoints(
        FusedPointers at, FusedFlags moves, float* value, float* cotangent, FusedPointers adjoints, FusedFlags overwrites, int start, int end)
    {
        int i = start;
        if (Vector512.IsHardwareAccelerated)
            i = AddAdjoints<Lanes512<float>>(at, moves, value, cotangent, adjoints, overwrites, i, end);
        else if (Vector256.IsHardwareAccelerated)
            i = AddAdjoints<Lanes256<float>>(at, moves, value, cotangent, adjoints, overwrites, i, end);
        else if (Vector128.IsHardwareAccelerated)
            i = AddAdjoints<Lanes128<float>>(at, moves, value, cotangent, adjoints, overwrites, i, end);
        AddAdjoints<SingleLane<float>>(at, moves, value, cotangent, adjoints, overwrites, i, end);
    }

    // Not compiled in tiers: a loop that runs once a step would wait long for its turn.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Run<TLanes>(FusedPointers at, FusedFlags moves, float* to, int start, int end)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        if (i + TLanes.Count > end)
            return i;
        FusedInputs<TLanes> x = Constants<TLanes>(at);
        for (; i + TLanes.Count <= end; i += TLanes.Count)
        {
            Load(ref x, at, moves, i);
            TLanes.Store(T.Value(in x), ref *to, (nuint)i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int AddAdjoints<TLanes>(
        FusedPointers at, FusedFlags moves, float* value, float* cotangent, FusedPointers adjoints, FusedFlags overwrites, int start, int end)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        if (i + TLanes.Count > end)
            return i;
        FusedInputs<TLanes> x = Constants<TLanes>(at), sums = Zeros<TLanes>();
        for (; i + TLanes.Count <= end; i += TLanes.Count)
        {
            Load(ref x, at, moves, i);
            FusedInputs<TLanes> d = Zeros<TLanes>();
            T.Adjoint(in x, T.NeedsValue ? TLanes.Load(in *value, (nuint)i) : default, TLanes.Load(in *cotangent, (nuint)i), ref d);
            sums.A = Add(adjoints.A, moves.A, overwrites.A, sums.A, d.A, i);
            sums.B = Add(adjoints.B, moves.B, overwrites.B, sums.B, d.B, i);
            sums.C = Add(adjoints.C, moves.C, overwrites.C, sums.C, d.C, i);
            sums.D = Add(adjoints.D, moves.D, overwrites.D, sums.D, d.D, i);
        }

        End(adjoints.A, moves.A, overwrites.A, sums.A);
        End(adjoints.B, moves.B, overwrites.B, sums.B);
        End(adjoints.C, moves.C, overwrites.C, sums.C);
        End(adjoints.D, moves.D, overwrites.D, sums.D);
        return i;
    }

    // An operand that stays in place collects its adjoint in a register.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Add<TLanes>(float* adjoint, bool moves, bool overwrites, TLanes sum, TLanes d, int i)
        where TLanes : struct, ILanes<TLanes, float>
    {
        if (adjoint == null)
            return sum;
        if (overwrites)
            TLanes.Store(d, ref *adjoint, (nuint)i);
        else if (moves)
            TLanes.Store(TLanes.Load(in *adjoint, (nuint)i) + d, ref *adjoint, (nuint)i);
        else
            sum += d;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End<TLanes>(float* adjoint, bool moves, bool overwrites, TLanes sum)
        where TLanes : struct, ILanes<TLanes, float>
    {
        if (adjoint != null && !moves && !overwrites)
            *adjoint += TLanes.SumOf(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<TLanes>(ref FusedInputs<TLanes> x, FusedPointers at, FusedFlags moves, int i)
        where TLanes : struct, ILanes<TLanes, float>
    {
        if (moves.A && at.A != null)
            x.A = TLanes.Load(in *at.A, (nuint)i);
        if (moves.B && at.B != null)
            x.B = TLanes.Load(in *at.B, (nuint)i);
        if (moves.C && at.C != null)
            x.C = TLanes.Load(in *at.C, (nuint)i);
        if (moves.D && at.D != null)
            x.D = TLanes.Load(in *at.D, (nuint)i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FusedInputs<TLanes> Constants<TLanes>(FusedPointers at)
        where TLanes : struct, ILanes<TLanes, float> => new()
        {
            A = TLanes.Create(at.A == null ? 0 : *at.A),
            B = TLanes.Create(at.B == null ? 0 : *at.B),
            C = TLanes.Create(at.C == null ? 0 : *at.C),
            D = TLanes.Create(at.D == null ? 0 : *at.D),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FusedInputs<TLanes> Zeros<TLanes>()
        where TLanes : struct, ILanes<TLanes, float> =>
        new() { A = TLanes.Create(0), B = TLanes.Create(0), C = TLanes.Create(0), D = TLanes.Create(0) };
}
