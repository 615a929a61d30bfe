using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>
/// Forward mode: the primal with the tangents beside it, in one sweep. Every active scalar gets a tangent, every active buffer has its tangents in its shadow; control flow is the
/// primal's, and loops carry both. As in reverse mode the driver knows statements and control flow; what an operation's derivative is comes from <see cref="DerivativeRules"/>.
/// </summary>
internal sealed class ForwardTransform
{
    private readonly ForwardContext _context;
    private readonly ShadowCode _shadows;
    private readonly Dictionary<int, Operand> _tangents = [];

    public ForwardTransform(ForwardContext context)
    {
        _context = context;
        _shadows = new ShadowCode(context);
    }

    /// <summary>Says what the tangent of a by-value parameter is.</summary>
    public void Give(Variable parameter, Variable tangent) => _tangents[parameter.Id] = tangent;

    /// <summary>Builds the sweep of the whole function.</summary>
    public IReadOnlyList<Statement> Run()
    {
        var start = new IrBuilder(_context.Variables);
        foreach (Parameter parameter in _context.Function.Parameters)
        {
            _shadows.AtParameter(parameter, start);
        }

        return [.. start.Statements, .. Transform(_context.Function.Body).Statements];
    }

    /// <summary>The tangent of a scalar; zero when it isn't active.</summary>
    public Operand TangentOf(Operand operand) =>
        operand is Variable variable && _tangents.TryGetValue(variable.Id, out Operand? tangent) ? tangent : Constant.Default(operand.Type);

    private Block Transform(Block block)
    {
        var result = new List<Statement>();

        // Where the tangents of the parts of the statement that is still to come begin.
        int first = -1;
        foreach (Statement statement in block.Statements)
        {
            var step = new IrBuilder(_context.Variables);
            Append(statement, result, step);
            if (Describe(statement) is { } text)
            {
                // A statement whose own step is only bookkeeping (a sum with a constant passes its tangent on) lends its text to its parts.
                int position = step.IsEmpty ? first : result.Count;
                if (position >= 0)
                {
                    result.Insert(position, new Comment(text));
                }

                first = -1;
            }
            else
            {
                first = statement is not Assign ? -1 : first < 0 && !step.IsEmpty ? result.Count : first;
            }

            result.AddRange(step.Statements);
        }

        return new Block(result.ToEquatableArray());
    }

    private string? Describe(Statement statement) => statement switch
    {
        Assign { Target: { IsTemporary: true } target } when !_context.Tree.IsResult(target) => null,
        Assign or Store or BufferCall => _context.Analysed.Describe(statement),
        _ => null,
    };

    // The primal statement goes to the result, what belongs to its tangents to the builder.
    private void Append(Statement statement, List<Statement> result, IrBuilder builder)
    {
        switch (statement)
        {
            case Assign { Target.Type: not BufferType } assign:
                result.Add(assign);
                if (_context.Activity.IsActive(assign.Target))
                {
                    _tangents[assign.Target.Id] = Named(Tangent(assign, builder), assign.Target);
                }

                break;
            case Store { Value.Type: not BufferType and { CanBeActive: true } } store when _context.Shadows.Has(store.Buffer):
                result.Add(store);
                builder.Emit(store with { Buffer = _context.ShadowOf(store.Buffer), Value = TangentOf(store.Value) });
                break;
            case BufferCall call:
                AppendBufferCall(call, result, builder);
                break;
            case SplitCall { Callee.Custom: { } custom } call:
                result.AddRange(RuleCalls.Tangent(call, custom, _context, TangentOf, NewTangent));
                break;
            case SplitCall call:
                result.AddRange(SplitCalls.Tangent(call, _context, TangentOf, NewTangent));
                break;
            case If branch:
                result.Add(Transform(branch));
                break;
            case Loop loop:
                result.Add(Transform(loop));
                break;
            case For counted:
                result.Add(Transform(counted));
                break;
            default:
                _shadows.Replace(statement, result, builder);
                break;
        }
    }

