using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>What a member returns.</summary>
internal sealed partial class MemberBuilder
{
    // F's value, and the adjoints of what is passed by value.
    private (List<Statement> End, EquatableArray<string> Names, string Type) Returned(SweepPair sweeps)
    {
        var before = new List<Statement>();
        var values = new List<Operand>();
        var names = new List<string>();
        var types = new List<string>();
        EquatableArray<Operand> results = analysed.Function.Results;
        if (analysed.Function.ResultType != "void")
        {
            values.Add(analysed.Function.ResultShape is { } shape ? Whole(sweeps.Context, shape, results, analysed.Function.ResultType, before) : results[0]);
            names.Add("Value");
            types.Add(analysed.Function.ResultType);
        }

        AddReturnedAdjoints(sweeps, before, values, names, types);
        if (values.Count > 1 && values[0].Type is BufferType { IsSpan: true })
        {
            throw new UnsupportedDerivativeException($"'{analysed.Function.Name}' returns a span and has active parameters passed by value, whose adjoints can't be returned beside it: return an array.");
        }

        before.Add(new Return(values.ToEquatableArray(), names.ToEquatableArray()));
        return (before, names.ToEquatableArray(), TypeOf(types, names));
    }

    private void AddReturnedAdjoints(SweepPair sweeps, List<Statement> before, List<Operand> values, List<string> names, List<string> types)
    {
        int next = 0;
        foreach (Wholes.Group group in Wholes.Of(analysed.Function.Parameters))
        {
            var leaves = new List<Operand>();
            foreach (Parameter part in group.Parts)
            {
                bool hasAdjoint = part.IsActive && part.Variable.Type.IsFloat;
                Operand leaf = hasAdjoint ? sweeps.Adjoints[next++] : part.Variable;
                leaves.Add(leaf);
                if (hasAdjoint && group.Whole is not null && group.HasActiveMemory && leaf is not Constant { IsZero: true })
                {
                    before.Add(new Accumulate(_wholeAdjoints[group.Whole.Name], [], leaf) { Path = part.Part!.Path });
                }
            }

            if (!group.IsActive || group.HasActiveMemory)
            {
                continue;
            }

            names.Add(_names.AdjointOf(group.First));
            values.Add(group.Whole is { } whole ? Whole(sweeps.Context, whole.Type, leaves, whole.TypeText, before) : leaves[0]);
            types.Add(group.Whole?.TypeText ?? group.First.Variable.Type.CSharp);
        }
    }

    private static string TypeOf(List<string> types, List<string>? names = null) => types.Count switch
    {
        0 => "void",
        1 => types[0],
        _ => $"({string.Join(", ", types.Select((type, i) => names is null ? type : $"{type} {Escaped(names[i])}"))})",
    };

    // In split form the parts of the result stand in one flat tuple, and so do the adjoints.
    private (List<Statement> End, string Type) ReturnedParts(DerivativeContext context)
    {
        var before = new List<Statement>();
        EquatableArray<Operand> results = analysed.Function.Results;
        string type = TypeOf(results.Select(result => result.Type.CSharp).ToList());
        Operand[] values = results.Count > 1 ? [Tuple(context, results, type, before)] : results.ToArray();
        before.Add(new Return(new(values), new(values.Select(_ => "Value").ToArray())));
        return (before, type);
    }

    private (List<Statement> End, string Type) ReturnedAdjoints(SweepPair sweeps)
    {
        List<Parameter> parameters = analysed.Function.Parameters.Where(parameter => parameter.IsActive && parameter.Variable.Type.IsFloat).ToList();
        List<string> names = parameters.ConvertAll(parameter => PartAdjointOf(parameter));
        return (
            [new Return(sweeps.Adjoints, names.ToEquatableArray())],
            TypeOf(parameters.ConvertAll(parameter => parameter.Variable.Type.CSharp), names));
    }

    private static Variable Whole(DerivativeContext context, StructType shape, IReadOnlyList<Operand> leaves, string type, List<Statement> before, string name = "value")
    {
        Opaque value = Composition.Compose(shape, leaves, type);
        Variable whole = context.Variables.New(name, value.Type, isTemporary: true);
        before.Add(new Assign(whole, value));
        return whole;
    }

    private static Variable Tuple(DerivativeContext context, EquatableArray<Operand> leaves, string type, List<Statement> before) =>
        Whole(context, new StructType(type, leaves.Select((leaf, i) => new StructField(SplitCalls.TupleItem(i), leaf.Type)).ToEquatableArray()), leaves, type, before);
}
