using System.Numerics.Tensors;
using System.Reflection;
using AutoDiff.Gradients.Tests.Checks;
using AutoDiff.Gradients.Tests.Forward;

namespace AutoDiff.Gradients.Tests;

/// <summary>
/// Every function of <c>TensorPrimitives</c> that maps floats to floats, each overload: at the points of <see cref="Subgradients"/> and over ordinary points it has the derivative
/// of the function of scalars, in both modes, and an element that isn't used contributes nothing.
/// </summary>
public class VectorFunctionTests
{
    private static readonly Lazy<Assembly> s_assembly = new(() => CorpusCompilation.Compile("VectorFunctions", [VectorFunctions.Source]));

    public static TheoryData<string> Names => [.. VectorFunctions.All.Where(f => f.Scalar is not null).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void At_subgradients(string name)
    {
        VectorFunction function = VectorFunctions.All.Single(f => f.Name == name);
        Edge[] edges = [.. Subgradients.All.Where(e => e.Function == function.Scalar && e.IsForVectors && e.Arguments.Length == function.Pattern.Length && (e.IsForFloats || !function.IsSingle))];
        Assert.NotEmpty(edges);
        Check(function, edges, function.IsSingle ? 2e-5 : 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_ordinary_points(string name)
    {
        VectorFunction function = VectorFunctions.All.Single(f => f.Name == name);
        ClosedForm form = ClosedForms.All[function.Scalar!];
        Check(function, form.Points(8).Select(x => function.IsSingle ? [.. x.Select(v => (double)(float)v)] : x).Select(x => new Edge(name, x, form.Derivatives(x))), function.IsSingle ? 1e-4 : 1e-10);
    }

    [Fact]
    public void Nothing_else_maps_floats_to_floats()
    {
        // Bits of floats have no derivative: an error. The rest has tests of its own below, or in VectorReductionTests.
        string[] apart = ["BitwiseAnd", "BitwiseOr", "OnesComplement", "Xor", "Round", "SoftMax", "SinCos", "SinCosPi"];
        Assert.Equal([], VectorFunctions.All.Where(f => f.Scalar is null).Select(f => f.Method).Distinct().Except(apart));
    }

    private static void Check(VectorFunction function, IEnumerable<Edge> edges, double tolerance)
    {
        var method = new MarkedMethod(s_assembly.Value.GetType("VectorFunctions")!.GetMethod(function.Name)!);
        var wrong = new List<string>();
        double[] cotangents = [-3, 0, -1];
        foreach (Edge edge in edges)
        {
            object?[] arguments = [.. function.Pattern.Select((kind, i) => Argument(kind, edge.Arguments[i])), Numbers3(0)];
            object?[] adjoints = [.. function.Pattern.Select((kind, i) => kind == 'v' ? Numbers3(0) : null), function.Numbers(cotangents)];
            object?[] byValue = method.Vjp([.. arguments.Select(Numbers.Copy)], null, adjoints);
            Assert.All(Numbers.Of(adjoints[^1]), d => Assert.Equal(0, d));
            int scalar = 0;
            for (int i = 0; i < edge.Derivatives.Length; i++)
            {
                double e = edge.Derivatives[i];
                if (function.Pattern[i] == 'v')
                {
                    double[] actual = [.. Numbers.Of(adjoints[i])];
                    Compare("vjp", i, -3 * e, actual[0]);
                    Compare("vjp, not used,", i, 0, actual[1]);
                    Compare("vjp", i, -e, actual[2]);
                }
                else
                {
                    Compare("vjp", i, -4 * e, Numbers.Of(byValue[scalar++]).Single());
                }

                if (edge.Derivatives.Length == 1 || edge.Arguments.All(double.IsFinite))
                {
                    object?[] after = [.. arguments.Select(Numbers.Copy)];
                    object?[] tangents = [.. function.Pattern.Select((kind, k) => kind == 'v' ? function.Numbers(k == i ? [2, 0, 2] : [0, 0, 0]) : kind == 's' ? function.Number(k == i ? 2 : 0) : null), Numbers3(5)];
                    method.Jvp(after, tangents);
                    double[] actual = [.. Numbers.Of(tangents[^1])];
                    Compare("jvp", i, 2 * e, actual[0]);
                    Compare("jvp", i, function.Pattern[i] == 'v' ? 0 : 2 * e, actual[1]);
                }
            }

            object Argument(char kind, double value) => kind switch { 'v' => Numbers3(value), 's' => function.Number(value), _ => (int)value };

            object Numbers3(double value) => function.Numbers([value, value, value]);

            void Compare(string what, int argument, double e, double actual)
            {
                e = function.IsSingle ? (float)e : e;
                bool isClose = double.IsNaN(e) ? double.IsNaN(actual) : e == actual || Math.Abs(e - actual) <= tolerance * Math.Max(1e-3, Math.Abs(e));
                if (!isClose)
                {
                    wrong.Add($"{what} of {function.Name}({string.Join(", ", edge.Arguments)}), argument {argument}: {actual:R} instead of {e:R}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}

/// <summary>An overload of a function of <c>TensorPrimitives</c> as a method of its own.</summary>
/// <param name="Method">The function.</param>
/// <param name="Pattern">A letter for each argument but the destination: a vector, a scalar, or an integer (n).</param>
/// <param name="IsSingle">Whether it is one of floats.</param>
internal sealed record VectorFunction(string Method, string Pattern, bool IsSingle)
{
    // Those that have another name than the function of scalars.
    private static readonly Dictionary<string, string> s_scalars = new()
    {
        ["Ieee754Remainder"] = "IEEERemainder",
        ["Log/2"] = "LogBase",
        ["MultiplyAdd"] = "FusedMultiplyAdd",
    };

    public string Name => $"{Method}_{Pattern}{(IsSingle ? "_Single" : "")}";

    /// <summary>The method of <see cref="Functions"/> that has the same derivative, if there is one.</summary>
    public string? Scalar
    {
        get
        {
            string name = s_scalars.TryGetValue($"{Method}/{Pattern.Length}", out string? overload) ? overload : s_scalars.GetValueOrDefault(Method, Method);
            return ClosedForms.All.TryGetValue(name, out ClosedForm? form) && form.Points(1).First().Length == Pattern.Length ? name : null;
        }
    }

    public object Number(double value) => IsSingle ? (float)value : (object)value;

    public object Numbers(double[] values) => IsSingle ? Array.ConvertAll(values, v => (float)v) : (double[])[.. values];
}

internal static class VectorFunctions
{
    /// <summary>All overloads with a destination of floats.</summary>
    public static IReadOnlyList<VectorFunction> All { get; } =
    [
        .. from method in typeof(TensorPrimitives).GetMethods(BindingFlags.Public | BindingFlags.Static)
           where method is { IsGenericMethodDefinition: true } && method.GetGenericArguments().Length == 1 && method.ReturnType == typeof(void)
           let element = method.GetGenericArguments()[0]
           where AcceptsFloats(element)
           let parameters = method.GetParameters()
           where parameters[^1].ParameterType == typeof(Span<>).MakeGenericType(element)
           let pattern = string.Concat(parameters[..^1].Select(p => p.ParameterType == element ? 's' : p.ParameterType == typeof(int) ? 'n' : p.ParameterType == typeof(MidpointRounding) ? 'm' : p.ParameterType == typeof(Span<>).MakeGenericType(element) ? 'd' : 'v'))
           where !pattern.Contains('m', StringComparison.Ordinal)
           from isSingle in new[] { false, true }
           orderby method.Name
           select new VectorFunction(method.Name, pattern, isSingle),
    ];

    /// <summary>A marked method for each that has a derivative.</summary>
    public static string Source => $$"""
        using System;
        using System.Numerics.Tensors;
        using AutoDiff;

        public static partial class VectorFunctions
        {
            {{string.Join("\n    ", All.Where(f => f.Scalar is not null).Select(Declare))}}
        }
        """;

    private static string Declare(VectorFunction function)
    {
        string type = function.IsSingle ? "float" : "double";
        IEnumerable<string> parameters = function.Pattern.Select((kind, i) => (kind switch { 'v' => $"ReadOnlySpan<{type}>", 's' => type, _ => "int" }) + " x" + i);
        string arguments = string.Join(", ", function.Pattern.Select((_, i) => "x" + i));
        return $"[Differentiable(Modes = DerivativeModes.Jvp)] public static void {function.Name}({string.Join(", ", parameters)}, Span<{type}> y) => TensorPrimitives.{function.Method}({arguments}, y);";
    }

    private static bool AcceptsFloats(Type parameter) => parameter.GetGenericParameterConstraints()
        .All(c => Array.Exists(typeof(double).GetInterfaces(), i => i.IsGenericType ? c.IsGenericType && i.GetGenericTypeDefinition() == c.GetGenericTypeDefinition() : i == c));
}
