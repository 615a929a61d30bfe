using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>An argument of a <see cref="BufferOperation"/>: a part of one of its buffers, one of its scalars, or an inactive integer.</summary>
internal abstract record OperationArgument
{
    public sealed record Part(int Buffer, int Start, int Count) : OperationArgument;

    public sealed record Scalar(int Index) : OperationArgument;

    public sealed record Integer(int Value) : OperationArgument;
}

/// <summary>
/// An operation on buffers and its check: for random cotangents w of the buffers' final elements and of the result, what the rule makes of them is
/// compared with differences of <c>sum w y</c> by each initial element and each scalar.
/// </summary>
internal sealed record BufferOperation(string Key, int[] BufferLengths, int Scalars, OperationArgument[] Arguments, Func<double[][], double[], double?> Primal)
{
    /// <summary>Whether the values are taken from where all functions are defined: positive, distinct, below 1.</summary>
    public bool IsPositive { get; init; }

    /// <summary>Arguments without a derivative.</summary>
    public int[] Inactive { get; init; } = [];

    /// <summary>Replaces the random values: ties, zeros.</summary>
    public double[][]? Values { get; init; }

    public void Check()
    {
        var random = new Random(17);
        double[][] buffers = Values ?? BufferLengths.Select(n => Enumerable.Range(0, n).Select(_ => Next(random)).ToArray()).ToArray();
        double[] scalars = Enumerable.Range(0, Scalars).Select(_ => Next(random)).ToArray();
        double[][] weights = BufferLengths.Select(n => Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5).ToArray()).ToArray();
        double resultWeight = 1.3;

        (double[][] adjoints, double[] scalarAdjoints) = ApplyRule(buffers, scalars, weights, resultWeight);

        for (int b = 0; b < buffers.Length; b++)
        {
            for (int i = 0; i < buffers[b].Length; i++)
            {
                double expected = Slope(x => Weigh(With(buffers, b, i, x), scalars, weights, resultWeight), buffers[b][i]);
                Compare(expected, adjoints[b][i], $"buffer {b}, element {i}");
            }
        }

        for (int s = 0; s < scalars.Length; s++)
        {
            double[] moved = [.. scalars];
            double expected = Slope(
                x =>
                {
                    moved[s] = x;
                    return Weigh(buffers, moved, weights, resultWeight);
                },
                scalars[s]);
            Compare(expected, scalarAdjoints[s], $"scalar {s}");
        }
    }

    /// <summary>The adjoints that the rule makes of the weights.</summary>
    public (double[][] Buffers, double[] Scalars) ApplyRule(double[][] buffers, double[] scalars, double[][] weights, double resultWeight)
    {
        double[][] after = Copies(buffers);
        double? result = Primal(after, scalars);
        var variables = new VariableFactory(0);
        var interpreter = new IrInterpreter();
        Memory[] before = buffers.Select(b => new Memory(b)).ToArray();
        Memory[] finals = after.Select(b => new Memory(b)).ToArray();
        Memory[] shadows = weights.Select(w => new Memory(w)).ToArray();
        var span = new BufferType(BufferKind.Span, ScalarType.Double);

        // Equal arguments are one variable, as they are in lowered code.
        Dictionary<OperationArgument, Operand> bound = [];
        Operand[] operands = Arguments.Select(a => bound.TryGetValue(a, out Operand? known) ? known : bound[a] = a switch
        {
            OperationArgument.Part part => Bind(part.ToString(), span, before[part.Buffer].Slice(part.Start, part.Count)),
            OperationArgument.Scalar scalar => Bind("s" + scalar.Index, ScalarType.Double, scalars[scalar.Index]),
            OperationArgument.Integer integer => Constant.Int(integer.Value),
            _ => throw new ArgumentException("Unknown argument.", nameof(buffers)),
        }).ToArray();
        Variable? primal = result is { } r ? (Variable)Bind("r", ScalarType.Double, r) : null;
        var call = new BufferCall(Key, [], operands.ToEquatableArray(), primal);
        BufferRule rule = DerivativeRules.ForBufferCall(call) ?? throw new ArgumentException($"No rule for {Key}.", nameof(buffers));

        var builder = new IrBuilder(variables);
        var scope = new Scope(builder, this, primal is null ? null : Bind("d", ScalarType.Double, resultWeight), primal, operands,
            Arguments.Select(a => a is OperationArgument.Part p ? Bind("after", span, finals[p.Buffer].Slice(p.Start, p.Count)) : null).ToArray(),
            Arguments.Select(a => a is OperationArgument.Part p ? Bind("shadow", span, shadows[p.Buffer].Slice(p.Start, p.Count)) : null).ToArray());
        rule.Reverse(scope);
        interpreter.Run(builder.Statements);

        var scalarAdjoints = new double[scalars.Length];
        foreach ((int index, Operand value) in scope.Contributions)
        {
            scalarAdjoints[((OperationArgument.Scalar)Arguments[index]).Index] += (double)interpreter.Read(value);
        }

        return (shadows.Select(s => s.Values).ToArray(), scalarAdjoints);

        Operand Bind(string name, IrType type, object value)
        {
            Variable variable = variables.New(name, type);
            interpreter.Set(variable, value);
            return variable;
        }
    }

    private double Weigh(double[][] buffers, double[] scalars, double[][] weights, double resultWeight)
    {
        double[][] final = Copies(buffers);
        double sum = resultWeight * (Primal(final, scalars) ?? 0);
        for (int b = 0; b < final.Length; b++)
        {
            for (int i = 0; i < final[b].Length; i++)
            {
                sum += final[b][i] * weights[b][i];
            }
        }

        return sum;
    }

    private static double Slope(Func<double, double> function, double x) => Differences.Richardson(function, x).Slope;

    private static double[][] With(double[][] buffers, int buffer, int index, double value)
    {
        double[][] moved = Copies(buffers);
        moved[buffer][index] = value;
        return moved;
    }

    private static double[][] Copies(double[][] buffers) => buffers.Select(b => (double[])b.Clone()).ToArray();

    private double Next(Random random) => IsPositive ? 0.1 + (0.8 * random.NextDouble()) : (4 * random.NextDouble()) - 2;

    private void Compare(double expected, double actual, string what) => Assert.True(
        Math.Abs(expected - actual) <= 1e-7 * (1 + Math.Abs(expected)), $"{Key}, {what}: {actual}, by differences {expected}.");

    private sealed class Scope(
        IrBuilder builder, BufferOperation operation, Operand? d, Operand? result, Operand[] arguments, Operand?[] after, Operand?[] shadows)
        : BufferRuleScope(builder)
    {
        public List<(int Index, Operand Value)> Contributions { get; } = [];

        public override Value D => new(Builder, d!);

        public override bool HasResultAdjoint => d is not null;

        public override Value Result => new(Builder, result!);

        public override Operand Argument(int index) => arguments[index];

        public override bool IsActive(int index) => arguments[index] is Variable && !operation.Inactive.Contains(index);

        public override Operand Shadow(int index) => shadows[index]!;

        public override Operand ElementsBefore(int index) => arguments[index];

        public override Operand ElementsAfter(int index) => after[index]!;

        public override void Contribute(int index, Value value) => Contributions.Add((index, value.Operand));

        public override Operand LengthOf(int index) => Builder.Let(new Length(arguments[index]));
    }
}
