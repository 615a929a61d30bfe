using AutoDiff.CodeFixes;

namespace AutoDiff.Generator.Tests.CodeFixes;

public class CodeFixTests
{
    [Fact]
    public Task PartialIsAddedAtEveryLevel() => FixTest<AddPartialFix>.Run(
        """
        using AutoDiff;

        /// <summary>Outer.</summary>
        public static class {|GRAD0001:A|}
        {
            // The middle has it.
            public partial struct B
            {
                record {|GRAD0001:C|}
                {
                    [Differentiable]
                    public static double F(double x) => x;
                }
            }
        }
        """,
        """
        using AutoDiff;

        /// <summary>Outer.</summary>
        public static partial class A
        {
            // The middle has it.
            public partial struct B
            {
                partial record C
                {
                    [Differentiable]
                    public static double F(double x) => x;
                }
            }
        }
        """,
        iterations: 1);

    [Fact]
    public Task TheCalleeIsMarkedAndItsTypeMadePartial() => FixTest<MarkCalleeFix>.Run(
        """
        using AutoDiff;

        static class Helpers
        {
            /// <summary>Half.</summary>
            public static double Half(double x) => x / 2;
        }

        static partial class C
        {
            [Differentiable]
            public static double F(double x) => {|GRAD0101:Helpers.Half(x)|} + {|GRAD0101:Helpers.Half(x * x)|};
        }
        """,
        """
        using AutoDiff;

        static partial class Helpers
        {
            /// <summary>Half.</summary>
            [Differentiable]
            public static double Half(double x) => x / 2;
        }

        static partial class C
        {
            [Differentiable]
            public static double F(double x) => Helpers.Half(x) + Helpers.Half(x * x);
        }
        """,
        iterations: 1);

    [Fact]
    public Task ArgumentsArePutInStop() => FixTest<StopGradientFix>.Run(
        """
        using System;
        using AutoDiff;

        static partial class C
        {
            static double G(double x, int n) => x * n;

            [Differentiable]
            public static double F(double x, double y) => y * {|GRAD0101:G(x + 1, 2)|} + y * {|GRAD0202:Math.Floor(x)|} + {|GRAD0201:(int)(x * 2)|};
        }
        """,
        """
        using System;
        using AutoDiff;

        static partial class C
        {
            static double G(double x, int n) => x * n;

            [Differentiable]
            public static double F(double x, double y) => y * G(Gradient.Stop(x + 1), 2) + y * Math.Floor(Gradient.Stop(x)) + (int)(Gradient.Stop(x * 2));
        }
        """,
        iterations: 3);

    [Fact]
    public Task AWriteToAFieldStoresTheValueAlone() => FixTest<StopGradientFix>.Run(
        """
        using AutoDiff;

        static partial class C
        {
            static double s_last;

            [Differentiable]
            public static double F(double x)
            {
                {|GRAD0106:s_last = x * x|};
                return x;
            }
        }
        """,
        """
        using AutoDiff;

        static partial class C
        {
            static double s_last;

            [Differentiable]
            public static double F(double x)
            {
                s_last = Gradient.Stop(x * x);
                return x;
            }
        }
        """);
}
