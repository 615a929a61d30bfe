using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>
/// Reverse mode: walks the primal backwards and builds the reverse sweep. The driver knows statements and control flow; what an operation's derivative is comes
/// from <see cref="DerivativeRules"/>, what the primal values are from <see cref="PrimalValues"/>.
/// </summary>
internal sealed partial class ReverseTransform(ReverseContext context)
{
    private readonly HashSet<Statement> _folded = new(ReferenceComparer.Instance);

    /// <summary>
    /// Builds the reverse sweep of the whole function.
    /// </summary>
    /// <param name="seed">Adds the cotangents of the results, given the block's builder and the adjoints.</param>
    /// <returns>The block and the adjoint of each by-value active parameter, in order.</returns>
    public (Block Block, EquatableArray<Operand> Adjoints) Run(Action<IrBuilder, AdjointFrame> seed)
    {
        TensorChecks.AtFunction(context);
        ReverseFrame frame = context.Values.Enter(context.Tree.Root);
        var builder = new IrBuilder(context.Variables);
        var adjoints = new AdjointFrame(context);
        seed(builder, adjoints);
        ReverseStatements(context.Tree.Root, builder, adjoints);
        var results = new List<Operand>();
        foreach (Parameter parameter in context.Function.Parameters)
        {
            if (parameter.IsActive && parameter.Variable.Type.IsFloat)
            {
                results.Add(TakeNamed(adjoints, parameter.Variable)?.Value ?? Constant.Float(parameter.Variable.Type, 0));
            }
        }

        return (frame.ToBlock(builder), results.ToEquatableArray());
    }

    private void ReverseStatements(Scope scope, IrBuilder builder, AdjointFrame adjoints)
    {
        string? pending = null;
        var step = new IrBuilder(context.Variables);
        for (int i = scope.Statements.Count - 1; i >= 0; i--)
        {
            Statement statement = scope.Statements[i];
            ReverseStatement(statement, scope, i, step, adjoints);

            // A statement whose own step is only bookkeeping (a sum passes its adjoint on) lends its text to the first of its parts that has code.
            pending = context.Analysed.Describe(statement) ?? (statement is Assign ? pending : null);
            if (!step.IsEmpty)
            {
                if (pending is not null)
                {
                    builder.Emit(new Comment(pending));
                    pending = null;
                }

                builder.EmitAll(step.Statements);
                step.Clear();
            }
        }
    }

    private void ReverseStatement(Statement statement, Scope scope, int position, IrBuilder builder, AdjointFrame adjoints)
    {
        switch (statement)
        {
            case Assign { Value: CopyOf { IsConstant: false } copy } assign when context.Shadows.Has(assign.Target) && context.Shadows.Has(copy.Buffer):
                ReverseCopy(assign, copy, builder);
                break;
            case Assign assign when context.Activity.IsActive(assign.Target):
                if (TakeNamed(adjoints, assign.Target) is { } adjoint)
                {
                    ReverseAssign(assign, adjoint, builder, adjoints);
                }

                break;
            case Store { Value.Type.IsFloat: true } store when context.Activity.IsActiveField(store.Buffer, store.Path):
                ReverseStore(store, scope, position, builder, adjoints);
                break;
            case BufferCall call:
                ReverseBufferCall(call, scope, position, builder, adjoints);
                break;
            case SplitCall { ReverseRule: { } custom } call:
                ReverseRuleCall(call, custom, scope, position, builder, adjoints);
                break;
            case SplitCall call:
                TensorChecks.AtSplitCall(call, scope, position, context);
                ReverseCall(call, builder, adjoints);
                break;
            case If branch:
                ReverseIf(branch, builder, adjoints);
                break;
            case For counted:
                ReverseFor(counted, builder, adjoints);
                break;
            case Loop loop:
                ReverseLoop(loop, builder, adjoints);
                break;
        }
    }

    /// <summary>The final adjoint of a variable, under the name <c>d{variable}</c> when the variable has one.</summary>
    private Adjoint? TakeNamed(AdjointFrame adjoints, Variable variable)
    {
        Adjoint? adjoint = adjoints.Take(variable);
        if (adjoint is { Value: Variable { IsTemporary: true } value } && !variable.IsTemporary)
        {
            context.Name(value, "d" + variable.Name);
        }

        return adjoint;
    }

