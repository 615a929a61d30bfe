using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>The statements on shadows (and on owners) beside the primal's: what is done to a reference is done to its shadow.</summary>
internal sealed class ShadowCode(DerivativeContext context)
{
    private const string NoAdjoint = "An object or buffer from code without a derivative has no adjoint, and a write to it or a call with it needs one here. It may come in by a parameter, which may be marked [NoGradient].";

    private static readonly string s_null = "null";

    /// <summary>Shadows of parameters that the member's caller gives none for, and owners of span parameters.</summary>
    public void AtParameter(Parameter parameter, IrBuilder builder)
    {
        Variable variable = parameter.Variable;
        if (variable.Type is not BufferType type)
        {
            return;
        }

        if (context.Shadows.Has(variable) && !context.Shadows.IsGiven(variable))
        {
            if (type.IsTensor && context is ReverseContext reverse && !reverse.MustBePresent(variable))
            {
                builder.Emit(new Assign(context.Shadows.Of(variable), new Copy(Constant.Default(type))));
                return;
            }

            Operand zeros = ZerosLike(variable, type, builder);
            Variable shadow = context.Shadows.Of(variable);
            builder.Emit(new Assign(shadow, zeros.Type.Equals(shadow.Type) ? new Copy(zeros) : new View(zeros, null, null, (BufferType)shadow.Type)));
        }

        SetOwners(variable, null, builder);
    }

    /// <summary>New zeroed memory of a buffer's shape: all that is written there is dropped at the end.</summary>
    public Operand ZerosLike(Operand buffer, BufferType type, IrBuilder builder, AllocationSite site = AllocationSite.Workspace)
    {
        if (type.Kind == BufferKind.Object)
        {
            string zeros = context is ReverseContext && AbsentAdjoints.HasOnlyTensors(type) ? "Absent" : "Of";
            (string start, string end) = type.Element is StructType { Constraint: { } constraint }
                ? ($"(({type.CSharp})global::AutoDiff.CompilerServices.AggregateZeros.{zeros}<{constraint}>(", "))")
                : ($"global::AutoDiff.CompilerServices.AggregateZeros.{zeros}(", ")");
            return builder.Let(new Opaque([start, end], [buffer], type, Effects.Reads));
        }

        if (type.IsTensor)
        {
            return builder.Let(new Allocate(type, [buffer], site));
        }

        if (type is { Kind: BufferKind.List, Element: not BufferType })
        {
            Variable list = builder.Let(new Allocate(type, [], site));
            builder.CountedLoop(builder.Let(new Length(buffer)), (inner, _) => inner.Emit(
                new BufferCall("List.Add", ["", ".Add(", ")"], [list, Constant.Default(type.Element)], null) { Written = [0] }));
            return list;
        }

        if (type.Kind is BufferKind.List or BufferKind.Ref || (type.Element is BufferType && type.Rank > 1))
        {
            throw new UnsupportedDerivativeException(
                $"An active value is written to the inactive parameter '{PrimalText.Of(new Copy(buffer))}' of type '{type.CSharp}'. Make it active.");
        }

        EquatableArray<Operand> lengths = Lengths(buffer, builder);
        BufferType writable = type.Writable;
        Variable result = builder.Let(new Allocate(writable, lengths, site));
        if (type.Element is BufferType element)
        {
            builder.CountedLoop(lengths[0], (inner, index) =>
            {
                Variable row = inner.Let(new Load(buffer, [index], element));
                inner.Emit(new Store(result, [index], ZerosLike(row, element, inner, site)));
            });
        }

        return result;
    }

    /// <summary>Appends a statement without blocks, and after it what happens to shadows and owners.</summary>
    public void Replace(Statement statement, List<Statement> result, IrBuilder after)
    {
        switch (statement)
        {
            case Assign { Target.Type: BufferType } assign:
                ReplaceBufferAssign(assign, result, after);
                break;
            case Store { Value: { Type: BufferType } value } store:
                result.Add(store);
                if (context.Shadows.Has(value))
                {
                    after.Emit(new Store(ShadowOf(store.Buffer), store.Indices, ShadowOf(value)) { Path = store.Path });
                }

                break;
            default:
                result.Add(statement);
                foreach (Variable definition in IrWalk.Definitions(statement))
                {
                    if (definition.Type is BufferType && context.Shadows.Has(definition))
                    {
                        throw new UnsupportedDerivativeException(NoAdjoint, statement.Site);
                    }

                    SetOwners(definition, null, after);
                }

                break;
        }
    }

