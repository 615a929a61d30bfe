using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.Vectors;

/// <summary>Builds the loop over vectors, what stands before it, and the loop for the rest.</summary>
internal sealed class VectorCode
{
    private const string Lanes = "global::AutoDiff.CompilerServices.Lanes.";
    private const string Vector = "global::System.Runtime.Intrinsics.Vector256";

    private readonly VectorLoop _vectors;
    private readonly MemoryRoots _roots;
    private readonly IrBuilder _before;
    private readonly Variable _index;
    private readonly OpaqueType _type;
    private readonly Dictionary<int, Operand> _invariants = [];
    private readonly Dictionary<int, Operand?> _offsets = [];
    private readonly Dictionary<int, Operand> _spans = [];
    private readonly Dictionary<Operand, Operand> _broadcasts = [];
    private readonly Dictionary<int, Operand> _values = [];
    private readonly List<(Operand Mask, bool IsThen)> _conditions = [];

    public VectorCode(VectorLoop vectors, VariableFactory variables, MemoryRoots roots)
    {
        (_vectors, _roots, _before) = (vectors, roots, new IrBuilder(variables));
        _index = variables.New(vectors.Loop.Index.Name, ScalarType.Int32);
        _type = new OpaqueType($"{Vector}<{vectors.Element.CSharp}>", IsReference: false);
    }

    public IReadOnlyList<Statement> Build()
    {
        For loop = _vectors.Loop;
        bool isForward = loop.Step > 0;
        Operand start = isForward ? loop.Start : loop.Limit;
        var outside = new IrBuilder(_before.Variables);
        Operand limit = isForward ? loop.Limit : AfterLast(loop.Start, outside);
        if (Positions() is not { } positions)
        {
            return [loop];
        }

        Operand end = End(start, limit, positions);
        Operand first = start;
        var head = new List<Statement>();
        if (isForward && loop.Carried.IsEmpty && Shifted(positions) is { } shift)
        {
            first = _before.Let(new Opaque([$"{Lanes}Aligned<{_vectors.Element.CSharp}>(", ", ", ", ", ")"], [start, end, shift], ScalarType.Int32, Effects.None), "first");
            head.Add(new FreshNames(_before.Variables).Of(loop with { Limit = first }));
        }

        Variable whole = _before.Let(new Opaque([$"{Lanes}Whole<{_vectors.Element.CSharp}>(", ", ", ")"], [first, end], ScalarType.Int32, Effects.None));
        var body = new IrBuilder(_before.Variables);
        foreach (Carried entry in loop.Carried)
        {
            _values[entry.Parameter.Id] = New(entry.Parameter.Name);
        }

        Add(loop.Body, body);
        var carried = new List<Carried>();
        var merges = new List<Merge>();
        var rest = new List<Carried>();
        var after = new IrBuilder(_before.Variables);
        foreach (Carried entry in loop.Carried)
        {
            var parameter = (Variable)_values[entry.Parameter.Id];
            Variable result = New(entry.Parameter.Name);
            carried.Add(new Carried(parameter, new Constant(_type, _type.Name + ".Zero"), parameter, _values[((Variable)entry.AfterBody).Id], result));
            Operand total = after.Add(entry.Initial, after.Let(new Opaque([$"{Vector}.Sum(", ")"], [result], _vectors.Element, Effects.None)));
            Variable merged = _before.Variables.New(entry.Parameter.Name, entry.Parameter.Type);
            merges.Add(new Merge(merged, total, entry.Initial));
            rest.Add(entry with { Initial = merged });
        }

        Variable from = _before.Variables.New("end", ScalarType.Int32);
        merges.Insert(0, new Merge(from, whole, start));
        var vectors = new For(_index, first, BinaryOperator.Less, whole, _vectors.Width, body.ToBlock()) { Carried = carried.ToEquatableArray() };
        Operand isLong = outside.Compare(BinaryOperator.GreaterOrEqual, outside.Let(new Binary(BinaryOperator.Subtract, limit, start, ScalarType.Int32)), Constant.Int(_vectors.Width));
        return
        [
            .. outside.Statements,
            new If(isLong, new Block(_before.Statements.Concat(head).Append(vectors).Concat(after.Statements).ToEquatableArray()), new Block(EquatableArray<Statement>.Empty))
            {
                Merges = merges.ToEquatableArray(),
            },
            (isForward ? loop with { Start = from } : loop with { Limit = from }) with { Carried = rest.ToEquatableArray() },
        ];
    }