    private void ReverseAssign(Assign assign, Adjoint adjoint, IrBuilder builder, AdjointFrame adjoints)
    {
        switch (assign.Value)
        {
            case Copy copy:
                adjoints.Add(builder, copy.Source, adjoint.Value, adjoint.Vanishing);
                break;
            case Load load:
                builder.Emit(new Accumulate(context.Values.UseShadow(load.Buffer), load.Indices.Map(context.Values.Use), adjoint.Value) { Path = load.Path });
                break;
            case Ir.Select select:
                Operand condition = context.Values.Use(select.Condition);
                Operand zero = Constant.Float(adjoint.Value.Type, 0);
                adjoints.Add(builder, select.WhenTrue, builder.Select(condition, adjoint.Value, zero), Vanishing.ByPath);
                adjoints.Add(builder, select.WhenFalse, builder.Select(condition, zero, adjoint.Value), Vanishing.ByPath);

                break;
            default:
                ScalarRule rule = DerivativeRules.ForExpression(assign.Value)
                    ?? throw new UnsupportedDerivativeException($"There is no derivative rule for '{PrimalText.Of(assign.Value)}'.", assign.Site);
                if (!adjoint.NeedsGuard(rule) || DerivativeRules.IsScaledByConstant(assign.Value))
                {
                    Contribute(assign, rule, adjoint, builder, adjoints);
                }
                else
                {
                    UnlessZero([adjoint.Value], builder, adjoints, (inner, branch) => Contribute(assign, rule, adjoint, inner, branch));
                }

                break;
        }
    }

    private void Contribute(Assign assign, ScalarRule rule, Adjoint adjoint, IrBuilder builder, AdjointFrame adjoints)
    {
        EquatableArray<Operand> operands = assign.Value.Operands;
        var scope = new ReverseRuleScope(context, builder, assign, adjoint.Value);
        for (int i = 0; i < rule.Contributions.Length; i++)
        {
            if (rule.Contributions[i] is { } contribution && context.Activity.IsActive(operands[i]))
            {
                Operand value = builder.Convert(contribution(scope).Operand, operands[i].Type);
                adjoints.Add(builder, operands[i], value, rule.Selects ? Vanishing.ByPath : adjoint.Vanishing);
            }
        }
    }

    private void ReverseStore(Store store, Scope scope, int position, IrBuilder builder, AdjointFrame adjoints)
    {
        Operand shadow = context.Values.UseShadow(store.Buffer);
        EquatableArray<Operand> indices = store.Indices.Map(context.Values.Use);
        IrType type = store.Value.Type;
        if (FindAddition(store, scope, position) is { } addition)
        {
            // a[i] = a[i] + v: the adjoint of a[i] passes through, v's gets it added.
            if (context.Activity.IsActive(addition.Added))
            {
                Operand passed = builder.Let(new Load(shadow, indices, type) { IsSafe = true, Path = store.Path });
                adjoints.Add(builder, addition.Added, addition.IsSubtraction ? builder.Negate(passed) : passed, Vanishing.ByPath);
            }

            return;
        }

        if (context.Activity.IsActive(store.Value))
        {
            Operand taken = builder.Let(new Load(shadow, indices, type) { IsSafe = true, Path = store.Path }, store.Value is Variable { IsTemporary: false } v ? "d" + v.Name : null);
            adjoints.Add(builder, store.Value, taken, Vanishing.ByPath);
        }

        builder.Emit(new Store(shadow, indices, Constant.Float(type, 0)) { Path = store.Path });
    }

    /// <summary>Recognises <c>a[i] += v</c>: the store of a sum whose one operand was just loaded from the same element.</summary>
    private (Operand Added, bool IsSubtraction)? FindAddition(Store store, Scope scope, int position)
    {
        if (store.Value is not Variable sum || context.Tree.UsesOf(sum) != 1
            || context.Tree[sum] is not { Expression: Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } binary } definition
            || !ReferenceEquals(definition.Scope, scope))
        {
            return null;
        }