    /// <summary>The merges, each followed by those of its shadow.</summary>
    public EquatableArray<Merge> WithShadows(EquatableArray<Merge> merges)
    {
        foreach (Merge merge in merges)
        {
            if (merge.Result.Type is BufferType)
            {
                return merges.SelectMany(m => new[] { m }.Concat(Beside(m))).ToEquatableArray();
            }
        }

        return merges;
    }

    /// <summary>The carried values, each followed by those of its shadow.</summary>
    public EquatableArray<Carried> WithShadows(EquatableArray<Carried> carried)
    {
        foreach (Carried entry in carried)
        {
            if (entry.Parameter.Type is BufferType)
            {
                return carried.SelectMany(c => new[] { c }.Concat(Beside(c))).ToEquatableArray();
            }
        }

        return carried;
    }

    public IEnumerable<Merge> Beside(Merge merge)
    {
        if (merge.Result.Type is not BufferType)
        {
            yield break;
        }

        if (context.Shadows.Has(merge.Result))
        {
            yield return new Merge(context.Shadows.Of(merge.Result), ShadowOf(merge.Then), ShadowOf(merge.Else));
        }

        if (context.Shadows.HasOwner(merge.Result))
        {
            yield return new Merge(context.Shadows.OwnerOf(merge.Result), OwnerOf(merge.Then), OwnerOf(merge.Else));
            if (context.Shadows.Has(merge.Result))
            {
                yield return new Merge(ShadowOwnerOf(merge.Result), ShadowOwner(merge.Then), ShadowOwner(merge.Else));
            }
        }
    }

    public IEnumerable<Carried> Beside(Carried entry)
    {
        if (entry.Parameter.Type is not BufferType)
        {
            yield break;
        }

        if (context.Shadows.Has(entry.Parameter))
        {
            yield return new Carried(
                context.Shadows.Of(entry.Parameter), ShadowOf(entry.Initial), ShadowOf(entry.AfterHeader), ShadowOf(entry.AfterBody), context.Shadows.Of(entry.Result));
        }

        if (context.Shadows.HasOwner(entry.Parameter))
        {
            yield return new Carried(
                context.Shadows.OwnerOf(entry.Parameter), OwnerOf(entry.Initial), OwnerOf(entry.AfterHeader), OwnerOf(entry.AfterBody), context.Shadows.OwnerOf(entry.Result));
            if (context.Shadows.Has(entry.Parameter))
            {
                yield return new Carried(
                    ShadowOwnerOf(entry.Parameter), ShadowOwner(entry.Initial), ShadowOwner(entry.AfterHeader), ShadowOwner(entry.AfterBody), ShadowOwnerOf(entry.Result));
            }
        }
    }

    private void ReplaceBufferAssign(Assign assign, List<Statement> result, IrBuilder after)
    {
        Variable target = assign.Target;
        MemoryClass memory = context.PointsTo.Of(target);
        AllocationSite site = memory.Escapes ? AllocationSite.Result : AllocationSite.Workspace;
        AllocationSite shadowSite = context.ShadowSite(site, memory);
        bool hasOwner = context.Shadows.HasOwner(target);
        switch (assign.Value)
        {
            case Allocate or CopyOf:
                result.AddRange(Memory(assign, AtSite(assign.Value, site), target, hasOwner ? context.Shadows.OwnerOf(target) : null));
                if (context.Shadows.Has(target))
                {
                    Variable shadow = context.Shadows.Of(target);
                    Expression own = ShadowMemory(AtSite(assign.Value, shadowSite), (BufferType)shadow.Type, after);
                    after.EmitAll(Memory(null, own, shadow, hasOwner ? ShadowOwnerOf(target) : null));
                }

                return;
            default:
                result.Add(assign);
                if (context.Shadows.Has(target))
                {
                    Expression value = OnShadow(assign.Value, context.Shadows.Of(target), assign.Site);
                    after.Emit(new Assign(context.Shadows.Of(target), assign.Value is Load && context is ReverseContext reverse && reverse.MustBePresent(target)
                        ? TensorCode.Present(after.Let(value), target)
                        : value));
                }

                break;
        }

        SetOwners(target, assign.Value, after);
    }

