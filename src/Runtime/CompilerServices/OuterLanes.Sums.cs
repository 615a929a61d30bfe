using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.CompilerServices;

/// <content>What lanes have collected is added up: several vectors at once, by additions of neighbours.</content>
public static partial class OuterLanes
{
    /// <summary>Adds to each element the numbers of a vector, and sets that to zero: what comes next is added up apart.</summary>
    /// <param name="sums">The elements, which are added to.</param>
    /// <param name="vectors">A vector for each of them, which becomes zero.</param>
    public static void MoveSums(Span<double> sums, Span<Vector512<double>> vectors)
    {
        const int Few = 64;
        for (int i = 0; i < vectors.Length; i += Few)
        {
            Span<Vector512<double>> few = vectors.Slice(i, Math.Min(Few, vectors.Length - i));
            AddSums(sums.Slice(i, few.Length), few, Vector512<long>.AllBitsSet);
            few.Clear();
        }
    }

    /// <inheritdoc cref="MoveSums(Span{double}, Span{Vector512{double}})"/>
    public static void MoveSums(Span<float> sums, Span<Vector512<float>> vectors)
    {
        const int Few = 64;
        for (int i = 0; i < vectors.Length; i += Few)
        {
            Span<Vector512<float>> few = vectors.Slice(i, Math.Min(Few, vectors.Length - i));
            AddSums(sums.Slice(i, few.Length), few, Vector512<int>.AllBitsSet);
            few.Clear();
        }
    }

    /// <summary>Adds to each element the numbers of a vector.</summary>
    /// <param name="sums">The elements, which are added to.</param>
    /// <param name="vectors">A vector for each of them.</param>
    public static void AddSums(Span<double> sums, ReadOnlySpan<Vector512<double>> vectors) => AddSums(sums, vectors, Vector512<long>.AllBitsSet);

    /// <summary>Adds to each element the numbers of a vector.</summary>
    /// <param name="sums">The elements, which are added to.</param>
    /// <param name="vectors">A vector for each of them.</param>
    /// <param name="lanes">The lanes that count.</param>
    public static void AddSums(Span<double> sums, ReadOnlySpan<Vector512<double>> vectors, Vector512<long> lanes)
    {
        sums = sums[..vectors.Length];
        Vector512<double> mask = lanes.AsDouble();
        int i = 0;
        if (Avx.IsSupported)
        {
            for (; i <= vectors.Length - 4; i += 4)
            {
                Vector256<double> a = Halves(vectors[i] & mask), b = Halves(vectors[i + 1] & mask), c = Halves(vectors[i + 2] & mask), d = Halves(vectors[i + 3] & mask);
                Vector256<double> ab = Avx.HorizontalAdd(a, b), cd = Avx.HorizontalAdd(c, d);
                Vector256<double> four = Avx.Permute2x128(ab, cd, 0x20) + Avx.Permute2x128(ab, cd, 0x31);
                ref double place = ref MemoryMarshal.GetReference(sums.Slice(i, 4));
                (Vector256.LoadUnsafe(ref place) + four).StoreUnsafe(ref place);
            }
        }

        for (; i < vectors.Length; i++)
            sums[i] += Vector512.Sum(vectors[i] & mask);
    }

    /// <inheritdoc cref="AddSums(Span{double}, ReadOnlySpan{Vector512{double}})"/>
    public static void AddSums(Span<float> sums, ReadOnlySpan<Vector512<float>> vectors) => AddSums(sums, vectors, Vector512<int>.AllBitsSet);

    /// <inheritdoc cref="AddSums(Span{double}, ReadOnlySpan{Vector512{double}}, Vector512{long})"/>
    public static void AddSums(Span<float> sums, ReadOnlySpan<Vector512<float>> vectors, Vector512<int> lanes)
    {
        sums = sums[..vectors.Length];
        Vector512<float> mask = lanes.AsSingle();
        int i = 0;
        if (Avx.IsSupported)
        {
            for (; i <= vectors.Length - 4; i += 4)
            {
                Vector256<float> a = Halves(vectors[i] & mask), b = Halves(vectors[i + 1] & mask), c = Halves(vectors[i + 2] & mask), d = Halves(vectors[i + 3] & mask);
                Vector256<float> pairs = Avx.HorizontalAdd(Avx.HorizontalAdd(a, b), Avx.HorizontalAdd(c, d));
                ref float place = ref MemoryMarshal.GetReference(sums.Slice(i, 4));
                (Vector128.LoadUnsafe(ref place) + (pairs.GetLower() + pairs.GetUpper())).StoreUnsafe(ref place);
            }
        }

        for (; i < vectors.Length; i++)
            sums[i] += Vector512.Sum(vectors[i] & mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Halves(Vector512<double> vector) => vector.GetLower() + vector.GetUpper();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(Vector512<float> vector) => vector.GetLower() + vector.GetUpper();
}
