using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>
/// The rule of an operation that applies a function of scalars to elements: <c>destination[i] = f(x[i], y[i], ...)</c>, where an argument may also be one
/// scalar for all. The last argument is the destination; it may be one of the others.
/// </summary>
internal static class ElementwiseRule
{
    public static BufferRule? Create(BufferCall call, ScalarRule? rule)
    {
        int destination = call.Arguments.Count - 1;
        if (rule is null || destination > rule.Contributions.Length || call.Result is not null
            || call.Arguments[destination].Type is not BufferType { Element: ScalarType }
            || call.Arguments.Take(destination).All(a => a.Type is not BufferType))
        {
            return null;
        }

        return new BufferRule(scope => Reverse(scope, rule, call))
        {
            LosesDerivative = rule.LosesDerivative || !SpanOperations.ElementOf(call.Arguments[destination]).IsFloat,
            Tangent = scope => Tangent(scope, rule, call),
        };
    }

    private static void Reverse(BufferRuleScope scope, ScalarRule rule, BufferCall call)
    {
        int destination = call.Arguments.Count - 1;
        if (!scope.IsActive(destination))
        {
            return;
        }

        int[] active = Enumerable.Range(0, destination).Where(i => rule.Contributions[i] is not null && scope.IsActive(i)).ToArray();
        int first = Enumerable.Range(0, destination).First(i => call.Arguments[i].Type is BufferType);
        IrType type = ((BufferType)call.Arguments[destination].Type).Element;
        Operand count = scope.LengthOf(first);
        Operand adjoints = scope.Shadow(destination);

        var loop = new SummingLoop(scope.Builder);
        Operand d = loop.Body.Let(new Load(adjoints, [loop.Index], type));
        loop.Body.Emit(new Store(adjoints, [loop.Index], Constant.Float(type, 0)));

        // An element that isn't used contributes nothing, also where its derivative is infinite or NaN.
        IrBuilder block = rule.IsLinear ? loop.Body : new IrBuilder(scope.Builder.Variables);
        var element = new ElementScope(block, scope, call, loop.Index, d);
        var sums = new List<(int Argument, Operand Term)>();
        foreach (int index in active)
        {
            Operand contribution = rule.Contributions[index]!(element).Operand;
            if (contribution is Constant { IsZero: true })
            {
                continue;
            }

            if (call.Arguments[index].Type is BufferType buffer)
            {
                block.Emit(new Accumulate(scope.Shadow(index), [loop.Index], block.Convert(contribution, buffer.Element)));
            }
            else
            {
                sums.Add((index, contribution));
            }
        }

        if (!rule.IsLinear && block.Statements.Count > 0)
        {
            sums = Guard(loop.Body, block, d, sums);
        }

        Operand[] totals = sums.Select(sum => loop.Sum(sum.Term)).ToArray();
        loop.Emit(count);
        for (int i = 0; i < sums.Count; i++)
        {
            scope.Contribute(sums[i].Argument, new Value(scope.Builder, totals[i]));
        }
    }

    // dy[i] = the sum over the arguments of what the tangent of each contributes.
    private static void Tangent(TangentScope scope, ScalarRule rule, BufferCall call)
    {
        int destination = call.Arguments.Count - 1;
        if (!scope.IsActive(destination))
        {
            return;
        }

        IrType type = ((BufferType)call.Arguments[destination].Type).Element;
        int first = Enumerable.Range(0, destination).First(i => call.Arguments[i].Type is BufferType);
        Operand count = scope.LengthOf(first);
        scope.ForEach(count, (body, index) =>
        {
            Operand total = Constant.Float(type, 0);
            foreach (int argument in Enumerable.Range(0, destination).Where(i => rule.Contributions[i] is not null && scope.IsActive(i)))
            {
                Operand tangent = call.Arguments[argument].Type is BufferType buffer
                    ? body.Let(new Load(scope.Shadow(argument), [index], buffer.Element))
                    : scope.Tangent(argument).Operand;
                var element = new ElementScope(body, scope, call, index, body.Convert(tangent, type));
                Operand contribution = rule.Contributions[argument]!(element).Operand;

                // What doesn't move contributes nothing, also where its derivative is infinite or NaN.
                total = body.Add(total, rule.IsLinear || contribution is Constant
                    ? contribution
                    : body.Select(body.Compare(BinaryOperator.NotEqual, element.D.Operand, Constant.Float(type, 0)), contribution, Constant.Float(type, 0)));
            }

            body.Emit(new Store(scope.Shadow(destination), [index], total));
        });
    }

    private static List<(int Argument, Operand Term)> Guard(IrBuilder body, IrBuilder block, Operand d, List<(int Argument, Operand Term)> sums)
    {
        Operand isUsed = body.Compare(BinaryOperator.NotEqual, d, Constant.Float(d.Type, 0));
        var merges = new List<Merge>();
        var terms = new List<(int Argument, Operand Term)>();
        foreach ((int argument, Operand term) in sums)
        {
            Variable merged = body.Variables.New("term", term.Type);
            merges.Add(new Merge(merged, term, Constant.Float(term.Type, 0)));
            terms.Add((argument, merged));
        }

        body.Emit(new If(isUsed, block.ToBlock(), Block.Empty) { Merges = merges.ToEquatableArray() });
        return terms;
    }

    private sealed class ElementScope(IrBuilder block, BufferScope scope, BufferCall call, Variable index, Operand d) : RuleScope(block)
    {
        private readonly Dictionary<int, Value> _loaded = [];

        public override Value D => new(Builder, d);

        public override Value Result => Element(call.Arguments.Count - 1, isResult: true);

        public override Value Argument(int index) => Element(index, isResult: false);

        public override bool SameArguments(int first, int second) => call.Arguments[first].Equals(call.Arguments[second]);

        private Value Element(int argument, bool isResult)
        {
            if (_loaded.TryGetValue(argument, out Value value))
            {
                return value;
            }

            Operand operand;
            if (call.Arguments[argument].Type is BufferType type)
            {
                Operand buffer = isResult ? scope.ElementsAfter(argument) : scope.ElementsBefore(argument);
                operand = Builder.Let(new Load(buffer, [index], type.Element));
            }
            else
            {
                operand = scope.Argument(argument);
            }

            return _loaded[argument] = new Value(Builder, operand);
        }
    }
}
