using System.Reflection;
using System.Runtime.Intrinsics;
using Xunit.Sdk;

namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>This assembly as a program: runs the kernels' tests, given the width of the widest registers that it expects to have.</summary>
internal static class KernelProcess
{
    private static readonly Type[] s_classes =
        [typeof(MatrixProductTests), typeof(AttentionTests), typeof(LayerNormTests), typeof(ConvolutionTests), typeof(PoolingTests), typeof(ReferenceTests), typeof(FirstContributionTests), typeof(GoldenOperationTests), typeof(VectorFunctionTests), typeof(Training.OptimizerTests)];

    private static int Main(string[] args)
    {
        int widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        if (args.Length != 1 || int.Parse(args[0], null) < widest)
        {
            Console.WriteLine($"The widest registers have {widest} bits.");
            return 2;
        }

        int failures = 0, runs = 0;
        foreach (MethodInfo test in s_classes.SelectMany(type => type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute)))))
        {
            foreach (object[] arguments in Arguments(test))
            {
                runs++;
                object instance = Activator.CreateInstance(test.DeclaringType!)!;
                try
                {
                    test.Invoke(instance, arguments);
                }
                catch (TargetInvocationException e)
                {
                    failures++;
                    Console.WriteLine($"{test.DeclaringType!.Name}.{test.Name}({string.Join(", ", arguments)}): {e.InnerException!.Message}");
                }
            }
        }

        Console.WriteLine($"{runs} runs, {failures} failures");
        return failures > 0 || runs < 50 ? 1 : 0;
    }

    private static IEnumerable<object[]> Arguments(MethodInfo test) => test.IsDefined(typeof(TheoryAttribute))
        ? test.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(test))
        : [[]];
}
