using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Tests.Rules;

public class CatalogueTests
{
    private static readonly CSharpCompilation s_compilation = CSharpCompilation.Create(
        "Catalogue",
        [CSharpSyntaxTree.ParseText("namespace Own { public static class Math { public static double Exp(double x) => x; } }")],
        [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(Workspace).Assembly.Location)]);

    public static TheoryData<string> Containers =>
    [
        "System.Math", "System.MathF", "System.Double", "System.Single", "System.Int32", "System.Byte", "System.UInt64", "System.IntPtr",
        "System.Numerics.BitOperations",
    ];

    [Theory]
    [MemberData(nameof(Containers))]
    public void Every_entry_has_a_rule_with_a_contribution_per_argument(string container)
    {
        int entries = 0;
        foreach (IMethodSymbol method in Methods(container))
        {
            if (!IntrinsicCatalog.TryGet(method, out IntrinsicEntry entry))
            {
                continue;
            }

            entries++;
            var operands = method.Parameters.Select((p, i) => (Operand)new Variable(i, p.Name, TypeOf(p.Type))).ToEquatableArray();
            ScalarRule? rule = DerivativeRules.ForExpression(new Intrinsic(entry.Key, entry.Name, operands, TypeOf(method.ReturnType)));
            Assert.True(rule is not null, $"{method} has no rule.");
            Assert.Equal(operands.Count, rule.Contributions.Length);
            if (entry.Key.StartsWith(IntrinsicCatalog.PurePrefix, StringComparison.Ordinal))
            {
                Assert.All(rule.Contributions, Assert.Null);
                Assert.False(rule.LosesDerivative);
                Assert.False(method.ReturnType.SpecialType is SpecialType.System_Double or SpecialType.System_Single);
            }
        }

        Assert.True(entries >= 9, $"{container} has {entries} entries.");
    }

    [Fact]
    public void Every_rule_has_an_entry_for_double_and_for_float()
    {
        foreach (string type in new[] { "System.Double", "System.Single" })
        {
            HashSet<string> keys = [];
            foreach (IMethodSymbol method in new[] { "System.Math", "System.MathF", type, "AutoDiff.SpecialFunctions" }.SelectMany(Methods))
            {
                if (IntrinsicCatalog.TryGet(method, out IntrinsicEntry entry)
                    && !entry.Key.StartsWith(IntrinsicCatalog.PurePrefix, StringComparison.Ordinal)
                    && method.Parameters[0].Type.ToDisplayString() == (type == "System.Double" ? "double" : "float"))
                {
                    keys.Add(entry.Key);
                }
            }

            Assert.Equal(DerivativeRules.FunctionKeys.Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("System.Math", "Exp", "double", "Math.Exp", "global::System.Math.Exp", false)]
    [InlineData("System.MathF", "Exp", "float", "Math.Exp", "global::System.MathF.Exp", false)]
    [InlineData("System.Double", "Exp", "double", "Math.Exp", "double.Exp", false)]
    [InlineData("System.Single", "Hypot", "float, float", "Math.Hypot", "float.Hypot", false)]
    [InlineData("System.Math", "Log", "double, double", "Math.Log/2", "global::System.Math.Log", false)]
    [InlineData("System.Math", "Round", "double, int", "Math.Round/2", "global::System.Math.Round", true)]
    [InlineData("System.Math", "Round", "double, int, System.MidpointRounding", "Math.Round/3", "global::System.Math.Round", true)]
    [InlineData("System.Math", "Clamp", "double, double, double", "Math.Clamp", "global::System.Math.Clamp", true)]
    [InlineData("System.Math", "Sign", "double", "Math.Sign", "global::System.Math.Sign", true)]
    [InlineData("System.Math", "Max", "int, int", "Pure.Max", "global::System.Math.Max", false)]
    [InlineData("System.Math", "Abs", "int", "Pure.Abs", "global::System.Math.Abs", true)]
    [InlineData("System.Double", "IsNaN", "double", "Pure.IsNaN", "double.IsNaN", false)]
    [InlineData("System.Double", "Ieee754Remainder", "double, double", "Math.IEEERemainder", "double.Ieee754Remainder", false)]
    [InlineData("System.Numerics.BitOperations", "PopCount", "uint", "Pure.PopCount", "global::System.Numerics.BitOperations.PopCount", false)]
    public void An_entry_names_its_rule_and_the_method_as_called(string container, string name, string parameters, string key, string called, bool mayThrow)
    {
        Assert.True(IntrinsicCatalog.TryGet(Method(container, name, parameters), out IntrinsicEntry entry));
        Assert.Equal(new IntrinsicEntry(key, called, mayThrow), entry);
    }

    [Theory]
    [InlineData("System.Math", "SinCos", "double")]
    [InlineData("System.Math", "Abs", "decimal")]
    [InlineData("System.Math", "DivRem", "int, int, out int")]
    [InlineData("System.Double", "Parse", "string")]
    [InlineData("Own.Math", "Exp", "double")]
    public void What_has_no_exact_scalar_form_is_not_an_entry(string container, string name, string parameters) =>
        Assert.False(IntrinsicCatalog.TryGet(Method(container, name, parameters), out _));

    private static IEnumerable<IMethodSymbol> Methods(string container) =>
        s_compilation.GetTypeByMetadataName(container)?.GetMembers().OfType<IMethodSymbol>()
            .Where(m => m is { IsStatic: true, DeclaredAccessibility: Accessibility.Public, MethodKind: MethodKind.Ordinary }) ?? [];

    private static IMethodSymbol Method(string container, string name, string parameters) => Assert.Single(
        Methods(container),
        m => m.Name == name && string.Join(", ", m.Parameters.Select(p => (p.RefKind == RefKind.Out ? "out " : "") + p.Type.ToDisplayString())) == parameters);

    private static IrType TypeOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double => ScalarType.Double,
        SpecialType.System_Single => ScalarType.Single,
        SpecialType.System_Boolean => ScalarType.Boolean,
        _ when type.TypeKind == TypeKind.Enum => new OpaqueType(type.ToDisplayString(), IsReference: false),
        _ => ScalarType.Int32,
    };
}
