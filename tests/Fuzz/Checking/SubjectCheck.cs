namespace AutoDiff.Fuzz.Checking;

/// <summary>Checks one loaded program on random inputs.</summary>
internal sealed class SubjectCheck(Signature signature, Subject release, Subject debug, FuzzProgram program)
{
    private readonly bool _isMixed = program.IsMixed;

    private const int Inputs = 2;

    public int Compared { get; private set; }

    public int Skipped { get; private set; }

    public Failure? Run()
    {
        var random = new Random(program.Seed);
        for (int i = 0; i < Inputs; i++)
        {
            object[] arguments = Data.RandomArguments(signature, random);
            object[] adjoints = Data.RandomAdjoints(signature, arguments, random);
            object[] cotangents = Data.RandomCotangents(signature, random);
            if (Run(arguments, adjoints, cotangents, random) is { } failure)
            {
                return failure with { Detail = failure.Detail + "\n  arguments " + Data.Show(arguments) + "\n  cotangents " + Data.Show(cotangents) + "\n  adjoints " + Data.Show(Buffers(adjoints)) };
            }
        }

        return null;
    }

    private Failure? Run(object[] arguments, object[] adjoints, object[] cotangents, Random random)
    {
        object[] final = Data.Copy(arguments);
        (object[]? expected, Exception? thrown) = Try(() => release.Primal(final));
        object[] after = Data.Copy(arguments);
        object[] d = Data.Copy(adjoints);
        (object[]? actual, Exception? thrownToo) = Try(() => release.Vjp(after, cotangents, d, null));
        if (thrown?.GetType() != thrownToo?.GetType())
        {
            return new Failure(FailureKind.Throws, $"F: {thrown?.Message ?? "returns"}; FVjp: {thrownToo?.ToString() ?? "returns"}");
        }

        if (thrown is not null)
        {
            return Same(d, adjoints) ? null : new Failure(FailureKind.Throws, "F threw, and an adjoint was touched");
        }

        if (!Same(expected!, actual!.Take(expected!.Length)))
        {
            return new Failure(FailureKind.Value, $"F: {Data.Show(expected!)}; FVjp: {Data.Show(actual!.Take(expected!.Length))}");
        }

        if (!Same(final, after))
        {
            return new Failure(FailureKind.Buffer, $"F: {Data.Show(final)}; FVjp: {Data.Show(after)}");
        }

        object[] byValue = actual!.Skip(expected!.Length).ToArray();
        return CheckDebug(arguments, adjoints, cotangents, actual!, d)
            ?? CheckDifferences(arguments, adjoints, cotangents, byValue, d, random)
            ?? CheckGradient(arguments, adjoints)
            ?? CheckTangents(arguments, adjoints, cotangents, expected!, final, byValue, d, random)
            ?? CheckSplit(arguments, adjoints, cotangents, expected!, final, byValue, d)
            ?? CheckAllocation(arguments, adjoints, cotangents);
    }

    private Failure? CheckDebug(object[] arguments, object[] adjoints, object[] cotangents, object[] actual, object[] d)
    {
        object[] other = Data.Copy(adjoints);
        object[] results = debug.Vjp(Data.Copy(arguments), cotangents, other, null);
        return Same(results, actual) && Same(other, d)
            ? null
            : new Failure(FailureKind.Configuration, $"Release: {Data.Show(actual)} {Data.Show(Buffers(d))}; Debug: {Data.Show(results)} {Data.Show(Buffers(other))}");
    }

    private Failure? CheckDifferences(object[] arguments, object[] adjoints, object[] cotangents, object[] byValue, object[] d, Random random)
    {
        var differences = new DirectionalDerivative(signature, release, arguments, adjoints, cotangents, random);
        Failure? failure = differences.Compare(byValue, d);
        if (differences.WasCompared)
        {
            Compared++;
        }
        else
        {
            Skipped++;
        }

        return failure;
    }

    private Failure? CheckGradient(object[] arguments, object[] adjoints)
    {
        if (!release.HasGradient)
        {
            return null;
        }

        // FGradient gives the outs' cotangents no way in: they are zero.
        object[] start = adjoints.Select((a, i) => signature.Parameters[i].Modifier == "out" ? Data.Map(a, _ => 0) : a).ToArray();
        object one = signature.Results[0] == "float" ? (object)1f : 1.0;
        (object[] d1, object[] d2) = (Data.Copy(start), Data.Copy(start));
        object[] vjp = release.Vjp(Data.Copy(arguments), [one], d1, null);
        object[] gradient = release.Gradient(Data.Copy(arguments), d2, null);
        return Close(vjp, gradient) && Close(Buffers(d1), Buffers(d2))
            ? null
            : new Failure(FailureKind.Gradient, $"FVjp: {Data.Show(vjp)} {Data.Show(Buffers(d1))}; FGradient: {Data.Show(gradient)} {Data.Show(Buffers(d2))}");
    }

