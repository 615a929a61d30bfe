using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>Loops that all iterations go through together.</summary>
internal sealed partial class OuterLoopCode
{
    private const int MostRuns = 4;
    private const int MostStatements = 12;

    // The accesses at index + offset that go to a part of the buffer instead, where the index is the loop's own: the just-in-time compiler sees that all of them are within.
    private readonly Dictionary<object, (Operand Part, Variable Index)> _parts = new(ReferenceComparer.Instance);

    private void Add(For inner)
    {
        GatherAhead(inner);
        IrBuilder outer = _builder;
        Operand start = Uniform(inner.Start), limit = Uniform(inner.Limit);
        if (FewRunsOf(inner, start, limit) is { } runs)
        {
            WriteOut(inner, runs);
            return;
        }

        Variable index = Copy(inner.Index);
        List<(Carried Entry, EquatableArray<Operand> Parameters, EquatableArray<Operand> Initial)> entries = [];
        foreach (Carried entry in inner.Carried)
        {
            EquatableArray<Operand> parameters = New(entry.Parameter);
            entries.Add((entry, parameters, As(entry.Initial, parameters)));
        }

        foreach ((Carried entry, EquatableArray<Operand> parameters, _) in entries)
        {
            _values[entry.Parameter.Id] = ValueOf(entry.Parameter, parameters);
        }

        TakeParts(inner, start, limit, index);
        _builder = new IrBuilder(_variables);
        HashSet<int> outerInside = _innermost;
        _innermost = IrWalk.All(inner.Body).Exists(static statement => statement is For) ? [] : [.. IrWalk.DefinedIn(inner.Body), .. inner.Carried.Select(static entry => entry.Parameter.Id)];
        AddAll(inner.Body);
        _innermost = outerInside;
        var carried = new List<Carried>();
        foreach ((Carried entry, EquatableArray<Operand> parameters, EquatableArray<Operand> initial) in entries)
        {
            EquatableArray<Operand> after = As(entry.AfterBody, parameters), results = New(entry.Result);
            for (int i = 0; i < parameters.Count; i++)
            {
                carried.Add(new Carried((Variable)parameters[i], initial[i], parameters[i], after[i], (Variable)results[i]));
            }

            _values[entry.Result.Id] = ValueOf(entry.Result, results);
        }

        Block body = Hoisted(_builder.ToBlock(), [index, .. carried.Select(static entry => entry.Parameter)], outer);
        _builder = outer;
        Emit(inner, new For(index, start, inner.Comparison, limit, inner.Step, body) { IsChecked = inner.IsChecked, Carried = carried.ToEquatableArray() });
    }

    // A loop, or not if it would do nothing.
    private void Emit(For inner, For loop)
    {
        if (_code.MasksOf(loop) is { } masks)
        {
            Operand mask = masks.Aggregate((either, other) => _builder.Let(_code.Combine(BinaryOperator.Or, either, other)));
            _builder.Emit(new If(_builder.Let(_code.Any(mask)), new Block([loop]), new Block([])));
            return;
        }

        if (Sparsity.RootOf(inner, _divergence, _used) is not { } root)
        {
            _builder.Emit(loop);
            return;
        }

        var merges = new List<Merge>();
        foreach (Carried entry in inner.Carried.Where(entry => _used.Contains(entry.Result.Id)))
        {
            var result = (Variable)Vector(entry.Result);
            Variable merged = _variables.New(result.Name, result.Type, result.IsTemporary);
            merges.Add(new Merge(merged, result, _code.Zero));
            _values[entry.Result.Id] = new VectorValue(merged);
        }

        Variable isUsed = _builder.Let(new Opaque([LaneCode.Runtime + "AnyUsed(", ")"], [Uniform(root)], ScalarType.Boolean, Effects.Reads));
        _builder.Emit(new If(isUsed, new Block([loop]), new Block([])) { Merges = merges.ToEquatableArray() });
    }

    // The indices of a loop that runs a few times, as many as it says itself: what it does costs no more than going round it.
    private static List<Constant>? FewRunsOf(For loop, Operand start, Operand limit)
    {
        if (loop.IsChecked || (start, limit) is not (Constant { Integer: { } first }, Constant { Integer: { } end }) || !loop.Index.Type.Equals(ScalarType.Int32)
            || IrWalk.All(loop.Body).Count > MostStatements || !loop.Body.Statements.All(static statement => statement switch
            {
                If branch => IsPure(branch.Then) && IsPure(branch.Else),
                _ => statement is Assign or Store or Accumulate or Evaluate or Comment,
            }))
        {
            return null;
        }

        long runs = (loop.Step, loop.Comparison) switch
        {
            (1, BinaryOperator.Less) => end - first,
            (-1, BinaryOperator.GreaterOrEqual) => first - end + 1,
            _ => long.MaxValue,
        };
        return runs is < 0 or > MostRuns ? null : [.. Enumerable.Range(0, (int)runs).Select(run => Constant.Int((int)first + (run * (int)loop.Step)))];
    }

