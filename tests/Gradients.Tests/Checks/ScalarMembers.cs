using System.Reflection;
using System.Runtime.CompilerServices;

namespace AutoDiff.Gradients.Tests.Checks;

/// <summary>A marked method of scalars and what is generated for it, called with doubles whatever its types are.</summary>
internal sealed class ScalarMembers
{
    private readonly MethodInfo _f;
    private readonly MethodInfo _gradient;
    private readonly MethodInfo _vjp;
    private readonly MethodInfo _jvp;

    public ScalarMembers(Type type, string name)
    {
        (_f, _gradient, _vjp, _jvp) = (Member(""), Member("Gradient"), Member("Vjp"), Member("Jvp"));

        MethodInfo Member(string suffix) => type.GetMethod(name + suffix) ?? throw new ArgumentException($"There is no {type.Name}.{name}{suffix}.", nameof(name));
    }

    public bool IsSingle => _f.ReturnType == typeof(float);

    public double Value(params double[] arguments) => Numbers(Invoke(_f, arguments))[0];

    /// <summary>The derivatives by the active arguments, from <c>FGradient</c>; the value must be the method's own.</summary>
    public double[] Gradient(params double[] arguments) => Adjoints(Invoke(_gradient, arguments), arguments);

    public double[] Vjp(double cotangent, params double[] arguments) => Adjoints(Invoke(_vjp, [.. arguments, cotangent]), arguments);

    /// <summary>The result's tangent along one active argument, or along all.</summary>
    public double Jvp(double[] arguments, params double[] directions)
    {
        double[] numbers = Numbers(Invoke(_jvp, [.. arguments, .. directions]));
        GradientAssert.SameBits(Value(arguments), numbers[0], "The value");
        return numbers[1];
    }

    /// <summary>The argument as the method gets it: rounded to float, or as it is.</summary>
    public double Rounded(double argument) => IsSingle ? (float)argument : argument;

    private double[] Adjoints(object result, double[] arguments)
    {
        double[] numbers = Numbers(result);
        GradientAssert.SameBits(Value(arguments), numbers[0], "The value");
        return numbers[1..];
    }

    private static double[] Numbers(object value) => value is ITuple tuple
        ? [.. Enumerable.Range(0, tuple.Length).Select(i => System.Convert.ToDouble(tuple[i], null))]
        : [System.Convert.ToDouble(value, null)];

    private static object Invoke(MethodInfo method, double[] arguments) => method.Invoke(
        null,
        BindingFlags.DoNotWrapExceptions,
        null,
        [.. method.GetParameters().Select((p, i) => i < arguments.Length ? System.Convert.ChangeType(arguments[i], p.ParameterType, null) : null)],
        null)!;
}