    private Operand Tangent(Assign assign, IrBuilder builder)
    {
        switch (assign.Value)
        {
            case Copy copy:
                return builder.Convert(TangentOf(copy.Source), assign.Target.Type);
            case Load load:
                return _context.Shadows.Has(load.Buffer)
                    ? builder.Let(load with { Buffer = _context.ShadowOf(load.Buffer), IsSafe = true })
                    : Constant.Default(load.Type);
            case Ir.Select select:
                return builder.Select(select.Condition, TangentOf(select.WhenTrue), TangentOf(select.WhenFalse));
        }

        ScalarRule rule = DerivativeRules.ForExpression(assign.Value)
            ?? throw new UnsupportedDerivativeException($"There is no derivative rule for '{PrimalText.Of(assign.Value)}'.", assign.Site);
        EquatableArray<Operand> operands = assign.Value.Operands;
        bool isSmooth = rule.IsLinear || DerivativeRules.IsScaledByConstant(assign.Value);
        Operand zero = Constant.Float(assign.Value.Type, 0);
        Operand total = zero;
        for (int i = 0; i < rule.Contributions.Length; i++)
        {
            if (rule.Contributions[i] is not { } contribution || !_context.Activity.IsActive(operands[i]))
            {
                continue;
            }

            Operand tangent = builder.Convert(TangentOf(operands[i]), assign.Value.Type);
            if (tangent is Constant { IsZero: true })
            {
                continue;
            }

            Operand part = contribution(new TangentRuleScope(builder, assign, tangent)).Operand;
            if (!isSmooth && part is not Constant && (rule.IsSingular || _context.Vanishing.Contains(operands[i])))
            {
                // What doesn't move contributes nothing, also where its derivative is infinite or NaN.
                part = builder.Select(builder.Compare(BinaryOperator.NotEqual, tangent, zero), part, zero);
            }

            total = builder.Add(total, part);
        }

        return total;
    }

    private void AppendBufferCall(BufferCall call, List<Statement> result, IrBuilder builder)
    {
        bool hasResult = call.Result is { } target && _context.Activity.IsActive(target);
        if (!hasResult && !call.Arguments.Any(_context.Shadows.Has))
        {
            result.Add(call);
            return;
        }

        Action<TangentScope> rule = DerivativeRules.ForBufferCall(call)?.Tangent
            ?? throw new UnsupportedDerivativeException($"There is no derivative rule for '{call.Key}'.", call.Site);
        var before = new IrBuilder(_context.Variables);
        var scope = new ForwardTangentScope(_context, before, builder, call, TangentOf);
        rule(scope);
        result.AddRange(before.Statements);
        result.Add(call);
        if (hasResult)
        {
            _tangents[call.Result!.Id] = Named(scope.ResultTangent ?? Constant.Float(call.Result.Type, 0), call.Result);
        }
    }

    private If Transform(If branch) => branch with
    {
        Then = Transform(branch.Then),
        Else = Transform(branch.Else),
        Merges = branch.Merges.SelectMany(merge => new[] { merge }.Concat(_shadows.Beside(merge)).Concat(Beside(merge))).ToEquatableArray(),
    };

    private Loop Transform(Loop loop)
    {
        CarryTangents(loop.Carried);
        return loop with { Header = Transform(loop.Header), Body = Transform(loop.Body), Carried = WithTangents(loop.Carried) };
    }

    private For Transform(For loop)
    {
        CarryTangents(loop.Carried);
        return loop with { Body = Transform(loop.Body), Carried = WithTangents(loop.Carried) };
    }

    private IEnumerable<Merge> Beside(Merge merge) => _context.Activity.IsActive(merge.Result)
        ? [new Merge(NewTangent(merge.Result), TangentOf(merge.Then), TangentOf(merge.Else))]
        : [];

    private bool IsActive(Carried entry) => _context.Activity.IsActive(entry.Parameter) || _context.Activity.IsActive(entry.Result);

    // The body needs the tangents of what is carried into it before it gives those of what is carried on.
    private void CarryTangents(EquatableArray<Carried> carried)
    {
        foreach (Carried entry in carried.Where(IsActive))
        {
            NewTangent(entry.Parameter);
        }
    }

    private EquatableArray<Carried> WithTangents(EquatableArray<Carried> carried) => carried
        .SelectMany(entry => new[] { entry }.Concat(_shadows.Beside(entry)).Concat(Beside(entry)))
        .ToEquatableArray();

    private IEnumerable<Carried> Beside(Carried entry) => IsActive(entry)
        ? [new Carried((Variable)TangentOf(entry.Parameter), TangentOf(entry.Initial), TangentOf(entry.AfterHeader), TangentOf(entry.AfterBody), NewTangent(entry.Result))]
        : [];

    private Variable NewTangent(Variable variable)
    {
        Variable tangent = _context.Variables.New("d" + variable.Name, variable.Type, variable.IsTemporary);
        _tangents[variable.Id] = tangent;
        return tangent;
    }

    // The tangent of what the user has a name for has its name, with a d.
    private Operand Named(Operand tangent, Variable variable)
    {
        if (!variable.IsTemporary && tangent is Variable { IsTemporary: true } temporary)
        {
            _context.Name(temporary, "d" + variable.Name);
        }

        return tangent;
    }
}
