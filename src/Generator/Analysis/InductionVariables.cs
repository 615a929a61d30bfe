using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// Integers that a counted loop changes by the same amount in each iteration (a position that goes on from loop to loop, say) in terms of the loop's index: <c>first + index * step</c>. They then
/// don't go round the loop, the reverse sweep computes them instead of recording them, and an index that is such an integer is seen to go through a buffer element by element.
/// Integer arithmetic that wraps gives the same number both ways.
/// </summary>
internal sealed class InductionVariables : IrRewriter
{
    private const int MaximumDepth = 6;

    private readonly VariableFactory _variables;
    private readonly Dictionary<int, Expression> _definitions = [];

    private InductionVariables(VariableFactory variables) => _variables = variables;

    public static Function Run(Function function)
    {
        if (!IrWalk.Any(function.Body, static statement => statement is For { Carried.IsEmpty: false } loop && IsCandidate(loop)))
        {
            return function;
        }

        var pass = new InductionVariables(new VariableFactory(function.NextVariableId));
        Block body = pass.Rewrite(function.Body);
        return function with { Body = body, NextVariableId = pass._variables.NextId };
    }

    protected override Operand Use(Operand operand) => operand;

    protected override void Rewrite(Statement statement, List<Statement> result)
    {
        Statement rewritten = RewriteParts(statement);
        if (rewritten is For loop && IsCandidate(loop))
        {
            Replace(loop, result);
            return;
        }

        if (rewritten is Assign { Target.Type: ScalarType { IsInteger: true } } assign)
        {
            _definitions[assign.Target.Id] = assign.Value;
        }

        result.Add(rewritten);
    }

    private static bool IsCandidate(For loop) =>
        loop is { Step: 1, Comparison: BinaryOperator.Less } && loop.Start is Constant && loop.Carried.Any(entry => IsInteger(entry.Parameter) && entry.Parameter.Type.Equals(loop.Index.Type));

    private static bool IsInteger(Operand operand) => operand.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 };

    private void Replace(For loop, List<Statement> result)
    {
        HashSet<int> inside = DefinedInside(loop);
        var before = new IrBuilder(_variables);
        var first = new IrBuilder(_variables);
        var after = new IrBuilder(_variables);
        var carried = new List<Carried>();
        foreach (Carried entry in loop.Carried)
        {
            if (!IsInteger(entry.Parameter) || !entry.Parameter.Type.Equals(loop.Index.Type) || StepOf(entry.AfterBody, entry.Parameter, inside, before, 0) is not { } step)
            {
                carried.Add(entry);
                continue;
            }

            Define(first, entry.Parameter, entry.Initial, loop.Start is Constant { IsZero: true } ? loop.Index : Let(first, BinaryOperator.Subtract, loop.Index, loop.Start), step);
            Define(after, entry.Result, entry.Initial, Trips(loop, after), step);
        }

        result.AddRange(before.Statements);
        result.Add(carried.Count == loop.Carried.Count ? loop : loop with
        {
            Body = new Block(first.Statements.Concat(loop.Body.Statements).ToEquatableArray()),
            Carried = carried.ToEquatableArray(),
        });
        result.AddRange(after.Statements);
    }

    // target = initial + count * step
    private void Define(IrBuilder builder, Variable target, Operand initial, Operand count, Operand step)
    {
        Operand distance = step is Constant { IsOne: true } ? count : count is Constant { IsOne: true } ? step : Let(builder, BinaryOperator.Multiply, count, step);
        Expression value = initial is Constant { IsZero: true } ? new Copy(distance) : new Binary(BinaryOperator.Add, initial, distance, target.Type);
        builder.Emit(new Assign(target, value));
        _definitions[target.Id] = value;
    }

    private Operand Trips(For loop, IrBuilder builder)
    {
        bool isNonNegative = loop.Limit is Constant { Integer: >= 0 } || (loop.Limit is Variable variable && _definitions.TryGetValue(variable.Id, out Expression? limit) && limit is Length);
        if (loop.Start is Constant { IsZero: true } && isNonNegative)
        {
            return loop.Limit;
        }

        Operand distance = loop.Start is Constant { IsZero: true } ? loop.Limit : Let(builder, BinaryOperator.Subtract, loop.Limit, loop.Start);
        return builder.Let(new Ir.Select(builder.Compare(BinaryOperator.Greater, loop.Limit, loop.Start), distance, Constant.Default(loop.Index.Type)));
    }

    private Variable Let(IrBuilder builder, BinaryOperator @operator, Operand left, Operand right)
    {
        var value = new Binary(@operator, left, right, left.Type);
        Variable variable = builder.Let(value);
        _definitions[variable.Id] = value;
        return variable;
    }

    // What is added to the parameter on the way to its next value, as it is before the loop; null when it isn't one amount for all iterations.
    private Operand? StepOf(Operand next, Variable parameter, HashSet<int> inside, IrBuilder before, int depth)
    {
        if (depth > MaximumDepth || next is not Variable variable || !_definitions.TryGetValue(variable.Id, out Expression? value))
        {
            return null;
        }

        if (value is Copy copy)
        {
            return StepOf(copy.Source, parameter, inside, before, depth + 1);
        }

        if (value is not Binary { Operator: BinaryOperator.Add, IsChecked: false } sum)
        {
            return null;
        }

        foreach ((Operand onward, Operand added) in new[] { (sum.Left, sum.Right), (sum.Right, sum.Left) })
        {
            if (onward.IsSameAs(parameter))
            {
                return Outside(added, inside, before, 0);
            }

            if (Reaches(onward, parameter, 0) && StepOf(onward, parameter, inside, before, depth + 1) is { } step && Outside(added, inside, before, 0) is { } more)
            {
                return step is Constant { Integer: { } a } && more is Constant { Integer: { } b } && step.Type.Equals(ScalarType.Int32)
                    ? Constant.Int(unchecked((int)a + (int)b))
                    : Let(before, BinaryOperator.Add, step, more);
            }
        }

        return null;
    }

    private bool Reaches(Operand from, Variable to, int depth) => from.IsSameAs(to)
        || (depth <= MaximumDepth && from is Variable variable && _definitions.TryGetValue(variable.Id, out Expression? value) && value switch
        {
            Copy copy => Reaches(copy.Source, to, depth + 1),
            Binary { Operator: BinaryOperator.Add } sum => Reaches(sum.Left, to, depth + 1) || Reaches(sum.Right, to, depth + 1),
            _ => false,
        });

    // The same number before the loop, computed again if need be.
    private Operand? Outside(Operand operand, HashSet<int> inside, IrBuilder before, int depth)
    {
        if (operand is not Variable variable || !inside.Contains(variable.Id))
        {
            return operand;
        }

        if (depth > MaximumDepth || !_definitions.TryGetValue(variable.Id, out Expression? value) || value.Effects != Effects.None || value is not (Binary or Copy or Length))
        {
            return null;
        }

        var operands = new List<Operand>();
        foreach (Operand part in value.Operands)
        {
            if (Outside(part, inside, before, depth + 1) is not { } moved)
            {
                return null;
            }

            operands.Add(moved);
        }

        Expression again = value.On(operands.ToEquatableArray());
        Variable result = before.Let(again);
        _definitions[result.Id] = again;
        return result;
    }

    private static HashSet<int> DefinedInside(For loop)
    {
        HashSet<int> inside = IrWalk.DefinedIn(loop.Body);
        inside.Add(loop.Index.Id);
        inside.UnionWith(loop.Carried.Select(entry => entry.Parameter.Id));
        return inside;
    }
}
