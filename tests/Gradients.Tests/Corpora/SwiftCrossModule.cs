using AutoDiff.Gradients.Library;

namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>Through methods of another assembly: Swift's <c>cross_module_*.swift</c>, <c>derivative_registration.swift</c> and <c>subset_parameters_thunk.swift</c>.</summary>
internal static partial class SwiftCrossModule
{
    // Swift, cross_module_differentiation.swift: a default argument, given and left out.
    [Differentiable]
    public static double DefaultArgument(double x) => LibraryKernels.Mixed(x) * LibraryKernels.Mixed(x, x) * LibraryKernels.Mixed(x, 2, x, x * x);

    // Swift, cross_module_derivative_attr.swift, CrossFile: the derivative is registered in the other assembly.
    [Differentiable]
    public static double RegisteredElsewhere(double x) => PlainMath.Logistic(x * x) * PlainMath.Logistic(x);

    // Swift, subset_parameters_thunk.swift, InoutParametersDirect: any subset of what is written by reference and by value is active.
    [Differentiable]
    public static double SubsetsByReference(double x, double y, double angle)
    {
        double a = x, b = 2, c = 1, d = y;
        LibraryKernels.Rotate(ref a, ref b, 0.3, out double first);
        LibraryKernels.Rotate(ref c, ref d, angle, out _);
        LibraryKernels.Rotate(ref a, ref d, angle * x, out double last);
        return (first * b) + (c * d) + last;
    }

    // Swift, superset_adjoint.swift, CrossModule: one of two is active.
    [Differentiable]
    public static double OneOfTwo(double x) => LibraryKernels.Wave(x, 2) + LibraryKernels.Wave(0.4, x * x) + LibraryKernels.Times(x, 3);

    // Swift, repeated_calls.swift across modules: one after the other on the same memory.
    [Differentiable]
    public static double RepeatedInPlace(double[] x, double s)
    {
        double a = LibraryKernels.ScaleInPlace(x, s);
        double b = LibraryKernels.ScaleInPlace(x, a * s);
        return b * LibraryKernels.SumOfSquares(x);
    }

    // Swift, always_emit_into_client: a recursion of the other assembly, in a loop that its result decides.
    [Differentiable]
    public static double RecursionElsewhere(double x, int n)
    {
        double result = x;
        for (int i = 0; i < n; i++)
        {
            result = LibraryKernels.Power(result, i) * x;
            if (result > 2)
            {
                result = LibraryKernels.Checked(result);
                continue;
            }

            result += LibraryKernels.OnlyX(x, 0.5);
        }

        return result;
    }

    // Swift, address_only_tangentvector.swift and reabstraction.swift: arrays and tuples that come back.
    [Differentiable]
    public static double ArraysAndTuplesBack(double x, double y, int n)
    {
        double[] powers = LibraryKernels.Powers(x, n + 1);
        (double sum, double product) = LibraryKernels.Pair(powers[^1], y);
        powers[0] *= sum;
        return powers[0] + (powers[n] * product);
    }
}
