using AutoDiff.Generator.Differentiation.Rules;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>The methods that have a rule, by its key.</summary>
internal static class FunctionNames
{
    public static string Double(string key) => Name(key, "double", typeof(double), typeof(Math));

    public static string Single(string key) => Name(key, "float", typeof(float), typeof(MathF));

    public static int Arity(string key) => DerivativeRules.ForExpression(new Ir.Intrinsic(key, "", [], Ir.ScalarType.Double))!.Contributions.Length;

    private static string Name(string key, string keyword, Type type, Type math)
    {
        if (key.StartsWith("SpecialFunctions.", StringComparison.Ordinal))
        {
            return "global::AutoDiff." + key;
        }

        string name = key.Split('.', '/')[1];
        bool isInMath = math.GetMethods().Any(m => m.Name == name && m.GetParameters()[0].ParameterType == type);
        return (isInMath ? "global::System." + math.Name : keyword) + "." + name;
    }
}
