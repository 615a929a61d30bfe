//// tuple local
public static double F(double x, double y) { var t = (x, y); t.x += 1; t.Item2 *= t.x; return t.x + t.y; }
//// tuple swap
public static double F(double x, double y) { (x, y) = (y, x); (x, y) = (y + 1, x - y); return x * 2 + y; }
//// tuple swap of arrays
public static double F(double[] a, double[] b) { double[] p = a, q = b; for (int i = 0; i < 3; i++) { p[0] += 1; (p, q) = (q, p); } return p[0] * 2 + q[0]; }
//// tuple swap of spans
public static double F(Span<double> a, Span<double> b) { var p = a; var q = b; p[0] = 1; var r = p; p = q; q = r; p[0] += 2; return q[0] + p[0]; }
//// tuple swap of elements
public static void F(double[] a) { (a[0], a[1]) = (a[1], a[0]); for (int i = 0, j = a.Length - 1; i < j; i++, j--) (a[i], a[j]) = (a[j], a[i]); }
//// tuple rotation
public static double F(double x, double y, double z) { for (int i = 0; i < 4; i++) (x, y, z) = (y, z, x + y * z); return x; }
//// deconstruct into declared
public static double F(double x) { var (a, b) = (x, x * 2); (double c, int d) = (a, 3); (a, var e) = (b, c); return a + b * c - d + e; }
//// deconstruct nested
public static double F(double x) { var (a, (b, c)) = (x, (x + 1, 2.0)); ((a, b), c) = ((b, c), a); return a + 3 * b + 7 * c; }
//// deconstruct with conversion
public static double F(int i, float f) { (double a, long b) = (f, i); double c; (c, a) = (i, f); return a + b + c; }
//// deconstruct with discards
public static double F(double x) { (_, var b, _) = (x, x + 1, Statics.Next()); (_, x) = (b, b); return x; }
//// deconstruction as an expression
public static double F(double x, double y) { double a, b; var t = (a, b) = (x, y); return t.Item1 + 2 * t.Item2 + a - b; }
//// tuple result with branches
public static (double, int) F(double x) { if (x > 0) return (x, 1); var t = (x, 2); return x < -1 ? t : (0, 3); }
//// tuple equality
public static bool F(double x, double y, int i) { var t = (x, i); return t == (y, i) || (x, y) != (y, x) || (i, (x, 1)) == (3, (y, 1)); }
//// tuple equality of mixed types
public static bool F(double x, int i, long l, string s) => (x, s) == (i, "one") || (i, l) == (l, i);
//// tuple array
public static double F((double A, double B)[] a) { for (int i = 0; i < a.Length; i++) { a[i].A += i; (double p, double q) = a[i]; a[i] = (q, p); } double s = 0; foreach (var (x, y) in a) s += x - 2 * y; return s; }
//// tuple array swaps
public static void F((double A, double B)[] a) { (a[0], a[1]) = (a[1], a[0]); (a[0].A, a[0].B) = (a[0].B, a[0].A); var t = a[0]; a[0].A = 5; a[1] = t; }
//// tuple array created
public static double F(double x) { var a = new (double X, int N)[3]; a[1] = (x, 2); a[2].X = x * a[1].N; var b = new[] { (x, 1.0), (2.0, x) }; return a[1].X + a[2].X + b[1].Item2; }
//// tuple span
public static double F(double x) { Span<(double, double)> a = new (double, double)[2]; a[0] = (x, 1); a[^1].Item2 = a[0].Item1; return a[1].Item2; }
//// tuple conditional
public static double F(double x, bool c) { var t = c ? (x, 1.0) : (2.0, x); (double, double) u = c ? t : default; return t.Item1 - u.Item2; }
//// tuple assigned to itself
public static double F(double x, double y) { var t = (x, y); t = (t.y, t.x); var u = t; u.Item1 = 100; return t.Item1 - t.Item2 * 2; }
//// tuple of default
public static double F(double x) { (double A, int B) t = default; t.A = x; (double, (int, float)) u = default; return t.A + t.B + u.Item2.Item2; }
//// tuple with array
public static double F(double[] a) { var t = (Values: a, Count: 2); t.Values[0] = 3; t.Values = new double[4]; t.Values[1] = 5; return t.Values[1] + a[0] + t.Count; }
//// tuple from an unknown call
public static double F(int i) { var t = Math.DivRem(i, 3); (int q, int r) = Math.DivRem(i, 2); return t.Quotient + 10 * t.Remainder + q - r; }
//// tuple of eight
public static double F(double x) { var t = (1, 2, 3, 4, 5, 6, 7, x, x * 2); return t.Item8 + t.Item9 * t.Item1; }
//// tuple in a loop
public static double F(ReadOnlySpan<double> a) { (double Min, double Max) t = (double.MaxValue, double.MinValue); foreach (double v in a) { t = (Math.Min(t.Min, v), Math.Max(t.Max, v)); } return t.Max - t.Min; }
//// tuple created by its type
public static double F(double x) { var t = new ValueTuple<double, int>(x, 3); return t.Item1 * t.Item2; }
//// tuple boxed
public static string F(double x) { object o = (x, 2); return o.ToString()!; }
//// conversion of a tuple
public static double F(int i, float f) { (double, double) t = (i, f); var u = (i, 3); (long, double) v = u; return t.Item1 + t.Item2 + v.Item1; }
//// nested tuple result
public static ((double A, int N) P, double Q) F(double x, int n) { if (n > 3) return ((x, n), 2); var p = (x * 2, n); return (p, x + 1); }
//// nested tuple result of a callee
[Differentiable] static ((double A, double B) P, (int N, (double C, double D) Q) R) G(double x, int n) { if (n > 2) return ((x, 1), (n, (x * x, -x))); return ((2, x), (0, (x + 1, n))); }
public static double F(double x, int n) { var t = G(x, n); var ((a, _), (k, q)) = G(x * 2, 3); return t.P.A + 3 * t.P.B + 5 * t.R.N + 7 * t.R.Q.C + 11 * t.R.Q.D + a * k + q.D; }
//// nested tuple result of a recursive callee
[Differentiable] static ((double A, double B) P, int N) G(double x, int n) { if (n <= 0) return ((x, 1), n); var ((a, b), k) = G(x * 0.5, n - 1); return ((a + x, b * x), k + 1); }
public static double F(double x, int n) { var t = G(x, n); return t.P.A + 3 * t.P.B + 5 * t.N; }
//// positional pattern with Deconstruct
public readonly struct Pair(int a, int b) { public int A => a; public int B => b; public void Deconstruct(out int x, out int y) { x = a; y = b; } }
public static double F(double x, int n) { var p = new Pair(n, 2 * n); if (p is (3, var six)) return x * six; return p switch { (0, 0) => x, ( > 4, var y) when y < 14 => x + y, var (y, z) => y * z - x }; }
