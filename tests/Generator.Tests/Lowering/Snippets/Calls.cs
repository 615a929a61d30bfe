//// marked callee
[Differentiable] static double G(double x, double y) { if (x > y) return x * y; y += 1; return y; }
public static double F(double x, double y) => G(x, 2) + G(y, x) * G(G(x, y), 1);
//// callee assigns its parameter
[Differentiable] static double G(double x) { x += 1; return x * x; }
public static double F(double x) { double y = G(x) + x; return y + G(y); }
//// named and default arguments
[Differentiable] static double G(double a, double b = 2, int n = 3) => a * 100 + b * 10 + n;
public static double F(double x, double y, int n) => G(b: x++, a: x) + G(x) + G(n: n++, a: n) + G(y, n: 7);
//// params array
[Differentiable] static double G(double a, params double[] rest) { double s = a; foreach (double r in rest) s = s * 2 + r; return s; }
public static double F(double x, double[] a) => G(x) + G(x, 1) + G(x, x, 2) + G(x, a);
//// params span
[Differentiable] static double G(params ReadOnlySpan<double> rest) { double s = 0; foreach (double r in rest) s = s * 2 + r; return s; }
public static double F(double x) => G() + G(x) + G(x, 1, x);
//// ref arguments
[Differentiable] static double G(ref double x, double y) { x += y; y = x * 2; x *= y; return y; }
public static double F(double x, double[] a) { double r = G(ref x, x) + x; if (a.Length > 0) r += G(ref a[0], x) + a[0]; return r; }
//// ref to the same variable twice
[Differentiable] static void G(ref double x, ref double y) { x += 1; y *= 2; x -= y; }
public static double F(double x) { G(ref x, ref x); double y = x; G(ref x, ref y); return x + y; }
//// in arguments
[Differentiable] static double G(in double x, in double y) => x * 2 + y;
public static double F(double x, double[] a) { double s = G(x, 1) + G(in x, x + 1); if (a.Length > 1) s += G(a[0], in a[1]); return s; }
//// in argument sees later changes
[Differentiable] static double G(in double x, double y) => x * 10 + y;
public static double F(double x) => G(in x, x = 3) + x;
//// ref parameter
public static void F(ref double x, ref int n) { x = x * 2 + n; n++; x += n; if (x > 5) return; x--; }
//// recursion
[Differentiable] public static double F(double x, int n) => (n & 15) <= 0 ? x : x * F(x + 1, (n & 15) - 1) * 0.25;
//// recursion with early exits
[Differentiable] public static double F(double x, int n) { if (n <= 0 || n > 20) return x; if (x > 10) return 1; double a = F(x * 1.5, n - 1); double b = F(x - 1, n - 2); return a - b; }
//// mutual recursion
[Differentiable] static double Even(double x, int n) => n <= 0 ? x : Odd(x * 1.25, n - 1) + 1;
[Differentiable] static double Odd(double x, int n) => n <= 0 ? -x : Even(x - 0.5, n - 1);
public static double F(double x, int n) => Even(x, n & 15) + Odd(x, n & 7);
//// recursion with arrays
[Differentiable] static double Sum(ReadOnlySpan<double> a, int from, int to) { if (to - from <= 0) return 0; if (to - from == 1) return a[from]; int mid = (from + to) / 2; return Sum(a, from, mid) + Sum(a, mid, to); }
public static double F(double[] a) => Sum(a, 0, a.Length);
//// recursion with ref and out
[Differentiable] static void G(ref double x, int n, out double last, double[] a) { last = x; if (n <= 0) return; x = x * 0.5 + n; if (n == 2 && a.Length > 1) { G(ref a[1], n - 1, out a[0], a); return; } G(ref x, n - 1, out last, a); last += 1; }
public static double F(double x, int n, double[] a) { G(ref x, n & 7, out double last, a); return x + last; }
//// static local function
public static double F(double x, double y) { return Square(x) + Square(y - 1); static double Square(double v) => v * v; }
//// local function with captures
public static double F(double x, int n) { double s = 0; int calls = 0; void Add(double v) { if (v > 4) return; s += v * x; calls++; } Add(x); for (int i = 0; i < n; i++) { Add(i); x += 0.5; if (i > 5) break; } return s + 100 * calls; }
//// local function assigns captured operand
public static double F(double x) { double Bump() { x += 1; return x; } return x * Bump() + x + Bump() * x; }
//// local functions call each other
public static double F(double x) { double A(double v) => v > 1 ? B(v) : v + x; double B(double v) => v * x; double C() { double y = A(x); return y + B(y); } return C() + A(0.5); }
//// local function in local function
public static double F(double x) { double Outer(double a) { double k = a * 2; double Inner(double b) { k += b; return k * x; } return Inner(1) + Inner(2) + k; } return Outer(x) + Outer(2); }
//// local function with ref and out
public static double F(double x) { double a = 1; void Twice(ref double v) { v *= 2; a += v; } void Split(double v, out double h, out double r) { h = v / 2; r = v - h; } Twice(ref x); Twice(ref a); Split(x, out double p, out var q); return a + p * q; }
//// many calls of local functions
public static double F(double x) { double A(double v) => B(v) + B(v + 1); double B(double v) => C(v) * C(v - 1); double C(double v) => D(v) - D(v * 2); double D(double v) => v * v + x; return A(x) + A(2); }
//// exponential local functions
public static double F(double x)
{
    double A(double v) { v += 1; return B(v) + B(v * 0.5) + B(v - 1) + B(v - 2); }
    double B(double v) { v *= 1.5; return C(v) + C(v + 1) + C(v - 1) + C(v + 2); }
    double C(double v) { v += x; return D(v) + D(v + 1) + D(v * 2) + D(v - 3); }
    double D(double v) { v -= x * 2; return E(v) + E(v + 1) + E(v * 2) + E(v - 3); }
    double E(double v) { double s = v; for (int i = 0; i < 3; i++) { if (s > 9) break; s += x * i; } return s; }
    return A(x);
}
//// callee in a condition
[Differentiable] static bool Less(double x, double y) { if (double.IsNaN(x)) return false; return x < y; }
public static int F(double x) { int n = 0; while (Less(n, x) && n < 9) n++; if (Less(x, 2) || Less(5, x)) n += 100; return n; }
//// void callee with effects
[Differentiable] static void Scale(Span<double> a, double f) { if (a.Length == 0) return; for (int i = 0; i < a.Length; i++) a[i] *= f; }
public static void F(double[] a, double x) { Scale(a, x); Scale(a.AsSpan(), 2); }
//// tuple result
[Differentiable] static (double Sum, double Product) G(double x, double y) { if (x > 2) return (x, y); return (x + y, x * y); }
public static double F(double x, double y) { var (s, p) = G(x, y); var t = G(s, p); return t.Sum + t.Product * G(1, x).Product; }
//// tuple result of the method
public static (double A, int B) F(double x, int n) { if (n > 2) return (x, n); (double A, int B) t = (x * 2, n); t.B++; return t; }
//// tuple parameter of a callee
[Differentiable] static double G((double A, double B) p, int n) { p.A += n; return p.A * p.B; }
public static double F(double x) { var t = (A: x, B: 2.0); double r = G(t, 3) + G((x, x), 1); return r + t.A; }
//// array result of a callee
[Differentiable] static double[] Make(double x, int n) { var a = new double[n]; for (int i = 0; i < n; i++) a[i] = x * i; return a; }
public static double F(double x) { double[] a = Make(x, 3); double[] b = Make(a[1], 4); return b[3] + a[2] + Make(2, 2)[1]; }
//// ref local
public static double F(double x, double[] a, int i) { ref double r = ref x; r += 1; if (a.Length > 2) { i &= 1; ref double e = ref a[i]; i = 2; e *= 2; e += r; a[2] = e; ref double f = ref e; f++; } return x; }
//// ref local out of range
public static double F(double[] a, int i) { ref double r = ref a[i]; Statics.Note("after"); r = 1; return r; }
//// ref readonly local
public static double F(double[] a) { if (a.Length == 0) return 0; ref readonly double r = ref a[0]; double s = r; a[0] = 9; return s + r; }
//// ref local in loop
public static void F(double[] a) { for (int i = 1; i < a.Length; i++) { ref double p = ref a[i - 1]; ref double q = ref a[i]; if (p > q) { double t = p; p = q; q = t; } else p += q; } }
//// unmarked callees
static int Count(int n) { Statics.Note("count" + n); return n & 3; }
static bool Check(double x) => x > 0;
public static double F(double x, int n) { int k = Count(n); if (Check(k)) x += Count(k); for (int i = 0; i < Count(n); i++) x *= 1.5; return x; }
//// unmarked callee with out
static bool TryGet(int n, out int value) { value = n * 2; return n > 2; }
public static double F(double x, int n) { if (TryGet(n, out int v) && v < 20) return x * v; int w = 3; int.TryParse("12", out w); return x + w + v; }
//// random numbers
public static double F(double x, int n) { var random = new Random(n); double s = 0; for (int i = 0; i < 4; i++) s += x * random.NextDouble() + random.Next(5); return s; }
