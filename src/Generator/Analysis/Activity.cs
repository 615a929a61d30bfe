using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// Which values are active: <em>varied</em> (they depend differentiably on an active input) and <em>useful</em> (an output depends differentiably on them), by
/// two fixpoints over variables and memory classes (L. Hascoët and V. Pascual, "The Tapenade automatic differentiation tool", 2013).
/// </summary>
internal sealed partial class Activity
{
    private readonly ProgramTree _tree;
    private readonly PointsTo _pointsTo;
    private readonly VariableSet _varied = new();
    private readonly VariableSet _useful = new();
    private readonly HashSet<MemoryClass> _variedMemory = [];
    private readonly HashSet<MemoryClass> _usefulMemory = [];
    private readonly Dictionary<int, List<MemoryClass>> _floats = [];
    private bool _changed;

    public Activity(Function function, ProgramTree tree, PointsTo pointsTo)
    {
        _tree = tree;
        _pointsTo = pointsTo;
        foreach ((Statement statement, _, _) in tree.All)
        {
            // An object as a constant, and what is in it: nothing of it is active, whatever it is given to.
            if (statement is Assign { Target.Type: BufferType } assign
                && (assign.Value is Opaque { IsConstant: true } || (assign.Value is Load or View or Copy && assign.Value.Operands[0] is Variable source && IsOfConstant(source))))
            {
                _floats[assign.Target.Id] = [];
            }
        }

        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter.IsActive && parameter.Variable.Type.CanBeActive)
            {
                if (parameter.Variable.Type.IsFloat)
                {
                    _varied.Add(parameter.Variable);
                }
                else
                {
                    foreach (MemoryClass memory in Floats(parameter.Variable))
                    {
                        _variedMemory.Add(memory);
                        if (IsWritten(memory))
                        {
                            _usefulMemory.Add(memory);
                        }
                    }
                }
            }
        }

        foreach (Operand result in function.Results)
        {
            MarkUseful(result);
        }

        MarkHandedOut(function);
        List<Statement> statements = tree.All.Select(s => s.Statement).ToList();
        Iterate(statements, Vary);
        statements.Reverse();
        Iterate(statements, UseBackwards);
    }

    public bool IsVaried(Operand operand) => operand switch
    {
        Variable { Type.IsFloat: true } variable => _varied.Contains(variable),
        Variable { Type: BufferType } variable => AnyOf(_variedMemory, variable),
        _ => false,
    };

    private bool AnyOf(HashSet<MemoryClass> memories, Variable variable)
    {
        foreach (MemoryClass memory in Floats(variable))
        {
            if (memories.Contains(memory))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the scalar variable has an adjoint that matters.</summary>
    public bool IsActive(Operand operand) => operand is Variable variable && operand.Type.IsFloat && _varied.Contains(variable) && _useful.Contains(variable);

    /// <summary>Whether the buffer (or the buffers in it) has a shadow.</summary>
    public bool HasShadow(Operand operand) =>
        operand is Variable { Type: BufferType { CanBeActive: true } } variable
        && Floats(variable).Any(memory => _variedMemory.Contains(memory) && _usefulMemory.Contains(memory));

    /// <summary>Whether the floats in a field of a buffer's elements have adjoints.</summary>
    public bool IsActiveField(Operand buffer, EquatableArray<string> path) => ActiveMemory(buffer, path) is { } memory && IsActiveMemory(memory);

    /// <summary>Whether memory whose elements are scalars or structs is active.</summary>
    public bool IsActiveMemory(MemoryClass memory) => _variedMemory.Contains(memory.Find()) && _usefulMemory.Contains(memory.Find());

    // Before anything else is asked for, only these have an entry.
    private bool IsOfConstant(Variable variable) => _floats.TryGetValue(variable.Id, out List<MemoryClass>? floats) && floats.Count == 0;

    /// <summary>Whether elements of the memory depend differentiably on an active input.</summary>
    public bool IsVariedMemory(MemoryClass memory) => _variedMemory.Contains(memory.Find());

    private void Iterate(List<Statement> statements, Action<Statement> visit)
    {
        do
        {
            _changed = false;
            foreach (Statement statement in statements)
            {
                visit(statement);
            }
        }
        while (_changed);
    }

    private void MarkVaried(Operand operand)
    {
        if (operand is not Variable variable)
        {
            return;
        }

        if (variable.Type.IsFloat)
        {
            _changed |= _varied.Add(variable);
        }
        else
        {
            foreach (MemoryClass memory in Floats(variable))
            {
                _changed |= _variedMemory.Add(memory);
            }
        }
    }

    private void MarkUseful(Operand operand)
    {
        if (operand is not Variable variable)
        {
            return;
        }

        if (variable.Type.IsFloat)
        {
            _changed |= _useful.Add(variable);
        }
        else
        {
            foreach (MemoryClass memory in Floats(variable))
            {
                _changed |= _usefulMemory.Add(memory);
            }
        }
    }

    /// <summary>Whether an output depends differentiably on the value, or on the elements of the buffer.</summary>
    public bool IsUseful(Operand operand) => operand switch
    {
        Variable { Type.IsFloat: true } variable => _useful.Contains(variable),
        Variable { Type: BufferType } variable => AnyOf(_usefulMemory, variable),
        _ => false,
    };

    private void Vary(Statement statement)
    {
        switch (statement)
        {
            case Assign { Value: Load load } assign:
                if (ActiveMemory(load.Buffer, load.Path) is { } loaded && load.Type.IsFloat && _variedMemory.Contains(loaded))
                {
                    MarkVaried(assign.Target);
                }

                break;
            case Assign assign:
                foreach (Operand operand in DifferentiableOperands(assign.Value))
                {
                    if (IsVaried(operand))
                    {
                        MarkVaried(assign.Target);
                        break;
                    }
                }

                break;
            case Store { Value.Type.IsFloat: true } store when IsVaried(store.Value):
                if (ActiveMemory(store.Buffer, store.Path) is { } stored)
                {
                    _changed |= _variedMemory.Add(stored);
                }

                break;
            case BufferCall call when call.Arguments.Any(IsVaried):
                foreach (int index in call.Written)
                {
                    MarkVaried(call.Arguments[index]);
                }

                if (call.Result is not null)
                {
                    MarkVaried(call.Result);
                }

                break;
            case SplitCall split when ActiveArguments(split).Any(IsVaried):
                foreach (Operand output in Outputs(split))
                {
                    MarkVaried(output);
                }

                break;
            case If branch:
                foreach (Merge merge in branch.Merges)
                {
                    if (IsVaried(merge.Then) || IsVaried(merge.Else))
                    {
                        MarkVaried(merge.Result);
                    }
                }

                break;
            case Loop loop:
                Vary(loop.Carried);
                break;
            case For counted:
                Vary(counted.Carried);
                break;
        }
    }

    private void Vary(EquatableArray<Carried> carried)
    {
        foreach (Carried entry in carried)
        {
            if (IsVaried(entry.Initial) || IsVaried(entry.AfterBody) || IsVaried(entry.AfterHeader))
            {
                MarkVaried(entry.Parameter);
                MarkVaried(entry.Result);
            }
        }
    }

    private void UseBackwards(Statement statement)
    {
        switch (statement)
        {
            case Assign { Value: Load { Type.IsFloat: true } load } assign when IsUseful(assign.Target):
                if (ActiveMemory(load.Buffer, load.Path) is { } loaded)
                {
                    _changed |= _usefulMemory.Add(loaded);
                }

                break;
            case Assign assign when IsUseful(assign.Target):
                foreach (Operand operand in DifferentiableOperands(assign.Value))
                {
                    MarkUseful(operand);
                }

                break;
            case Store { Value.Type.IsFloat: true } store when ActiveMemory(store.Buffer, store.Path) is { } stored && _usefulMemory.Contains(stored):
                MarkUseful(store.Value);
                break;
            case BufferCall call when call.Written.Any(i => IsUseful(call.Arguments[i])) || (call.Result is not null && IsUseful(call.Result)):
                foreach (Operand argument in call.Arguments)
                {
                    MarkUseful(argument);
                }

                break;
            case SplitCall split when Outputs(split).Any(IsUseful):
                foreach (Operand argument in ActiveArguments(split))
                {
                    MarkUseful(argument);
                }

                break;
            case If branch:
                foreach (Merge merge in branch.Merges)
                {
                    if (IsUseful(merge.Result))
                    {
                        MarkUseful(merge.Then);
                        MarkUseful(merge.Else);
                    }
                }

                break;
            case Loop loop:
                UseBackwards(loop.Carried);
                break;
            case For counted:
                UseBackwards(counted.Carried);
                break;
        }
    }

    private void UseBackwards(EquatableArray<Carried> carried)
    {
        foreach (Carried entry in carried)
        {
            if (IsUseful(entry.Result) || IsUseful(entry.Parameter))
            {
                MarkUseful(entry.Initial);
                MarkUseful(entry.AfterHeader);
                MarkUseful(entry.AfterBody);
            }
        }
    }

    /// <summary>The operands that the result depends on differentiably.</summary>
    public static EquatableArray<Operand> DifferentiableOperands(Expression expression)
    {
        switch (expression)
        {
            case CopyOf { IsConstant: true }:
                return [];
            case Copy or View { Start: null } or CopyOf:
                return expression.Operands;
            case View or Load or Reshape:
                return new(new[] { expression.Operands[0] });
            case Ir.Select select:
                return new(new[] { select.WhenTrue, select.WhenFalse });
            case Unary or Binary or Convert or Intrinsic when DerivativeRules.ForExpression(expression) is { } rule:
                EquatableArray<Operand> operands = expression.Operands;
                int contributions = rule.Contributions.Count(static c => c is not null);
                if (contributions == 0 || contributions == rule.Contributions.Length)
                {
                    return contributions == 0 ? default : operands;
                }

                return rule.Contributions.Select((c, i) => c is null ? null : operands[i]).OfType<Operand>().ToEquatableArray();
            default:
                return [];
        }
    }

    public static IEnumerable<Operand> ActiveArguments(SplitCall call) => call.Arguments.Where((_, i) => call.Callee.Parameters[i].IsActive);

    /// <summary>What a call of a differentiable method may change: its results and the buffers that it can write.</summary>
    public static IEnumerable<Operand> Outputs(SplitCall call) =>
        call.Results.Concat(call.Arguments.Where((_, i) => call.MayChange(i)));
}
