using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>Gives what the rule of an operation contributes to each argument, by running the statements that it builds.</summary>
internal static class RuleEvaluation
{
    /// <summary>The contributions of a function by its C# name, in the type of the arguments; null where the rule has none.</summary>
    public static double?[] OfFunction(string key, string name, double d, params object[] arguments)
    {
        object result = IrInterpreter.Call(name, arguments);
        return Of(operands => new Intrinsic(key, name, operands, TypeOf(result)), result, d, arguments);
    }

    public static double?[] OfBinary(BinaryOperator operation, object result, double d, params object[] arguments) =>
        Of(operands => new Binary(operation, operands[0], operands[1], operands[0].Type), result, d, arguments);

    public static double?[] Of(Func<EquatableArray<Operand>, Expression> operation, object result, double d, object[] arguments, bool sameArguments = false)
    {
        var variables = new VariableFactory(0);
        Variable[] parameters = arguments.Select((a, i) => variables.New("xyz"[i].ToString(), TypeOf(a))).ToArray();
        Expression expression = operation(parameters.ToEquatableArray<Operand>());
        ScalarRule rule = DerivativeRules.ForExpression(expression) ?? throw new ArgumentException($"No rule for {expression}.", nameof(operation));
        Assert.Equal(arguments.Length, rule.Contributions.Length);

        var builder = new IrBuilder(variables);
        Variable cotangent = variables.New("d", expression.Type);
        Variable primal = variables.New("r", expression.Type);
        var scope = new Scope(builder, parameters, primal, cotangent, sameArguments);
        Operand?[] contributions = rule.Contributions.Select(c => c?.Invoke(scope).Operand).ToArray();

        var interpreter = new IrInterpreter();
        for (int i = 0; i < arguments.Length; i++)
        {
            interpreter.Set(parameters[i], arguments[i]);
            if (contributions[i] is { } contribution)
            {
                Assert.Equal(expression.Type, contribution.Type);
            }
        }

        interpreter.Set(primal, result);
        interpreter.Set(cotangent, result is float ? (object)(float)d : d);
        interpreter.Run(builder.Statements);
        return contributions.Select(c => c is null ? (double?)null : System.Convert.ToDouble(interpreter.Read(c))).ToArray();
    }

    private static ScalarType TypeOf(object value) => value switch
    {
        double => ScalarType.Double,
        float => ScalarType.Single,
        bool => ScalarType.Boolean,
        _ => ScalarType.Int32,
    };

    private sealed class Scope(IrBuilder builder, Variable[] arguments, Variable result, Variable d, bool sameArguments) : RuleScope(builder)
    {
        public override Value D => new(Builder, d);

        public override Value Result => new(Builder, result);

        public override Value Argument(int index) => new(Builder, arguments[index]);

        public override bool SameArguments(int first, int second) => sameArguments;
    }
}
