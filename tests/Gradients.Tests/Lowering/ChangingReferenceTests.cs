using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>References to elements of rectangular arrays and to fields of elements, which change what they refer to.</summary>
internal static partial class ChangingReferences
{
    public static partial class RRectParam
    {
        [Differentiable]
        private static void Scale(ref double r, double f)
        {
            r *= f;
            r += 1;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                },
                {
                    1,
                    x * y
                }

            };
            Scale(ref m[0, 1], x);
            Scale(ref m[1, 0], y);
            return m[0, 1] * m[1, 0];
        }
    }

    public static partial class RRectWalk
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m = new double[3, 3];
            ref double r = ref m[0, 0];
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    r = ref m[j, i];
                    r += x * i + y * j;
                }
            }

            ref double q = ref m[1, 1];
            if (n > 2)
                q = ref m[2, 2];
            q *= q;
            double s = 0;
            foreach (double v in m)
                s += v * v;
            return s;
        }
    }

    public static partial class RMixed
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                },
                {
                    1,
                    x * y
                }

            };
            double loc = x + y;
            ref double r = ref loc;
            double s = 0;
            for (int i = 0; i < 4; i++)
            {
                if (i == 1)
                    r = ref m[1, 0];
                else if (i == 2 && w.Length > 1)
                    r = ref w[1];
                else if (i == 3)
                    r = ref loc;
                r *= x + i;
                s += r;
            }

            return s * loc;
        }
    }

    public static partial class RMixedTuple
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new (double P, double Q)[]
            {
                (x, y),
                (1, x * y)
            };
            double[,] m =
            {
                {
                    x,
                    y
                }

            };
            ref double r = ref a[0].P;
            for (int i = 0; i < 3; i++)
            {
                r *= y;
                if (i == 0)
                    r = ref m[0, 1];
                else
                    r = ref a[1].Q;
                r += i;
            }

            return a[0].P * a[1].Q + m[0, 1];
        }
    }

    public static partial class RReturnRect
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                },
                {
                    1,
                    x * y
                }

            };
            Pick(m, n) *= 3;
            ref double r = ref Pick(m, n + 1);
            r += y;
            return m[0, 1] * m[1, 0] + m[0, 0];
            static ref double Pick(double[,] m, int n)
            {
                if (n > 2)
                    return ref m[0, 1];
                return ref m[1, 0];
            }
        }
    }

    public static partial class RReturnField
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new (double P, double Q)[]
            {
                (x, y),
                (1, x * y)
            };
            Pick(a, n) *= 3;
            ref double r = ref Pick(a, n - 1);
            r += y;
            return a[0].P * a[1].Q + a[0].Q;
            static ref double Pick((double P, double Q)[] a, int n)
            {
                if (n > 2)
                    return ref a[0].P;
                return ref a[1].Q;
            }
        }
    }

    public static partial class RChain
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                },
                {
                    1,
                    x * y
                }

            };
            ref double r = ref m[0, 0];
            ref double q = ref m[1, 1];
            if (n > 1)
            {
                ref double t = ref r;
                r = ref q;
                q = ref t;
            }

            r += 2;
            q *= x;
            return m[0, 0] * m[1, 1];
        }
    }

    public static partial class RTupleElemRef
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new (double P, (double A, double B) Q)[]
            {
                (x, (y, 1)),
                (1, (2, x * y))
            };
            ref var e = ref a[0].Q;
            e.A *= 2;
            if (n > 1)
                e = ref a[1].Q;
            e.B += x;
            e = (e.B, e.A + 1);
            return a[0].Q.A * a[1].Q.A + a[1].Q.B * a[0].Q.B;
        }
    }

    public static partial class RReadonly
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                },
                {
                    1,
                    x * y
                }

            };
            ref readonly double r = ref m[0, 0];
            double s = 0;
            for (int i = 0; i < 2; i++)
            {
                s += r * (i + 1);
                r = ref m[1, i];
            }

            return s * r;
        }
    }

    public static partial class ROob
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                }

            };
            ref double r = ref m[0, 0];
            w[..0].Clear();
            r = ref m[n + 5, 1];
            return r;
        }
    }

    public static partial class RInc
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                }

            };
            ref double r = ref m[0, 0];
            if (n > 1)
                r = ref m[0, 1];
            r++;
            double q = r-- * x + ++r;
            (r, q) = (q, r);
            return m[0, 0] * m[0, 1] + q;
        }
    }

    public static partial class RPassChoice
    {
        [Differentiable]
        private static void Sc(ref double r, double f)
        {
            r *= f;
            r += 1;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                }

            };
            double loc = 1;
            ref double r = ref loc;
            if (n > 1)
                r = ref m[0, 1];
            Sc(ref r, x);
            return m[0, 0] * m[0, 1] + loc;
        }
    }

    public static partial class RPassChoiceSplit
    {
        [Differentiable, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static void Sc(ref double r, double f)
        {
            r *= f;
            r += 1;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                }

            };
            double loc = 1;
            ref double r = ref loc;
            if (n > 1)
                r = ref m[0, 1];
            Sc(ref r, x);
            return m[0, 0] * m[0, 1] + loc;
        }
    }

    public static partial class RParamReassign
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double a = x, b = y;
            Two(ref a, ref b, n);
            return a * b + a;
            static void Two(ref double p, ref double q, int n)
            {
                if (n > 1)
                    p = ref q;
                p *= 3;
                q += p;
            }
        }
    }

    public static partial class RNoinlineReturn
    {
        [Differentiable, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static ref double Pick(Span<double> a, int n)
        {
            if (n > 2)
                return ref a[0];
            return ref a[1];
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            Span<double> v = w;
            if (w.Length < 2)
                return x;
            Pick(v, n) *= x;
            return w[0] * w[1] + y;
        }
    }

    public static partial class RIntRef
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            int a = 1, b = 2;
            ref int r = ref a;
            if (n > 1)
                r = ref b;
            r += n;
            return x * a + y * b;
        }
    }

    public static partial class RIntRect
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            int[,] m =
            {
                {
                    1,
                    2
                },
                {
                    3,
                    4
                }

            };
            ref int r = ref m[0, 0];
            if (n > 1)
                r = ref m[1, 1];
            r += n;
            return x * m[0, 0] + y * m[1, 1];
        }
    }

    public static partial class RSpanOfRows
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[][] j = [[x, y], [x * y]];
            ref double[] r = ref j[0];
            if (n > 1)
                r = ref j[1];
            r = [y, y * y];
            return j[0][0] * j[1][0];
        }
    }

    public static partial class RRefInForeach
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                },
                {
                    1,
                    x * y
                }

            };
            double best = double.NegativeInfinity;
            ref double r = ref m[0, 0];
            for (int i = 0; i < 2; i++)
                for (int j = 0; j < 2; j++)
                    if (m[i, j] > best)
                    {
                        best = m[i, j];
                        r = ref m[i, j];
                    }

            r *= x;
            return m[0, 0] + 2 * m[0, 1] + 3 * m[1, 0] + 4 * m[1, 1];
        }
    }

    public static partial class MultiDimRefLoop
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                },
                {
                    1,
                    x * y
                }

            };
            ref double r = ref m[0, 0];
            for (int i = 0; i < 2; i++)
            {
                r = ref m[i, 1 - i];
                r *= x + i;
            }

            return m[0, 1] * m[1, 0] + m[0, 0];
        }
    }

    public static partial class MultiDimRefCond
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                },
                {
                    1,
                    x * y
                }

            };
            ref double r = ref (n > 2 ? ref m[0, 1] : ref m[1, 0]);
            r = r * r + x;
            return m[0, 1] * m[1, 0];
        }
    }

    public static partial class TupleArrayRefField
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new (double P, double Q)[]
            {
                (x, y),
                (1, x * y)
            };
            ref double r = ref a[0].P;
            for (int i = 0; i < 2; i++)
            {
                r = ref a[i].Q;
                r *= x + i;
            }

            return a[0].Q * a[1].Q + a[0].P;
        }
    }

    public static partial class TupleArrayRefFieldCond
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new (double P, double Q)[]
            {
                (x, y),
                (1, x * y)
            };
            ref double r = ref (n > 2 ? ref a[1].P : ref a[0].Q);
            r += x * y;
            return a[0].Q * a[1].P;
        }
    }

    public static partial class SpanTupleRefField
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            Span<(double P, int K, double Q)> a = stackalloc (double, int, double)[2];
            a[0] = (x, 1, y);
            a[1] = (y, 2, x);
            ref double r = ref a[0].P;
            r = ref a[1].Q;
            r *= y;
            r = ref a[0].P;
            r += 1;
            return a[0].P * a[1].Q;
        }
    }
}

