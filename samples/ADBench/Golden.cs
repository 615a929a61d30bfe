namespace Samples.ADBench;

/// <summary>Files with the results of another implementation: <c>{name}_F.txt</c> with values, <c>{name}_J.txt</c> with derivatives.</summary>
internal static class Golden
{
    public static Agreement Compare(string path, ReadOnlySpan<double> values, ReadOnlySpan<double> derivatives) => Agreement.Worse(
        Agreement.Of("golden", values, NumberReader.All(path + "_F.txt")), Agreement.Of("golden", derivatives, NumberReader.All(path + "_J.txt")));

    /// <summary>The same for a sparse Jacobian, whose structure must be equal: rows and columns, then counted row starts, counted columns, and values.</summary>
    public static Agreement CompareSparse(string path, ReadOnlySpan<double> values, SparseRows jacobian)
    {
        var numbers = new NumberReader(path + "_J.txt");
        bool isSame = numbers.Integer() == jacobian.Starts.Length - 1;
        numbers.Integer();
        isSame &= numbers.Take(numbers.Integer()).SequenceEqual(Doubles(jacobian.Starts));
        isSame &= numbers.Take(numbers.Integer()).SequenceEqual(Doubles(jacobian.Columns));
        return !isSame
            ? new Agreement("golden", double.PositiveInfinity)
            : Agreement.Worse(
                Agreement.Of("golden", values, NumberReader.All(path + "_F.txt")), Agreement.Of("golden", jacobian.Values, numbers.Rest()));
    }

    private static double[] Doubles(ReadOnlySpan<int> integers)
    {
        var doubles = new double[integers.Length];
        for (int i = 0; i < doubles.Length; i++) doubles[i] = integers[i];
        return doubles;
    }
}