    // With cotangents c and tangents t, c J t by forward mode is c J t by reverse mode.
    private Failure? CheckTangents(object[] arguments, object[] adjoints, object[] cotangents, object[] expected, object[] final, object[] byValue, object[] d, Random random)
    {
        if (!release.HasTangents)
        {
            return null;
        }

        (object[] after, object[] tangents) = (Data.Copy(arguments), Data.RandomTangents(signature, arguments, random));
        object[] t = Data.Copy(tangents);
        object[] results = release.Jvp(after, t, null);
        if (!Same(expected, results.Take(expected.Length)) || !Same(final, after))
        {
            return new Failure(FailureKind.Tangent, $"F: {Data.Show(expected)} {Data.Show(final)}; FJvp: {Data.Show(results)} {Data.Show(after)}");
        }

        Dot forward = new(), reverse = new();
        forward.Add(cotangents, results.Skip(expected.Length));
        int next = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (signature.Parameters[i] is not { IsActive: true } parameter)
            {
                continue;
            }

            if (parameter.IsBuffer)
            {
                forward.Add([adjoints[i]], [t[i]]);
            }

            if (parameter.Modifier != "out")
            {
                reverse.Add([parameter.IsBuffer ? d[i] : byValue[next++]], [tangents[i]]);
            }
        }

        return forward.IsCloseTo(reverse, signature.HasFloat || _isMixed ? 1e-4 : 1e-10)
            ? null
            : new Failure(FailureKind.Tangent, $"forward {forward.Sum:R}, reverse {reverse.Sum:R}\n  tangents {Data.Show(tangents)}, then {Data.Show(t)}");
    }

    // Two calls, their reverse halves in the opposite order, as nesting makes them; between them the caller overwrites what it can.
    private Failure? CheckSplit(object[] arguments, object[] adjoints, object[] cotangents, object[] expected, object[] final, object[] byValue, object[] d)
    {
        if (!release.HasSplitForm)
        {
            return null;
        }

        var workspace = new Workspace();
        WorkspaceMark mark = workspace.Enter();
        (object[] a1, object[] a2, object[] d1, object[] d2) = (Data.Copy(arguments), Data.Copy(arguments), Data.Copy(adjoints), Data.Copy(adjoints));
        object[] first = release.Forward(a1, d1, workspace);
        object[] second = release.Forward(a2, d2, workspace);
        if (!Same(first, expected) || !Same(second, expected) || !Same(a1, final))
        {
            return new Failure(FailureKind.Split, $"F: {Data.Show(expected)} {Data.Show(final)}; FForward: {Data.Show(first)} {Data.Show(a1)}, again {Data.Show(second)}");
        }

        Data.Scramble(a1);
        Data.Scramble(a2);
        object[] secondAdjoints = release.Reverse(a2, d2, cotangents, workspace);
        object[] firstAdjoints = release.Reverse(a1, d1, cotangents, workspace);
        workspace.Exit(mark);
        foreach ((object[] values, object[] buffers, string which) in new[] { (secondAdjoints, d2, "second"), (firstAdjoints, d1, "first") })
        {
            if (!Close(values, byValue) || !Close(Buffers(buffers, withOut: false), Buffers(d, withOut: false)))
            {
                return new Failure(FailureKind.Split, $"FVjp: {Data.Show(byValue)} {Data.Show(Buffers(d))}; {which} FReverse: {Data.Show(values)} {Data.Show(Buffers(buffers))}");
            }
        }

        return null;
    }

    private Failure? CheckAllocation(object[] arguments, object[] adjoints, object[] cotangents)
    {
        Workspace? workspace = release.HasWorkspace ? new Workspace() : null;
        long Call() => release.AllocatedBytes(Data.Copy(arguments), cotangents, Data.Copy(adjoints), workspace);
        Call();
        Call();
        long reserved = workspace?.ReservedBytes ?? 0;
        long allocated = Math.Min(Call(), Call());
        long then = workspace?.ReservedBytes ?? 0;

        // What a call might keep is memory of its own, as F's is, and so is its adjoint.
        long allowed = release.MakesObjects ? long.MaxValue : release.CallsPrimals ? 2 * release.PrimalAllocatedBytes(Data.Copy(arguments)) : 0;
        return allocated <= allowed && then == reserved ? null : new Failure(FailureKind.Allocates, $"{allocated} bytes allocated, {allowed} allowed; reserved {reserved}, then {then}");
    }

    private IEnumerable<object> Buffers(object[] adjoints, bool withOut = true) =>
        adjoints.Where((_, i) => signature.Parameters[i] is { IsActive: true, IsBuffer: true } p && (withOut || p.Modifier != "out"));

    private static bool Same(IEnumerable<object> a, IEnumerable<object> b) => a.Zip(b).All(p => Data.Same(p.First, p.Second));

    private bool Close(IEnumerable<object> a, IEnumerable<object> b)
    {
        List<double> first = a.SelectMany(Data.Values).ToList();
        List<double> second = b.SelectMany(Data.Values).ToList();
        double scale = Math.Max(1, first.Concat(second).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
        double tolerance = (signature.HasFloat ? 1e-5 : 1e-12) * scale;
        return first.Count == second.Count
            && first.Zip(second).All(p => p.First.Equals(p.Second) || Math.Abs(p.First - p.Second) <= tolerance || (!double.IsFinite(p.First) && !double.IsFinite(p.Second)));
    }

    private static (object[]? Result, Exception? Thrown) Try(Func<object[]> run)
    {
        try
        {
            return (run(), null);
        }
        catch (Exception exception)
        {
            return (null, exception);
        }
    }
}