public class ChangingReferencesTests
{
    [Fact]
    public void RRectParam() => SeveralPoints.Agree(ChangingReferences.RRectParam.F, (x, y, n, w, dw) => ChangingReferences.RRectParam.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RRectParam.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RRectWalk() => SeveralPoints.Agree(ChangingReferences.RRectWalk.F, (x, y, n, w, dw) => ChangingReferences.RRectWalk.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RRectWalk.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RMixed() => SeveralPoints.Agree(ChangingReferences.RMixed.F, (x, y, n, w, dw) => ChangingReferences.RMixed.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RMixed.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RMixedTuple() => SeveralPoints.Agree(ChangingReferences.RMixedTuple.F, (x, y, n, w, dw) => ChangingReferences.RMixedTuple.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RMixedTuple.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RReturnRect() => SeveralPoints.Agree(ChangingReferences.RReturnRect.F, (x, y, n, w, dw) => ChangingReferences.RReturnRect.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RReturnRect.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RReturnField() => SeveralPoints.Agree(ChangingReferences.RReturnField.F, (x, y, n, w, dw) => ChangingReferences.RReturnField.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RReturnField.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RChain() => SeveralPoints.Agree(ChangingReferences.RChain.F, (x, y, n, w, dw) => ChangingReferences.RChain.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RChain.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RTupleElemRef() => SeveralPoints.Agree(ChangingReferences.RTupleElemRef.F, (x, y, n, w, dw) => ChangingReferences.RTupleElemRef.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RTupleElemRef.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RReadonly() => SeveralPoints.Agree(ChangingReferences.RReadonly.F, (x, y, n, w, dw) => ChangingReferences.RReadonly.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RReadonly.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ROob() => SeveralPoints.Agree(ChangingReferences.ROob.F, (x, y, n, w, dw) => ChangingReferences.ROob.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.ROob.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RInc() => SeveralPoints.Agree(ChangingReferences.RInc.F, (x, y, n, w, dw) => ChangingReferences.RInc.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RInc.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RPassChoice() => SeveralPoints.Agree(ChangingReferences.RPassChoice.F, (x, y, n, w, dw) => ChangingReferences.RPassChoice.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RPassChoice.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RPassChoiceSplit() => SeveralPoints.Agree(ChangingReferences.RPassChoiceSplit.F, (x, y, n, w, dw) => ChangingReferences.RPassChoiceSplit.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RPassChoiceSplit.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RParamReassign() => SeveralPoints.Agree(ChangingReferences.RParamReassign.F, (x, y, n, w, dw) => ChangingReferences.RParamReassign.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RParamReassign.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RNoinlineReturn() => SeveralPoints.Agree(ChangingReferences.RNoinlineReturn.F, (x, y, n, w, dw) => ChangingReferences.RNoinlineReturn.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RNoinlineReturn.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RIntRef() => SeveralPoints.Agree(ChangingReferences.RIntRef.F, (x, y, n, w, dw) => ChangingReferences.RIntRef.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RIntRef.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RIntRect() => SeveralPoints.Agree(ChangingReferences.RIntRect.F, (x, y, n, w, dw) => ChangingReferences.RIntRect.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RIntRect.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RSpanOfRows() => SeveralPoints.Agree(ChangingReferences.RSpanOfRows.F, (x, y, n, w, dw) => ChangingReferences.RSpanOfRows.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RSpanOfRows.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RRefInForeach() => SeveralPoints.Agree(ChangingReferences.RRefInForeach.F, (x, y, n, w, dw) => ChangingReferences.RRefInForeach.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.RRefInForeach.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void MultiDimRefLoop() => SeveralPoints.Agree(ChangingReferences.MultiDimRefLoop.F, (x, y, n, w, dw) => ChangingReferences.MultiDimRefLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.MultiDimRefLoop.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void MultiDimRefCond() => SeveralPoints.Agree(ChangingReferences.MultiDimRefCond.F, (x, y, n, w, dw) => ChangingReferences.MultiDimRefCond.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.MultiDimRefCond.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void TupleArrayRefField() => SeveralPoints.Agree(ChangingReferences.TupleArrayRefField.F, (x, y, n, w, dw) => ChangingReferences.TupleArrayRefField.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.TupleArrayRefField.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void TupleArrayRefFieldCond() => SeveralPoints.Agree(ChangingReferences.TupleArrayRefFieldCond.F, (x, y, n, w, dw) => ChangingReferences.TupleArrayRefFieldCond.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.TupleArrayRefFieldCond.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void SpanTupleRefField() => SeveralPoints.Agree(ChangingReferences.SpanTupleRefField.F, (x, y, n, w, dw) => ChangingReferences.SpanTupleRefField.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ChangingReferences.SpanTupleRefField.FJvp(x, y, n, w, dx, dy, dw));
}
