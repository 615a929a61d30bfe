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