    /// <summary>The length of a buffer in each dimension.</summary>
    public static EquatableArray<Operand> Lengths(Operand buffer, IrBuilder builder)
    {
        var type = (BufferType)buffer.Type;
        var lengths = new Operand[type.Rank];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = builder.Let(new Length(buffer, type.Rank == 1 ? -1 : i));
        }

        return new(lengths);
    }

    private static Expression AtSite(Expression memory, AllocationSite site) =>
        memory is CopyOf copy ? copy with { Site = site } : (Allocate)memory with { Site = site };

    private Expression ShadowMemory(Expression memory, BufferType type, IrBuilder builder) => memory switch
    {
        CopyOf { IsConstant: false } copy when context.Shadows.Has(copy.Buffer) => context.ShadowOfCopy(copy, type, builder),
        CopyOf copy => new Allocate(type, type.IsTensor ? [copy.Buffer] : Lengths(copy.Buffer, builder), copy.Site),
        _ => (Allocate)memory with { Type = type },
    };

    // Memory of a span whose owner matters is an array first.
    private IEnumerable<Statement> Memory(Assign? original, Expression memory, Variable target, Variable? owner)
    {
        if (owner is null)
        {
            return [(original ?? new Assign(target, memory)) with { Target = target, Value = memory }];
        }

        var arrayType = new BufferType(BufferKind.Array, ((BufferType)memory.Type).Element);
        Variable array = context.Variables.New(target.Name + "Memory", arrayType);
        return
        [
            new Assign(array, memory is CopyOf copy ? copy with { Type = arrayType } : (Allocate)memory with { Type = arrayType }),
            new Assign(target, new View(array, null, null, (BufferType)target.Type)),
            new Assign(owner, new Convert(array, owner.Type)),
        ];
    }

    private Expression OnShadow(Expression value, Variable shadow, int site) => value switch
    {
        Copy copy => new Copy(ShadowOf(copy.Source)),
        Reshape { Buffer.Type: BufferType { IsTensor: true } } reshape when context is ReverseContext => TensorCode.Reshape(ShadowOf(reshape.Buffer), reshape.Shape),
        Reshape reshape => reshape with { Buffer = ShadowOf(reshape.Buffer) },
        View view => view with { Buffer = ShadowOf(view.Buffer), Type = shadow.Type },
        Convert convert => new Convert(ShadowOf(convert.Operand), shadow.Type),
        Load load => load with { Buffer = ShadowOf(load.Buffer), Type = shadow.Type },
        Ir.Select select => new Ir.Select(select.Condition, ShadowOf(select.WhenTrue), ShadowOf(select.WhenFalse)),
        _ => throw new UnsupportedDerivativeException(NoAdjoint, site),
    };

    private Operand ShadowOf(Operand buffer) => context.ShadowOf(buffer);

    private void SetOwners(Variable target, Expression? value, IrBuilder builder)
    {
        if (!context.Shadows.HasOwner(target))
        {
            return;
        }

        Operand? source = value switch
        {
            Copy copy => copy.Source,
            View view => view.Buffer,
            _ => null,
        };
        builder.Emit(new Assign(context.Shadows.OwnerOf(target), Owner(source, context.Shadows.OwnerOf(target), isShadow: false)));
        if (context.Shadows.Has(target))
        {
            builder.Emit(new Assign(ShadowOwnerOf(target), Owner(source, ShadowOwnerOf(target), isShadow: true)));
        }
    }

    private Expression Owner(Operand? source, Variable owner, bool isShadow) => source switch
    {
        Variable { Type: BufferType { Kind: BufferKind.Array } } array => new Convert(isShadow ? context.Shadows.Of(array) : array, owner.Type),
        Variable { Type: BufferType { IsSpan: true } } span => new Copy(isShadow ? ShadowOwnerOf(span) : context.Shadows.OwnerOf(span)),
        _ => new Copy(new Constant(owner.Type, s_null)),
    };

    private Operand OwnerOf(Operand span) =>
        span is Variable variable ? context.Shadows.OwnerOf(variable) : new Constant(OwnerType(span), s_null);

    private Variable ShadowOwnerOf(Variable span) => context.Shadows.OwnerOf(context.Shadows.Of(span));

    private Operand ShadowOwner(Operand span) => span is Variable variable ? ShadowOwnerOf(variable) : new Constant(OwnerType(span), s_null);

    private static OpaqueType OwnerType(Operand span) => new(((BufferType)span.Type).Element.CSharp + "[]?");
}