    // What a loop writes back where it was read is read again by the next run of the loop, perhaps shifted by one: vectors that start at the same elements each time
    // find their values in the processor's store buffer, others wait for them to reach the cache.
    private static Operand? Shifted(List<(VectorAccess Access, Operand? Offset)> positions) =>
        positions.Where(p => p.Access is { IsLoaded: true, IsStored: true }).Select(p => p.Offset).FirstOrDefault(offset => offset is not null);

    private Variable New(string name) => _before.Variables.New(name, _type);

    private Operand AfterLast(Operand last, IrBuilder outside) => _roots.DefinitionOf(last) is Binary { Operator: BinaryOperator.Subtract, Right: Constant { IsOne: true } } difference
        ? difference.Left
        : outside.Let(new Binary(BinaryOperator.Add, last, Constant.Int(1), ScalarType.Int32));

    // Each place once, or null where the distance of two is known and too short.
    private List<(VectorAccess Access, Operand? Offset)>? Positions()
    {
        var positions = new List<(VectorAccess Access, Operand? Offset)>();
        foreach (VectorAccess access in _vectors.Accesses)
        {
            Operand? offset = OffsetOf(access.Index);
            int known = positions.FindIndex(p => p.Access.Buffer.Id == access.Buffer.Id && (p.Offset is null ? offset is null : offset is not null && p.Offset.IsSameAs(offset)));
            if (known < 0)
            {
                positions.Add((access, offset));
            }
            else
            {
                VectorAccess merged = positions[known].Access;
                merged = merged with
                {
                    IsLoaded = merged.IsLoaded || access.IsLoaded,
                    IsStored = merged.IsStored || access.IsStored,
                    IsAdded = merged.IsAdded || access.IsAdded,
                };
                positions[known] = (merged, offset);
            }
        }

        foreach ((VectorAccess a, Operand? first) in positions)
        {
            foreach ((VectorAccess b, Operand? second) in positions)
            {
                if (!ReferenceEquals(a, b) && Conflict(a, b) && a.Buffer.Id == b.Buffer.Id && first is null or Constant && second is null or Constant)
                {
                    return null;
                }
            }
        }

        return positions;
    }

    // What is only added to may be added to in any order.
    private static bool Conflict(VectorAccess a, VectorAccess b) => a.IsStored || b.IsStored || (a.IsAdded && b.IsLoaded) || (b.IsAdded && a.IsLoaded);

    private Operand End(Operand start, Operand limit, List<(VectorAccess Access, Operand? Offset)> positions)
    {
        Operand end = limit;
        foreach ((VectorAccess access, Operand? offset) in positions)
        {
            if (offset is null && start is Constant { Integer: >= 0 } && _roots.IsLengthOf(limit, access.Buffer))
            {
                continue;
            }

            Operand length = _before.Let(new Length(SpanOf(access.Buffer)));
            end = _before.Let(new Opaque([Lanes + "Within(", ", ", ", ", ", ", ")"], [start, end, length, offset ?? Constant.Int(0)], ScalarType.Int32, Effects.None));
        }

        for (int i = 0; i < positions.Count; i++)
        {
            for (int j = i + 1; j < positions.Count; j++)
            {
                (VectorAccess a, Operand? first) = positions[i];
                (VectorAccess b, Operand? second) = positions[j];
                if (Conflict(a, b) && !_roots.AreApart(a.Buffer, b.Buffer))
                {
                    end = _before.Let(new Opaque(
                        [$"{Lanes}Apart<{_vectors.Element.CSharp}>(", ", ", ", ", ", ", ", ", ", ", ")"],
                        [start, end, SpanOf(a.Buffer), first ?? Constant.Int(0), SpanOf(b.Buffer), second ?? Constant.Int(0)],
                        ScalarType.Int32,
                        Effects.None));
                }
            }
        }

        return end;
    }

    private Operand SpanOf(Variable buffer)
    {
        if (buffer.Type is BufferType { IsSpan: true })
        {
            return buffer;
        }

        if (!_spans.TryGetValue(buffer.Id, out Operand? span))
        {
            _spans[buffer.Id] = span = _before.Let(new View(buffer, null, null, new BufferType(BufferKind.Span, _vectors.Element)), buffer.Name);
        }

        return span;
    }

