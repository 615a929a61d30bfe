using System.Reflection;

namespace AutoDiff.Gradients.Tests.Forward;

/// <summary>Every method of the corpus: after warm-up its gradient, its Vjp and its Jvp allocate nothing.</summary>
public class ZeroAllocationTests
{
    private const int Points = 24;

    // What the method itself makes on the heap: objects without derivative (resources, sets, texts), arrays and objects that it, or a method of another assembly, returns. And tuples that are
    // given by out, for whose tangents this test has no values.
    private static readonly HashSet<string> s_leftOut =
    [
        "Accessors.NumberAndCount", "CrossAssembly.Arrays", "CrossAssembly.Made", "Everyday.Histogram", "Everyday.Median", "Everyday.PresentValue",
        "Everyday.SoftmaxLoss", "Guards.Checked", "SlangControlFlow.NumberAndCount", "SwiftControlFlow.PayloadOfACase", "SwiftCrossModule.ArraysAndTuplesBack",
        "SwiftInoutAndArrays.ChosenArray", "SwiftInoutAndArrays.LiteralOfALiteral", "SwiftInoutAndArrays.Nested",
        "SwiftInoutAndArrays.OfATuple", "SwiftInoutAndArrays.VariableTwice", "Usings.Exits", "Usings.Inner", "Usings.Statement",
        "Usings.Throws",
    ];

    // Loops that don't end for small arguments.
    private static readonly HashSet<string> s_needLargeArguments = ["Loops.WhileActive(double)", "Exits.Forever(double)"];

    public static TheoryData<string> Names => [.. ForwardCorpus.Names.Where(name => !s_leftOut.Contains(MethodOf(name)))];

    [Fact]
    public void What_is_left_out_is_there() =>
        Assert.Empty(s_leftOut.Except(ForwardCorpus.Names.Select(MethodOf)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated_after_warm_up(string name)
    {
        MethodInfo method = ForwardCorpus.Find(name);
        var f = new MarkedMethod(method);
        object?[] arguments = [];
        object? result = null;
        bool isFound = false;
        for (int point = s_needLargeArguments.Contains(name) ? 8 : 0; point < Points && !isFound; point++)
        {
            var random = new Random(1000 + point);
            arguments = [.. f.Parameters.Select(p => ForwardModeTests.Argument(p.ParameterType, random, point, isFirst: p.Position == 0))];
            object?[] final = [.. arguments.Select(Numbers.Copy)];
            isFound = ForwardModeTests.WhatIsThrown(f, final) is null;
            result = isFound ? f.Run([.. arguments.Select(Numbers.Copy)]) : null;
        }

        Assert.True(isFound, "No point is in the domain.");
        foreach (string suffix in new[] { "Gradient", "Vjp", "Jvp" })
        {
            MethodInfo? member = method.DeclaringType!.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).FirstOrDefault(m =>
                m.Name == method.Name + suffix && m.GetParameters().Take(arguments.Length).Select(p => p.ParameterType).SequenceEqual(f.Parameters.Select(p => p.ParameterType)));
            if (member is not null)
            {
                long allocated = Measure(member, [.. arguments, .. Added(member, f, arguments, result)]);
                Assert.True(allocated == 0, $"{member.Name} allocates {allocated} bytes.");
            }
        }
    }

    private static string MethodOf(string name) => name[..name.IndexOf('(', StringComparison.Ordinal)];

    private static long Measure(MethodInfo member, object?[] arguments)
    {
        var call = new BoxedCall(member, isQuiet: true);
        long allocated = 0;
        for (int i = 0; i < 4; i++)
        {
            object?[] copies = [.. arguments.Select(Numbers.Copy)];
            long before = GC.GetAllocatedBytesForCurrentThread();
            call.Run(copies);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }

    // Adjoints, cotangents and tangents in the shape of what they belong to; no workspace.
    private static IEnumerable<object?> Added(MethodInfo member, MarkedMethod f, object?[] arguments, object? result)
    {
        var left = new List<ParameterInfo>(f.Parameters);
        foreach (ParameterInfo parameter in member.GetParameters().Skip(arguments.Length))
        {
            string name = parameter.Name!.TrimEnd('_');
            if (parameter.ParameterType == typeof(Workspace) || (name == "dresult" && parameter.IsOut))
            {
                yield return null;
            }
            else if (left.Find(p => "d" + p.Name!.TrimEnd('_') == name) is { } primal)
            {
                left.Remove(primal);
                object? shape = Numbers.Map(arguments[primal.Position], _ => 0.5);
                yield return shape is Array { Length: 1 } cell && parameter.ParameterType.IsPrimitive ? cell.GetValue(0) : shape;
            }
            else
            {
                yield return Numbers.Map(result, _ => 0.5);
            }
        }
    }
}
