//// out parameter
public static double F(double x, out double y, out int n) { y = x; n = 1; y += y * x; while (y > 4 && n < 9) { y -= 1; n++; } return y; }
//// out arguments
[Differentiable] static void Split(double v, out double half, out double rest) { half = v * 0.5; rest = v - half * half; }
public static double F(double x, double[] a) { Split(x, out double h, out var r); double other; Split(h, out other, out x); if (a.Length > 1) Split(r, out a[1], out a[0]); Split(x, out _, out double last); return h + 3 * r + 5 * other + 7 * x + last; }
//// ref parameters pass through
[Differentiable] static void G(ref double x) { x *= 2; x++; }
public static void F(ref double x, double[] a) { G(ref x); foreach (ref double v in a.AsSpan()) G(ref v); G(ref x); if (a.Length > 1) G(ref a[1]); }
//// rectangular parameter
public static double F(double[,] m) { double s = 0; for (int i = 0; i < m.GetLength(0); i++) { for (int j = 0; j < m.GetLength(1); j++) { m[i, j] *= i + 1; s += m[i, j] * j; } } return s + m.Length * 10 + m.Rank; }
//// rectangular array
public static double F(double x, int n) { n = n & 3; var m = new double[n + 1, 2]; for (int i = 0; i <= n; i++) { m[i, 0] = x + i; m[i, 1] = m[i, 0] * x; } double s = 0; foreach (double v in m) s += v; return s + m[n, 1] + m[0, n]; }
//// jagged array
public static double F(double[][] j, double x) { double s = 0; for (int i = 0; i < j.Length; i++) { double[] row = j[i]; for (int k = 0; k < row.Length; k++) { row[k] += x; s += j[i][k] * k; } if (i > 0) j[i] = j[i - 1]; } foreach (var row in j) s += row.Length; return s; }
//// null array
public static double F(double[] a, int n, double x) { double[]? b = n > 4 ? null : a; if (b is null) return x; if (n < 0) b = null; if (b == null) x++; Statics.Note("at"); return b!.Length + b[0] * x; }
//// stencil
public static double F(double[] u, double c, int n) { for (int t = 0; t < (n & 3); t++) { double left = 0; for (int i = 0; i < u.Length; i++) { double here = u[i], right = i + 1 < u.Length ? u[i + 1] : 0; u[i] = here + c * (left - 2 * here + right); left = here; } } double s = 0; foreach (double v in u) s += v * v; return s; }
//// ref reassignment
public static double F(double[] a, double x, double y) { if (a.Length < 2) return x; ref double r = ref x; r += 1; r = ref a[0]; r *= 2; ref double s = ref r; r = ref y; s += 3; r = s; r = ref a[1]; r += y; return x + 2 * y + r; }
//// ref reassignment in loop
public static double F(double[] a, double x) { ref double best = ref x; for (int i = 0; i < a.Length; i++) { if (a[i] > best) best = ref a[i]; best += 0.5; } best = -1; return x; }
//// ref reassignment out of range
public static double F(double[] a, int i, double x) { ref double r = ref x; r = 2; Statics.Note("before"); r = ref a[i]; Statics.Note("after"); r = 3; return x; }
//// ref reassignment over span
public static double F(Span<double> a, int n) { if (a.Length == 0) return 0; ref double r = ref a[0]; foreach (ref double v in a) { if (v > r) r = ref v; } r = ref a[n & 1]; r *= 2; return r; }
//// ref conditional
public static double F(bool c, double x, double[] a) { if (a.Length == 0) return x; ref double r = ref c ? ref x : ref a[0]; r += 2; (x > 1 ? ref a[0] : ref r) *= 3; double v = c ? x : a[0]; return v + x; }
//// ref conditional of parameters
public static void F(ref double x, ref double y, int n) { ref double larger = ref (x > y ? ref x : ref y); larger -= n; ref double other = ref (n > 2 ? ref x : ref (n < 0 ? ref larger : ref y)); other *= 2; larger = ref other; larger++; }
//// ref conditional of tuple elements
public static double F(double x, bool c) { var t = (A: x, B: 2.0); ref double r = ref c ? ref t.A : ref t.B; r *= 3; return t.A + 10 * t.B; }
//// ref conditional read only
public static double F(in double x, double y, bool c) { ref readonly double r = ref c ? ref x : ref y; double s = r; y += 1; r = ref y; return s + r; }
//// ref return
public static double F(double[] a, int i, double x) { ref double At(int k) => ref a[k]; At(i) = x; At(0) += At(i) * 2; ref double r = ref At(1); r++; return At(1); }
//// ref return of a parameter
public static double F(double x, double y) { ref double Larger(ref double p, ref double q) { if (p > q) return ref p; return ref q; } Larger(ref x, ref y) -= 3; ref double r = ref Larger(ref y, ref x); r *= 2; return x - 2 * y; }
//// ref return with branches
public static double F(double[] a, double x) { ref double Find(Span<double> s, ref double otherwise) { for (int i = 0; i < s.Length; i++) { if (s[i] < 0) continue; if (s[i] > 1) return ref s[i]; } return ref otherwise; } for (int k = 0; k < 3; k++) { Find(a, ref x) *= 0.5; } return Find(a, ref x) + x; }
//// local function returning ref
public static double F(double x, double[] a, int n) { double total = x; double[] b = { x, 2 }; ref double Pick(int k) { total++; if (k % 2 == 0) return ref b[0]; if (k > 4 || a.Length == 0) return ref b[1]; return ref a[k % a.Length]; } for (int i = 0; i < (n & 7); i++) { Pick(i) += i * 0.5; total += Pick(i + 1); } return b[0] + 3 * b[1] + 7 * total; }
//// ref returning callee
static ref double Slot(double[] a, int i) => ref a[i];
public static double F(double[] a, int i) { ref double First(double[] b) => ref b[0]; First(a) = 4; return First(a) + i; }
//// ref parameter reassigned
public static double F(double x, double y, double[] a) { void Move(ref double p, double[] b) { p += 1; if (b.Length > 1) { p = ref b[1]; p *= 2; } p -= 3; } Move(ref x, a); Move(ref y, a); return x + y; }
//// ref readonly reassignment
public static double F(double[] a, double x) { if (a.Length < 2) return x; ref readonly double r = ref x; double s = r; x = 7; s -= r; r = ref a[1]; s = s * 2 + r; a[1]++; r = ref x; return s + r; }
//// cells in loops
public static double F(double x, int n) { double s = 0; for (int i = 0; i < (n & 7); i++) { double a = i, b = x; ref double r = ref (i % 2 == 0 ? ref a : ref b); r *= 1.5; s += a - b; } return s; }