    private Operand? OffsetOf(Operand index)
    {
        var variable = (Variable)index;
        if (variable.Id == _vectors.Loop.Index.Id)
        {
            return null;
        }

        if (!_offsets.TryGetValue(variable.Id, out Operand? offset))
        {
            var sum = (Binary)_vectors.DefinitionOf(variable)!.Value;
            bool isLeft = _vectors.IsAffine(sum.Left);
            Operand? inner = OffsetOf(isLeft ? sum.Left : sum.Right);
            Operand other = Invariant(isLeft ? sum.Right : sum.Left);
            offset = inner is null && sum.Operator == BinaryOperator.Add
                ? other
                : _before.Let(new Binary(sum.Operator, inner ?? Constant.Int(0), other, ScalarType.Int32));
            _offsets[variable.Id] = offset;
        }

        return offset;
    }

    // What the body computes the same in each iteration is computed before the loop.
    private Operand Invariant(Operand operand)
    {
        if (_vectors.DefinitionOf(operand) is not { } definition)
        {
            return operand;
        }

        if (!_invariants.TryGetValue(definition.Target.Id, out Operand? hoisted))
        {
            Expression value = definition.Value.On(definition.Value.Operands.Map(Invariant));
            _invariants[definition.Target.Id] = hoisted = _before.Let(value, definition.Target.IsTemporary ? null : definition.Target.Name);
        }

        return hoisted;
    }

    private Operand Lane(Operand operand) => operand is Variable variable && _values.TryGetValue(variable.Id, out Operand? value)
        ? value
        : Broadcast(Vector + ".Create(", operand);

    private Operand Mask(Operand condition) => condition is Variable variable && _values.TryGetValue(variable.Id, out Operand? mask)
        ? mask
        : Broadcast($"{Lanes}Mask<{_vectors.Element.CSharp}>(", condition);

    private Operand Broadcast(string function, Operand operand)
    {
        Operand invariant = Invariant(operand);
        if (!_broadcasts.TryGetValue(invariant, out Operand? broadcast))
        {
            _broadcasts[invariant] = broadcast = _before.Let(new Opaque([function, ")"], [invariant], _type, Effects.None));
        }

        return broadcast;
    }

