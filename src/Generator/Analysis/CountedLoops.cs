using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// Recognises loops over an arithmetic progression whose bound doesn't change, and makes them <see cref="For"/>: their trip count is known before they start, and
/// the reverse sweep computes the index instead of recording it.
/// </summary>
internal sealed class CountedLoops : IrRewriter
{
    private readonly int[] _uses;
    private readonly Function _function;
    private ProgramTree? _tree;
    private PointsTo? _pointsTo;

    private CountedLoops(Function function)
    {
        _function = function;
        _uses = new int[function.NextVariableId];
        foreach (Operand result in function.Results)
        {
            CountUse(result);
        }

        foreach (Statement statement in IrWalk.All(function.Body))
        {
            foreach (Operand use in IrWalk.Uses(statement))
            {
                CountUse(use);
            }
        }
    }

    public static Function Run(Function function) => function with { Body = new CountedLoops(function).Rewrite(function.Body) };

    protected override Operand Use(Operand operand) => operand;

    protected override void Rewrite(Statement statement, List<Statement> result)
    {
        Statement rewritten = RewriteParts(statement);
        if (rewritten is Loop loop && Recognise(loop, (Loop)statement) is { } counted)
        {
            result.AddRange(counted.Hoisted);
            result.Add(new HoistedLoads(counted.Hoisted).In(counted.Loop));
        }
        else
        {
            result.Add(rewritten);
        }
    }

    private void CountUse(Operand operand)
    {
        if (operand is Variable variable)
        {
            _uses[variable.Id]++;
        }
    }

    private (List<Statement> Hoisted, For Loop)? Recognise(Loop loop, Loop original)
    {
        // What the header assigns is assigned once more when it ends the loop, which a counted loop has no place for.
        if (loop.Break is not Constant { Text: "false" } || loop.Condition is not Variable condition || loop.Header.Statements.IsEmpty
            || loop.Carried.Any(entry => !entry.AfterHeader.Equals(entry.Parameter)))
        {
            return null;
        }

        HashSet<int> inside = DefinedInside(loop);
        Binary? comparison = null;
        var hoisted = new List<Statement>();
        foreach (Statement statement in loop.Header.Statements)
        {
            if (statement is not Assign assign)
            {
                return null;
            }

            if (assign.Target.Id == condition.Id)
            {
                comparison = assign.Value as Binary;
                continue;
            }

            // What the header computes from outside values alone is the same each time, and so is what it reads of memory that the loop doesn't write.
            if (((assign.Value.Effects & ~Effects.Throws) != 0 && !IsFixed(assign.Value, original)) || assign.Value.Operands.Any(o => o is Variable v && inside.Contains(v.Id)))
            {
                return null;
            }

            hoisted.Add(assign);
            inside.Remove(assign.Target.Id);
        }

        // What the header assigns is assigned once more when the loop ends: a counted loop has no place for that.
        if (comparison is null || Uses(condition) != 1 || loop.Carried.Any(c => !c.AfterHeader.Equals(c.Parameter) && Uses(c.Result) > 0))
        {
            return null;
        }

        foreach (Carried entry in loop.Carried)
        {
            (Operand limit, BinaryOperator @operator) = entry.Parameter.Equals(comparison.Left)
                ? (comparison.Right, comparison.Operator)
                : entry.Parameter.Equals(comparison.Right) ? (comparison.Left, Mirror(comparison.Operator)) : (entry.Parameter, BinaryOperator.Equal);
            if (limit.Equals(entry.Parameter) || (limit is Variable v && inside.Contains(v.Id)) || Uses(entry.Result) > 0
                || entry.Parameter.Type is not ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 })
            {
                continue;
            }

            if (FindStep(loop.Body, entry) is not { } increment || !Fits(@operator, increment.Step))
            {
                continue;
            }

            var body = new Block(loop.Body.Statements.Where(s => !ReferenceEquals(s, increment.Statement)).ToEquatableArray());
            return (hoisted, new For(entry.Parameter, entry.Initial, @operator, limit, increment.Step, body)
            {
                Site = loop.Site,
                IsChecked = increment.IsChecked,
                Carried = loop.Carried.Where(c => !ReferenceEquals(c, entry)).ToEquatableArray(),
            });
        }

        return null;
    }

    // Whether a field or a list's count stays what it is while the loop runs.
    private bool IsFixed(Expression value, Loop loop)
    {
        if ((value.Effects & ~(Effects.Throws | Effects.Reads)) != 0)
        {
            return false;
        }

        _tree ??= new ProgramTree(_function);
        _pointsTo ??= new PointsTo(_function, _tree);
        Scope scope = _tree.ScopeOf(loop.Body);
        switch (value)
        {
            case Load { Indices.IsEmpty: true, Buffer: Variable { Type: BufferType { Kind: BufferKind.Object, Element: StructType type } } buffer } load:
                bool isReadOnly = type.Fields.Any(field => field.Name == load.Path[0] && field.IsReadOnly);
                return !_pointsTo.IsWrittenIn(scope, _pointsTo.Of(buffer), byOthers: !isReadOnly, statement => statement is Store store ? Overlap(store.Path, load.Path) : !isReadOnly);
            case Length { Buffer: Variable buffer }:
                return !_pointsTo.IsWrittenIn(scope, _pointsTo.Of(buffer), byOthers: true, statement => statement is not Store);
            default:
                return false;
        }
    }

    private static bool Overlap(EquatableArray<string> a, EquatableArray<string> b)
    {
        for (int i = 0; i < Math.Min(a.Count, b.Count); i++)
        {
            if (a[i] != b[i])
            {
                return false;
            }
        }

        return true;
    }

    private int Uses(Variable variable) => _uses[variable.Id];

    // The next index is the increment's only reader: otherwise it would be read after the loop's own increment.
    private (Statement Statement, long Step, bool IsChecked)? FindStep(Block body, Carried entry)
    {
        if (entry.AfterBody is not Variable next || Uses(next) != 1)
        {
            return null;
        }

        foreach (Statement statement in body.Statements)
        {
            if (statement is Assign { Value: Binary binary } assign && assign.Target.Id == next.Id)
            {
                long? step = (binary.Operator, binary.Left, binary.Right) switch
                {
                    (BinaryOperator.Add, Variable v, Constant c) when v.Equals(entry.Parameter) => c.Integer,
                    (BinaryOperator.Add, Constant c, Variable v) when v.Equals(entry.Parameter) => c.Integer,
                    (BinaryOperator.Subtract, Variable v, Constant c) when v.Equals(entry.Parameter) => -c.Integer,
                    _ => null,
                };
                return step is null or 0 ? null : (statement, step.Value, binary.IsChecked);
            }
        }

        return null;
    }

    private static bool Fits(BinaryOperator comparison, long step) =>
        step > 0 ? comparison is BinaryOperator.Less or BinaryOperator.LessOrEqual : comparison is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual;

    private static BinaryOperator Mirror(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        _ => comparison,
    };

    private static HashSet<int> DefinedInside(Loop loop)
    {
        HashSet<int> result = IrWalk.DefinedIn(loop.Header, loop.Body);
        result.UnionWith(loop.Carried.Select(c => c.Parameter.Id));
        return result;
    }
}