        bool isSubtraction = binary.Operator == BinaryOperator.Subtract;
        foreach ((Operand element, Operand added) in isSubtraction
            ? new[] { (binary.Left, binary.Right) }
            : [(binary.Left, binary.Right), (binary.Right, binary.Left)])
        {
            if (element is Variable loaded && context.Tree.UsesOf(loaded) == 1 && !added.Equals(element)
                && context.Tree[loaded] is { Expression: Load load } loadDefinition && ReferenceEquals(loadDefinition.Scope, scope)
                && load.Buffer.Equals(store.Buffer) && load.Indices.Equals(store.Indices) && load.Path.Equals(store.Path)
                && IsQuiet(scope, loadDefinition.Position + 1, position))
            {
                return (added, isSubtraction);
            }
        }

        return null;
    }

    // Whether nothing between two positions of a scope writes memory.
    private static bool IsQuiet(Scope scope, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (scope.Statements[i] is not Assign)
            {
                return false;
            }
        }

        return true;
    }

    private void ReverseCopy(Assign assign, CopyOf copy, IrBuilder builder)
    {
        var type = (BufferType)copy.Type;
        if (type.Element is BufferType)
        {
            return;
        }

        Operand from = context.Values.UseShadow(assign.Target);
        Operand to = context.Values.UseShadow(copy.Buffer);
        if (type.IsTensor)
        {
            builder.Emit(TensorCode.Add(to, from, "copy"));
            ReleaseAdjoints([assign.Target], builder);
            return;
        }

        var paths = Fields.Floats(type.Element).ToList();
        CopyLoop(builder, from, to, type.Rank, 0, [], paths);
    }

    private static void CopyLoop(
        IrBuilder builder, Operand from, Operand to, int rank, int dimension, EquatableArray<Operand> indices, List<(EquatableArray<string> Path, IrType Type)> paths)
    {
        if (dimension == rank)
        {
            foreach ((EquatableArray<string> path, IrType type) in paths)
            {
                Operand value = builder.Let(new Load(from, indices, type) { IsSafe = true, Path = path });
                builder.Emit(new Accumulate(to, indices, value) { Path = path });
            }

            return;
        }

        Operand count = builder.Let(new Length(from, rank == 1 ? -1 : dimension));
        builder.CountedLoop(count, (inner, index) => CopyLoop(inner, from, to, rank, dimension + 1, indices.Add(index), paths));
    }

    private void ReverseBufferCall(BufferCall call, Scope scope, int position, IrBuilder builder, AdjointFrame adjoints)
    {
        Adjoint? result = call.Result is { } variable && context.Activity.IsActive(variable) ? TakeNamed(adjoints, variable) : null;
        bool isActive = result is not null || call.Written.Any(i => context.Shadows.Has(call.Arguments[i]));
        if (!isActive)
        {
            return;
        }

        BufferRule rule = DerivativeRules.ForBufferCall(call)
            ?? throw new UnsupportedDerivativeException($"There is no derivative rule for '{call.Key}'.", call.Site);
        var place = new Definition(context.Plan.Workspace, DefinitionKind.Call, scope, call, position);
        rule.Reverse(new ReverseBufferScope(context, builder, call, place, result, (target, value) =>
            adjoints.Add(builder, target, builder.Convert(value, target.Type), Vanishing.ByPath)));
    }

    private void ReverseCall(SplitCall call, IrBuilder builder, AdjointFrame adjoints)
    {
        // A lifted local function has no primal to call instead: its forward half ran, so its residuals must come off the tapes.
        if (!SplitCalls.IsActive(call, context) && call.Callee.Name.Length > 0)
        {
            return;
        }

        var resultAdjoints = new List<Operand>();
        for (int i = 0; i < call.Results.Count; i++)
        {
            Variable result = call.Results[i];
            if (result.Type.IsFloat)
            {
                Adjoint? adjoint = adjoints.Take(result);
                resultAdjoints.Add(adjoint?.Value ?? Constant.Float(result.Type, 0));
            }
        }

        IReadOnlyList<(Operand Argument, Operand Adjoint)> contributions = SplitCalls.Reverse(call, context, builder, resultAdjoints);
        foreach ((Operand argument, Operand adjoint) in contributions)
        {
            adjoints.Add(builder, argument, builder.Convert(adjoint, argument.Type), Vanishing.ByPath);
        }
    }
}
