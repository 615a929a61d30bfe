//// index from end
public static double F(double[] a, int n) { double s = a[^1]; s += a[^n]; a[^1] = s; a[^2] += 1; return s; }
//// index from end of span
public static double F(Span<double> a, int n) { double s = a[^1]; s += a[^(n + 1)]; a[^1] = s; a[^2] += 1; return s; }
//// index from end of list
public static double F(List<double> a, int n) { double s = a[^1]; s += a[^n]; a[^1] = s; a[^2] += 1; return s; }
//// index from end of string
public static int F(string s) { return s[^1] + s[0] + s[1..].Length + s[..^1].Length; }
//// span range views
public static double F(Span<double> a) { var b = a[1..]; b[0] = 7; var c = a[..2]; c[0] += 1; var d = a[1..^1]; return b[0] + c[0] + d.Length + a[1]; }
//// span range of computed ends
public static double F(ReadOnlySpan<double> a, int i, int j) { var b = a[i..j]; double s = 0; foreach (double v in b) s += v; return s + b.Length; }
//// span shrinks in a loop
public static double F(ReadOnlySpan<double> a) { double s = 0; while (a.Length > 0) { s = s * 0.5 + a[0]; a = a[1..]; } return s; }
//// span halves in a loop
public static double F(Span<double> a) { while (a.Length > 1) { var left = a[..(a.Length / 2)]; left[0] += a[^1]; a = a[(a.Length / 2)..]; } return a.IsEmpty ? -1 : a[0]; }
//// range of ranges
public static double F(double[] a) { Span<double> s = a.AsSpan()[1..][..2]; s[0] *= 2; return s[^1] + a[1]; }
//// AsSpan forms
public static double F(double[] a, int i) { var b = a.AsSpan(1); var c = a.AsSpan(1, 2); var d = a.AsSpan(^2); var e = a.AsSpan(1..^1); b[0] = i; c[1] += 2; return d[0] + e.Length; }
//// AsSpan of computed start
public static double F(double[] a, int i, int n) { var b = a.AsSpan(i, n); double s = 0; foreach (double v in b) s += v; return s; }
//// Slice
public static double F(ReadOnlySpan<double> a, int i, int n) { var b = a.Slice(i); var c = b.Slice(0, n); double s = 0; foreach (double v in c) s += v; return s + b.Length; }
//// rectangular with indices
public static double F(double[,] a, int i) { a[0, 0] += i; return a[a.GetLength(0) - 1, a.GetLength(1) - 1]; }