    private void WriteOut(For loop, List<Constant> runs)
    {
        List<LaneValue> carried = [.. loop.Carried.Select(entry => Given(entry, entry.Initial))];
        foreach (Constant index in runs)
        {
            _values[loop.Index.Id] = new UniformValue(index);
            for (int i = 0; i < carried.Count; i++)
            {
                _values[loop.Carried[i].Parameter.Id] = carried[i];
            }

            AddAll(loop.Body);
            carried = [.. loop.Carried.Select(entry => Given(entry, entry.AfterBody))];
        }

        for (int i = 0; i < carried.Count; i++)
        {
            _values[loop.Carried[i].Result.Id] = carried[i];
        }

        LaneValue Given(Carried entry, Operand operand) =>
            _divergence.IsUniform(entry.Parameter) ? ValueOf(operand) : ValueOf(entry.Parameter, As(operand, New(entry.Parameter)));
    }

    // Masks and vectors of one number that are the same each time round are made before the loop: there they stay in registers.
    private static Block Hoisted(Block body, IEnumerable<Variable> parameters, IrBuilder outer)
    {
        HashSet<int> inside = IrWalk.DefinedIn(body);
        inside.UnionWith(parameters.Select(static parameter => parameter.Id));
        var statements = new List<Statement>();
        foreach (Statement statement in body.Statements)
        {
            if (statement is Assign { Value: Opaque { OpaqueEffects: Effects.None, Type: OpaqueType } value } assign
                && value.Operands.All(operand => operand is not Variable variable || !inside.Contains(variable.Id)))
            {
                outer.Emit(assign);
                inside.Remove(assign.Target.Id);
            }
            else
            {
                statements.Add(statement);
            }
        }

        return new Block(statements.ToEquatableArray());
    }

    private void TakeParts(For inner, Operand start, Operand limit, Variable index)
    {
        if (_mask is not null || inner.Index.Type is not ScalarType { Kind: ScalarKind.Int32 })
        {
            return;
        }

        Operand? count = inner switch
        {
            { Step: 1, Comparison: BinaryOperator.Less, Start: Constant { IsZero: true } } => limit,
            { Step: -1, Comparison: BinaryOperator.GreaterOrEqual, Limit: Constant { IsZero: true } } => null,
            _ => start,
        };
        if (ReferenceEquals(count, start))
        {
            return;
        }

        var names = new LoopNames(inner);
        var parts = new Dictionary<(int Buffer, int Index), Operand>();
        foreach (Statement statement in inner.Body.Statements)
        {
            (object Access, Operand Buffer, EquatableArray<Operand> Indices)? found = statement switch
            {
                Assign { Value: Load load } => (load, load.Buffer, load.Indices),
                Store store => (store, store.Buffer, store.Indices),
                Accumulate accumulate => (accumulate, accumulate.Buffer, accumulate.Indices),
                _ => null,
            };
            if (found is not var (access, buffer, indices) || (IsWide(buffer) && buffer.Type is BufferType { Element: ScalarType { IsInteger: true } }) || indices is not [Variable place] || place.Id == inner.Index.Id || !_divergence.IsUniform(place)
                || _divergence.MovingStartOf(buffer) is not null || !_values.TryGetValue(((Variable)buffer).Id, out LaneValue? known) && _divergence.Memory.IsInside((Variable)buffer))
            {
                continue;
            }

            if (!parts.TryGetValue((((Variable)buffer).Id, place.Id), out Operand? part))
            {
                if (names.Beside(place, inner.Index) is not { } summands || !summands.TrueForAll(summand => IsAhead(summand, names)))
                {
                    continue;
                }

                Operand offset = ((UniformValue)Ahead(summands, names)).Operand;
                count ??= _counts.Of(inner) is { } runs ? Uniform(runs) : Let(BinaryOperator.Add, start, Constant.Int(1));
                parts[(((Variable)buffer).Id, place.Id)] = part = Part((Variable)Uniform(buffer), offset, count);
            }

            _parts[access] = (part, index);
        }
    }

    private Variable Part(Variable buffer, Operand offset, Operand count)
    {
        var type = (BufferType)buffer.Type;
        string name = type.Kind == BufferKind.ReadOnlySpan ? "ReadOnlyPart" : "Part";
        type = type with { Kind = type.Kind == BufferKind.ReadOnlySpan ? BufferKind.ReadOnlySpan : BufferKind.Span };
        return _builder.Let(
            new Opaque([$"{LaneCode.Runtime}{name}<{type.Element.CSharp}>(", ", ", ", ", ")"], [buffer, offset, count], type, Effects.Throws | Effects.Reads), buffer.Name);
    }

    // Whether an integer can be computed before the loop.
    private bool IsAhead(Operand operand, LoopNames names) => names.IsInside(operand)
        ? _divergence.ShapeOf(operand) != LaneShape.Varying && names.IndexOf(operand) is { } value && value.Operands.All(inner => IsAhead(inner, names))
        : ValueOf(operand) is UniformValue or AffineValue;

    private LaneValue Ahead(Operand operand, LoopNames names) => !names.IsInside(operand) ? ValueOf(operand)
        : names.IndexOf(operand) is Binary binary ? Combined(binary.Operator, Ahead(binary.Left, names), Ahead(binary.Right, names))
        : Ahead(names.IndexOf(operand)!.Operands[0], names);

    private LaneValue Ahead(List<Operand> summands, LoopNames names) => summands.Aggregate(
        (LaneValue)new UniformValue(Constant.Int(0)), (sum, summand) => Combined(BinaryOperator.Add, sum, Ahead(summand, names)));
}
