using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>List patterns and their slices.</summary>
internal static partial class ListPatterns
{
    public static partial class ListPatternSpan
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            ReadOnlySpan<int> a = [1, n, 3];
            return a is [1, 3, ..] ? x : a is [.., 3] ? y * x : y;
        }
    }

    public static partial class ListPatternSliceVar
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            Span<double> v = w;
            return v is [var a, .. var rest, var b] ? a * b * x + rest.Length * y : x;
        }
    }

    public static partial class ListPatternSlicePattern
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            return w is [_, .. [var p, ..], _] ? p * x : y;
        }
    }

    public static partial class ListPatternString
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            string s = n > 2 ? "hello" : "hi";
            return s is ['h', .. var t] && t is [_, .., 'o'] ? x * t.Length : y;
        }
    }

    public static partial class ListPatternString2
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            string s = n > 2 ? "hello" : "hi";
            return s is ['h', .. { Length: > 1 } t, 'o'] ? x * t.Length : y;
        }
    }

    public static partial class ListPatternArray
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            int[] a = [n, 2, 3];
            return a is [3, .. var r] ? x * r[0] + r.Length : a is [> 0, ..] ? y : x * y;
        }
    }

    public static partial class ListPatternActiveArray
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[] a = [x, y, x * y];
            return a is [var p, .. var r] ? p * r[0] + r[1] : 0;
        }
    }

    public static partial class ListPatternList
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var l = new List<int>
            {
                n,
                4
            };
            return l is [3, ..] ? x : l is [.., 4] and [2, _] ? y : x * y;
        }
    }

    public static partial class SwitchStringPattern
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            string s = n.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return s switch
            {
                "0" => x,
                { Length: 2 } => y,
                ['3'] => x * y,
                _ => x - y
            };
        }
    }

    public static partial class ListPatternListSlice
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var l = new List<double>
            {
                x,
                y,
                2
            };
            return l is [var a, .. var r] ? a * r[0] * r.Count : 0;
        }
    }

    public static partial class ListPatternNullableArray
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            int[]? a = n > 2 ? null : [n, 1];
            return a is [] or null ? x : a is [2, ..] ? y : x * y;
        }
    }

    public static partial class ListPatternJagged
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            int[][] a = [[n, 1], [2]];
            return a is [[3, ..], [var k]] ? x * k : y;
        }
    }

    public static partial class ListPatternImmutable
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = System.Collections.Immutable.ImmutableArray.Create(n, 2, 3);
            return a is [3, .., var k] ? x * k : y;
        }
    }
}

public class ListPatternsTests
{
    [Fact]
    public void ListPatternSpan() => SeveralPoints.Agree(ListPatterns.ListPatternSpan.F, (x, y, n, w, dw) => ListPatterns.ListPatternSpan.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.ListPatternSpan.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListPatternSliceVar() => SeveralPoints.Agree(ListPatterns.ListPatternSliceVar.F, (x, y, n, w, dw) => ListPatterns.ListPatternSliceVar.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.ListPatternSliceVar.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListPatternSlicePattern() => SeveralPoints.Agree(ListPatterns.ListPatternSlicePattern.F, (x, y, n, w, dw) => ListPatterns.ListPatternSlicePattern.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.ListPatternSlicePattern.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListPatternString() => SeveralPoints.Agree(ListPatterns.ListPatternString.F, (x, y, n, w, dw) => ListPatterns.ListPatternString.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.ListPatternString.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListPatternString2() => SeveralPoints.Agree(ListPatterns.ListPatternString2.F, (x, y, n, w, dw) => ListPatterns.ListPatternString2.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.ListPatternString2.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListPatternArray() => SeveralPoints.Agree(ListPatterns.ListPatternArray.F, (x, y, n, w, dw) => ListPatterns.ListPatternArray.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.ListPatternArray.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListPatternActiveArray() => SeveralPoints.Agree(ListPatterns.ListPatternActiveArray.F, (x, y, n, w, dw) => ListPatterns.ListPatternActiveArray.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.ListPatternActiveArray.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListPatternList() => SeveralPoints.Agree(ListPatterns.ListPatternList.F, (x, y, n, w, dw) => ListPatterns.ListPatternList.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.ListPatternList.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void SwitchStringPattern() => SeveralPoints.Agree(ListPatterns.SwitchStringPattern.F, (x, y, n, w, dw) => ListPatterns.SwitchStringPattern.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.SwitchStringPattern.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListPatternListSlice() => SeveralPoints.Agree(ListPatterns.ListPatternListSlice.F, (x, y, n, w, dw) => ListPatterns.ListPatternListSlice.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.ListPatternListSlice.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListPatternNullableArray() => SeveralPoints.Agree(ListPatterns.ListPatternNullableArray.F, (x, y, n, w, dw) => ListPatterns.ListPatternNullableArray.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.ListPatternNullableArray.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListPatternJagged() => SeveralPoints.Agree(ListPatterns.ListPatternJagged.F, (x, y, n, w, dw) => ListPatterns.ListPatternJagged.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.ListPatternJagged.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListPatternImmutable() => SeveralPoints.Agree(ListPatterns.ListPatternImmutable.F, (x, y, n, w, dw) => ListPatterns.ListPatternImmutable.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListPatterns.ListPatternImmutable.FJvp(x, y, n, w, dx, dy, dw));
}
