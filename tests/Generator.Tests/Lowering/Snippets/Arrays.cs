//// span sum
public static double F(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i]; return s; }
//// span write
public static void F(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < Math.Min(x.Length, y.Length); i++) y[i] = x[i] * 2 + y[i]; }
//// compound on elements
public static void F(double[] a, int i) { a[0] += 2; a[i] *= a[0]; a[0]++; --a[0]; a[i] -= a[i++] + i; }
//// element evaluation order
public static void F(double[] a, int i) { i &= 1; a[i] = a[i++] + i; a[i] += i = 0; a[i++] = i; a[--i] = a[i]; }
//// index out of range after effects
public static void F(double[] a, int i) { a[0] = 5; a[i] = Statics.Next(); }
//// store evaluates value before bounds
public static void F(double[] a) { a[100] = Statics.Next(); }
//// array reassigned in index
public static double F(double[] a, double[] b, int i) { i &= 1; var c = a; c[(c = b).Length - b.Length] = i; return c.Length; }
//// swap elements
public static void F(double[] a) { for (int i = 0, j = a.Length - 1; i < j; i++, j--) { double t = a[i]; a[i] = a[j]; a[j] = t; } }
//// local array
public static double F(double x) { double[] a = new double[4]; for (int i = 0; i < a.Length; i++) a[i] = x * i; double s = 0; foreach (double v in a) s += v; return s; }
//// array of length from parameter
public static double F(double x, int n) { var a = new double[n]; for (int i = 0; i < n; i++) a[i] = i == 0 ? x : a[i - 1] * x; return n > 0 ? a[n - 1] : 0; }
//// array initialiser
public static double F(double x) { double[] a = { x, 2, x * x }; var b = new[] { x, 1 }; var c = new float[] { 1, 2, 3 }; int[] d = [1, 2, 3]; return a[0] + a[1] + a[2] + b[0] * b[1] + c[2] + d[1]; }
//// collection expression
public static double F(double x) { double[] a = [x, 2, x * x]; Span<double> b = [x, 3]; ReadOnlySpan<double> c = [1, x]; return a[0] + a[2] + b[1] * c[1] + a.Length + b.Length; }
//// rectangular initialiser
public static double F(double x) { double[,] m = { { 1, x }, { x, 4 } }; return m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0]; }
//// jagged local
public static double F(double x) { double[][] j = new double[3][]; for (int i = 0; i < 3; i++) { j[i] = new double[i + 1]; j[i][i] = x * i; } j[0] = j[2]; j[0][1] = 4; return j[2][1] + j[1][1] + j[0].Length; }
//// jagged initialiser
public static double F(double x) { double[][] j = { new[] { x }, new double[] { 1, 2 }, [x, x] }; return j[0][0] + j[1][1] * j[2][1]; }
//// stackalloc
public static double F(double x, int n) { Span<double> b = stackalloc double[4]; b[1] = x; Span<int> c = stackalloc int[] { 1, 2, 3 }; for (int i = 0; i < 3; i++) { Span<double> d = stackalloc double[2]; d[0] += x; b[i] += d[0] + d[1]; } return b[0] + b[1] + c[2]; }
//// foreach over array
public static double F(double[] a) { double s = 0; foreach (var v in a) { if (v < 0) continue; if (v > 5) break; s += v; } return s; }
//// foreach over span
public static double F(ReadOnlySpan<double> a) { double max = double.NegativeInfinity, s = 0; foreach (double v in a) max = Math.Max(max, v); foreach (double v in a) s += Math.Exp(v - max); return max + Math.Log(s); }
//// foreach over null array
public static double F(int n) { double[] a = n > 3 ? null! : new double[2]; double s = 1; foreach (double v in a) s += v; return s; }
//// foreach over reassigned array
public static double F(double[] a, double[] b) { double s = 0; foreach (double v in a) { a = b; s += v; } return s + a.Length; }
//// foreach ref over span
public static void F(Span<double> a) { foreach (ref double v in a) { v *= 2; v += 1; } foreach (ref readonly double v in a) { if (v > 3) a[0] += v; } }
//// foreach over list
public static double F(List<double> a) { double s = 0; foreach (double v in a) { if (v > 5) break; s += v; } return s; }
//// foreach with deconstruction
public static double F((double A, double B)[] a) { double s = 0; foreach (var (p, q) in a) s = s * 0.5 + p * q; foreach ((double A, double B) t in a) s += t.A; return s; }
//// foreach return
public static double F(double[] a) { foreach (double v in a) if (v > 1) return v; return -1; }
//// array aliases
public static double F(double[] a, double x) { var b = a; b[0] = x; a[0] += 1; var c = new double[3]; var d = c; d[1] = x; return a[0] + c[1]; }
//// swap arrays
public static double F(double x) { double[] a = new double[3], b = new double[3]; a[0] = x; for (int i = 0; i < 3; i++) { b[i] = a[0] * 2 + i; (a, b) = (b, a); } return a[0] + b[1] + a[2]; }
//// array result
public static double[] F(double x, int n) { var a = new double[n & 7]; for (int i = 0; i < a.Length; i++) a[i] = x + i; return a; }
//// array result of two kinds
public static double[] F(double[] a, int n) { if (n > 3) return a; var b = new double[2]; if (n > 1) b = a; return b; }
//// tuple elements of an array
public static double F((double A, double B)[] a) { double s = 0; for (int i = 0; i < a.Length; i++) { a[i].A += 1; s += a[i].B * a[i].A; a[i].Item2 = s; } if (a.Length > 1) a[0] = a[1]; if (a.Length > 0) a[0] = (s, a[0].A); return s; }
//// bool and byte arrays
public static int F(bool[] b, byte[] c, int i) { int n = 0; foreach (bool v in b) n += v ? 1 : 0; for (int k = 0; k < c.Length; k++) { c[k] += 10; c[k]++; n += c[k]; } if (b.Length > 0) b[0] |= true; return n; }
//// multiple index types
public static double F(double[] a, long l, byte b, uint u) { if (a.Length < 8) return 0; return a[l & 7] + a[b & 7] + a[u & 7]; }
//// big constant table
public static double F(double x, int i) { double[] t = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70 }; t[3] = x; t[3]++; return t[i & 63] + t[3] + t.Length; }