    private void Add(Block block, IrBuilder body)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Assign { Value: Binary sum } assign when _vectors.IsSum(assign.Target):
                    bool isLeft = _vectors.IsSum(sum.Left);
                    Operand added = Masked(Lane(isLeft ? sum.Right : sum.Left), body);
                    Operand onward = Lane(isLeft ? sum.Left : sum.Right);
                    _values[assign.Target.Id] = body.Let(Arithmetic(sum.Operator, isLeft ? onward : added, isLeft ? added : onward), assign.Target.IsTemporary ? null : assign.Target.Name);
                    break;
                case Assign assign when !_vectors.IsInvariant(assign.Target) && !_vectors.IsAffine(assign.Target):
                    _values[assign.Target.Id] = assign.Value is Copy copy
                        ? Lane(copy.Source)
                        : body.Let(Vectorised(assign.Value, body), assign.Target.IsTemporary ? null : assign.Target.Name);
                    break;
                case Store store:
                    Write("Store", store.Buffer, store.Indices[0], Lane(store.Value), body);
                    break;
                case Accumulate accumulate:
                    Write("Add", accumulate.Buffer, accumulate.Indices[0], Masked(Lane(accumulate.Value), body), body);
                    break;
                case If branch:
                    Add(branch, body);
                    break;
            }
        }
    }

    // Both branches run; what they give is chosen lane by lane.
    private void Add(If branch, IrBuilder body)
    {
        Operand mask = Mask(branch.Condition);
        _conditions.Add((mask, true));
        Add(branch.Then, body);
        _conditions[_conditions.Count - 1] = (mask, false);
        Add(branch.Else, body);
        _conditions.RemoveAt(_conditions.Count - 1);
        foreach (Merge merge in branch.Merges)
        {
            _values[merge.Result.Id] = Continues(merge.Then, merge.Else, branch.Then) ? Lane(merge.Then)
                : Continues(merge.Else, merge.Then, branch.Else) ? Lane(merge.Else)
                : body.Let(Choice(mask, Lane(merge.Then), Lane(merge.Else)), merge.Result.IsTemporary ? null : merge.Result.Name);
        }
    }

    // Whether a sum is an earlier one with what the branch adds to it: nothing, in the lanes that don't take the branch, and so it is right for all of them. One choice is off the chain
    // of additions then. A lane of a sum begins at 0 and never becomes -0, to which adding 0 would make a difference.
    private bool Continues(Operand sum, Operand earlier, Block branch)
    {
        HashSet<int>? inside = null;
        while (!sum.Equals(earlier))
        {
            if (!_vectors.IsSum(sum) || !(inside ??= IrWalk.DefinedIn(branch)).Contains(((Variable)sum).Id) || _vectors.DefinitionOf(sum) is not { Value: Binary addition })
            {
                return false;
            }

            sum = _vectors.IsSum(addition.Left) ? addition.Left : addition.Right;
        }

        return _vectors.IsSum(sum);
    }

    private Operand Masked(Operand value, IrBuilder body)
    {
        var zero = new Constant(_type, _type.Name + ".Zero");
        foreach ((Operand mask, bool isThen) in _conditions)
        {
            value = body.Let(isThen ? Choice(mask, value, zero) : Choice(mask, zero, value));
        }

        return value;
    }

    private Opaque Choice(Operand mask, Operand whenTrue, Operand whenFalse) => Call("ConditionalSelect", mask, whenTrue, whenFalse);

    private void Write(string method, Operand buffer, Operand index, Operand value, IrBuilder body) => body.Emit(new OpaqueCall(
        null,
        [$"{Lanes}{method}<{_vectors.Element.CSharp}>(", ", ", ", ", ")"],
        [new ValueHole(SpanOf((Variable)buffer)), new ValueHole(At(index, body)), new ValueHole(value)],
        Effects.Reads | Effects.WritesOperands));

    private Operand At(Operand index, IrBuilder body) => OffsetOf(index) is { } offset ? body.Let(new Binary(BinaryOperator.Add, _index, offset, ScalarType.Int32)) : _index;

    private Expression Vectorised(Expression value, IrBuilder body) => value switch
    {
        Load load => new Opaque([$"{Lanes}Load<{_vectors.Element.CSharp}>(", ", ", ")"], [SpanOf((Variable)load.Buffer), At(load.Indices[0], body)], _type, Effects.Reads),
        Unary negation => new Opaque([Lanes + "Negate(", ")"], [Lane(negation.Operand)], _type, Effects.None),
        Ir.Select select => Choice(Mask(select.Condition), Lane(select.WhenTrue), Lane(select.WhenFalse)),
        Intrinsic { Key: "Math.Exp" or "Math.Log" or "Math.Tanh" } function => new Opaque(
            [$"global::AutoDiff.CompilerServices.VectorFunctions.{function.Key.Substring("Math.".Length)}(", ")"], [Lane(function.Operands[0])], _type, Effects.None),
        Intrinsic intrinsic => Call(intrinsic.Key.Substring("Math.".Length), Lane(intrinsic.Operands[0])),
        Binary binary => Vectorised(binary),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} has no vector form."),
    };

    private Opaque Vectorised(Binary binary)
    {
        Operand left = Lane(binary.Left), right = Lane(binary.Right);
        return binary.Operator switch
        {
            BinaryOperator.Equal => Call("Equals", left, right),
            BinaryOperator.NotEqual => new Opaque([$"~{Vector}.Equals(", ", ", ")"], [left, right], _type, Effects.None),
            BinaryOperator.Less => Call("LessThan", left, right),
            BinaryOperator.LessOrEqual => Call("LessThanOrEqual", left, right),
            BinaryOperator.Greater => Call("GreaterThan", left, right),
            BinaryOperator.GreaterOrEqual => Call("GreaterThanOrEqual", left, right),
            _ => Arithmetic(binary.Operator, left, right),
        };
    }

    private Opaque Arithmetic(BinaryOperator @operator, Operand left, Operand right) =>
        new(["", $" {BinaryOperators.TextOf(@operator)} ", ""], [left, right], _type, Effects.None);

    private Opaque Call(string method, params Operand[] operands)
    {
        string[] parts = [$"{Vector}.{method}(", .. Enumerable.Repeat(", ", operands.Length - 1), ")"];
        return new Opaque(new(parts), new(operands), _type, Effects.None);
    }
}
