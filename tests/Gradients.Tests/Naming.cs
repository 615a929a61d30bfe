#pragma warning disable CA1720, IDE1006, SA1300

namespace AutoDiff.Gradients.Tests
{
    /// <summary>Names that generated code must not take, keywords as names, and every form of parameter list.</summary>
    public static partial class Naming
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double AdjointTaken(double t, double dt) => t * t * dt;

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double AdjointTakenTwice(double t, double dt, double dt_) => t * dt * dt_;

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Reserved(double value, double dvalue, double workspace, double result, double dresult) =>
            (value * dvalue) + (workspace * result * dresult);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double ReservedBuffers(ReadOnlySpan<double> workspace, Span<double> result, double Value)
        {
            for (int i = 0; i < workspace.Length; i++)
            {
                result[i] *= workspace[i] * Value;
            }

            return result[0];
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Locals(double x)
        {
            double dx = x * x, value = dx * x, result = value + dx, mark = 2 * result, workspace = mark - x, doubleTape = workspace;
            for (int i = 0; i < 3; i++)
            {
                double t = doubleTape * i, t1 = t + 1, t2 = t1 * x;
                doubleTape = t2 + workspace;
            }

            return doubleTape;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Keywords(double @class, double @int, ReadOnlySpan<double> @for)
        {
            double @return = @class * @int;
            foreach (double @else in @for)
            {
                @return += @else * @class;
            }

            return @return;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double @double(double @this) => @this * @this * @this;

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double ContextualKeywords(double var, double async, double await, double record, double field, double value, double nint, double scoped) =>
            (var * async) + (await * record) + (field * value) + (nint * scoped);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Größe(double größe, double 数, double π, double _)
        {
            double Ωmega = größe * 数, é = Ωmega + π;
            return é * é * _;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Params(double x, params double[] rest)
        {
            double sum = x;
            foreach (double v in rest)
            {
                sum += v * v * x;
            }

            return sum;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Defaults(double x, double k = 2.5, int n = 3, string name = "a\"b", double inf = double.PositiveInfinity, bool flag = true) =>
            (x * k * n) + name.Length + (flag && inf > 0 ? x : 0);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double DefaultBeforeBuffer(ReadOnlySpan<double> x, double k = 2.5) => x[0] * k;

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Twice(this double x) => 2 * x;

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double SumOfSquares(this double[] x)
        {
            double sum = 0;
            foreach (double v in x)
            {
                sum += v * v;
            }

            return sum;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Overloaded(double x) => x * x;

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static float Overloaded(float x) => x * x * x;

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Overloaded(double x, double y) => x * y;

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Overloaded(ReadOnlySpan<double> x) => x[0] * x[0] * x[0];

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static void Refs(in double x, ref double y, out double z)
        {
            z = x * y;
            y = z * z;
        }

        public static partial class Inner<T>
            where T : class
        {
            internal partial struct Deep
            {
                [Differentiable(Modes = DerivativeModes.Jvp)]
                internal static double Nested(double x, T? text) => text is null ? x * x : 3 * x;
            }

            private partial record Hidden
            {
                [Differentiable]
                public static double Square(double x) => x * x;
            }

            public static double OfHidden(double x) => Hidden.SquareGradient(x).dx;
        }
    }

    /// <summary>A differentiable struct with operators, whose members have metadata names.</summary>
    [Differentiable]
    public partial struct Doubled(double a, double b)
    {
        public double A { get; } = a;

        public double B { get; } = b;

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static Doubled operator *(Doubled x, Doubled y) => new((x.A * y.A) - (x.B * y.B), (x.A * y.B) + (x.B * y.A));

        [Differentiable]
        public static Doubled operator -(Doubled x) => new(-x.A, -x.B);

        [Differentiable]
        public static implicit operator Doubled(double x) => new(x * x, x);

        [Differentiable]
        public static explicit operator double(Doubled x) => x.A * x.B;
    }
}

// Types of the user's own with the names of the library's, in scope where code is generated.
namespace AutoDiff.Gradients.Tests.OwnNames
{
    public static class Math
    {
        public static double Exp(double x) => x + 1000;
    }

    public class Span<T>;

    public class ReadOnlySpan<T>;

    public class Workspace;

    public class MathF;

    public static partial class Methods
    {
        public static class System
        {
            public static class Math
            {
                public static double Sin(double x) => x + 2000;
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double OfTheLibrary(double x, global::System.ReadOnlySpan<double> values)
        {
            double sum = global::System.Math.Exp(x);
            foreach (double v in values)
            {
                sum += global::System.Math.Sin(v) * global::System.Math.Pow(sum, 0.3);
            }

            return sum;
        }
    }
}
