//// clone cast in an expression
public static double F(double[] a) { double[] b = (double[])a.Clone(); for (int i = 0; i < b.Length; i++) b[i] *= 2; return b.Length > 0 ? b[0] - a[0] : ((int[])new[] { 1, 2 }.Clone())[1]; }
//// clone by as
public static double F(double[] a) { var b = a.Clone() as double[]; b![0] = 3; return a[0] + b[0]; }
//// clone of a jagged array
public static double F(double[][] a) { var b = (double[][])a.Clone(); if (b.Length > 1) { b[0] = b[1]; if (b[1].Length > 0) b[1][0] = 9; } return b.Length + (a.Length > 0 ? a[0].Length : 0); }
//// clone of an array of tuples
public static double F((double A, double B)[] a) { var b = ((double A, double B)[])a.Clone(); b[0].A = 7; return a[0].A + b[0].B; }
//// clone of null
public static int F(int n) { int[]? a = n > 3 ? null : new int[2]; return ((int[])a!.Clone()).Length; }
//// copies through spans
public static double F(double[] a) { var b = a.AsSpan().ToArray(); var c = a[..]; var d = a.AsSpan(1).ToArray(); b[0] = 1; c[0] = 2; return a[0] + b[0] * 10 + c[0] * 100 + d.Length; }
//// spread to array
public static double F(double[] a, List<double> l, ReadOnlySpan<double> s, double x) { double[] b = [.. a]; double[] c = [x, .. a, .. l, 3, .. s, x + 1]; b[0] = 5; double t = 0; foreach (double v in c) t = t * 0.5 + v; return t + a[0] + c.Length; }
//// spread to list
public static double F(double[] a, double x) { List<double> l = [x, .. a, 2]; l.Add(3); l[0] += 1; List<double> e = []; double t = e.Count; foreach (double v in l) t = t * 0.5 + v; return t; }
//// spread to span
public static double F(double[] a, double x) { Span<double> s = [x, .. a]; ReadOnlySpan<double> r = [.. s, .. s[1..], x]; s[0] = 4; double t = 0; foreach (double v in r) t = t * 0.5 + v; return t + s[0]; }
//// spread converts its elements
public static double F(int[] a, float[] b) { double[] c = [.. a, .. b, 1]; List<double> d = [.. a]; double t = d.Count; foreach (double v in c) t = t * 0.5 + v; return t; }
//// spread evaluates in order
static int[] Noted(int[] a) { Statics.Note("n" + a.Length); return a; } public static int F(int[] a, int i) { int[] b = [i++, .. Noted(a), i++, .. Noted(a[..1]), Statics.Next()]; int t = i; foreach (int v in b) t = t * 3 + v; return t; }
//// spread of a sequence
static IEnumerable<int> Up(int n) { for (int i = 0; i < n; i++) yield return i * i; } public static int F(int n) { int[] b = [.. Up(n), 7]; List<int> c = [.. Up(2)]; int t = c.Count; foreach (int v in b) t = t * 3 + v; return t; }
//// collection expression to interface
static int Sum(IEnumerable<int> s) { int t = 0; foreach (int v in s) t = t * 3 + v; return t; } public static int F(int i) { IReadOnlyList<int> r = [i, 2, 3]; return Sum([i, 5, i + 1]) + r[0] + r.Count; }
//// spread of nothing
public static int F(int i) { int[] a = []; int[] b = [.. a, .. a]; return b.Length + i; }
//// list constructors
public static double F(double[] a, List<double> l, int n) { var b = new List<double>(a); var c = new List<double>(l) { 3, 4 }; var d = new List<double>(n); var e = new List<double> { 1, a[0] }; b[0] = 7; double t = d.Count; foreach (double v in b) t = t * 0.5 + v; foreach (double v in c) t = t * 0.5 + v; return t + a[0] + e[1]; }
//// list of jagged rows
public static double F(double[][] a) { var l = new List<double[]>(a) { new double[2] }; l[0][0] = 4; double[][] b = l.ToArray(); return b.Length + b[^1].Length + a[0][0]; }
//// list to array and ranges
public static double F(List<double> source, int i) { var l = new List<double>(source); double[] a = l.ToArray(); a[0] = 2; var r = l.GetRange(1, 2); r[0] = 5; l.AddRange(a); l.RemoveRange(0, 1); l.Reverse(); return l[0] + r[1] + l[^1] + l.Count; }
//// list insert and remove with errors
public static double F(List<double> source, int i) { var l = new List<double>(source); l.Insert(i, 3); l.RemoveAt(i + 1); return l[0]; }
//// Array.Copy
public static double F(double[] a, double[] b, int i, int n) { Array.Copy(a, b, n & 3); Array.Copy(a, i, b, 1, n); return b[0]; }
//// Array.Copy with long and overlap
public static double F(double[] a, long k) { Array.Copy(a, 0, a, 1, a.Length - 1); Array.Copy(a, 1, a, 0, a.Length - 1); Array.Copy(a, 0L, a, 0L, k); return a[0]; }
//// Array.Copy of tuples and rows
public static double F((double A, double B)[] a, double[][] j, int n) { var b = new (double A, double B)[4]; Array.Copy(a, b, n); var k = new double[3][]; Array.Copy(j, k, n & 1); return b[0].A + (k[0]?.Length ?? -1); }
//// Array.Copy of rectangular arrays
public static double F(double[,] a) { var b = new double[3, 3]; Array.Copy(a, b, a.Length); return b[0, 0] + b[1, 1]; }
//// Array.Copy that converts
public static double F(int[] a, double[] b, int n) { Array.Copy(a, b, n); return b[0]; }
//// CopyTo of arrays
public static double F(double[] a, double[] b, int i) { a.CopyTo(b, i); return b[0]; }
//// CopyTo of a list
public static double F(List<double> l, double[] b, int i) { l.CopyTo(b); l.CopyTo(b, i); l.CopyTo(0, b, 1, i); return b[0]; }
//// CopyTo from a span to an array
public static double F(ReadOnlySpan<double> a, double[] b) { a.CopyTo(b); return b.Length; }
//// TryCopyTo
public static double F(ReadOnlySpan<double> a, Span<double> b) { bool done = a.TryCopyTo(b); return done ? b.Length : -1; }
//// ranges of arrays
public static double F(double[] a, int i, int j) { i &= 1; double[] b = a[1..^1], c = a[^2..], d = a[i..(j & 3)], e = a[..(j & 3)]; d[0] = 4; Index k = ^1; Range r = i..k; var f = a[r]; return b.Length + c[0] * 2 + d.Length + e.Length * 3 + f.Length * 5 + a[k] + a[^(i + 1)]; }
//// ranges of lists and strings
public static double F(List<double> l, string s, int i) { double x = l[^1] + l[^(i)]; string t = s[1..^1] + s[^1]; return x + t.Length; }
//// spans of ranges
public static double F(Span<double> s, int i, double[] a) { Range r = 1..^i;  var t = s[i..]; var u = s[r]; t[0] = 3; var w = a.AsSpan(r); w[^1] = 2; var z = a.AsSpan(^2); return t.Length + u.Length + s[0] + z[0]; }
//// Array.Fill with wrong ranges
public static double F(double[] a, double x, int i, int n) { Array.Fill(a, x, i, n); return a[0]; }
//// Array.Clear with wrong ranges
public static double F(double[] a, int i, int n) { Array.Clear(a, i, n); return a[0]; }
//// Array.Clear of other arrays
public static double F(double[,] a, double[][] b) { Array.Clear(a); Array.Clear(b); return a[0, 0] + (b[0] == null ? 1 : 2); }
//// Array.Reverse
public static double F(double[] a, int i, int n) { Array.Reverse(a); Array.Reverse(a, i, n); return a[0]; }
//// span reverse
public static double F(Span<double> s, double[] a) { s.Reverse(); s[1..].Reverse(); a.AsSpan(1).Reverse(); MemoryExtensions.Reverse(a.AsSpan()); s.Slice(0, 1).Fill(2); s.Slice(1).Clear(); return s[0]; }
//// slices out of range
public static double F(Span<double> s, double[] a, int i, int n) { var t = s.Slice(i, n); var u = a.AsSpan(i, n); var w = a.AsSpan(i); t[0] = u[0]; return w.Length; }
//// named arguments of copies
public static double F(double[] a, double[] b, int n) { Array.Copy(destinationArray: b, length: n, sourceArray: a); Array.Fill(value: 3, array: a); a.AsSpan(length: 1, start: 0).Fill(5); return a[0] + b[0]; }
//// sequence operations on spans
public static int F(ReadOnlySpan<int> a, ReadOnlySpan<double> s) => a.IndexOf(3) + a.LastIndexOf(1) + (a.StartsWith([1]) ? 1 : 0) + a.BinarySearch(4) + s.IndexOf(2.0) + a.Count(2);
//// array of arrays from collection expressions
public static double F(double x) { double[][] a = [[x, 1], [2, x, 3], []]; double[,] b = { { x, 2 }, { 3, x } }; int[] c = [1, 2]; return a[1][1] + a[0].Length + a[2].Length + b[1, 1] + c[1]; }
//// array initializers of tuples
public static double F(double x) { (double A, int B)[] a = [(x, 1), (2, 3)]; List<(double, double)> l = [(x, 2), (3, x)]; l.Add((x, x)); l[0] = (5, 6); double s = 0; foreach (var (p, q) in l) s = s * 0.5 + p * q; return s + a[1].A + l.Count; }
//// list of tuples changes
public static double F((double A, double B)[] a, double x) { var l = new List<(double A, double B)>(a); l.Insert(0, (x, 2)); l.RemoveAt(l.Count - 1); l.Add(a[0]); var c = l.ToArray(); return c[0].A + c[^1].B + l.Count; }
//// resize of floats
public static double F(double[] a, int n) { Array.Resize(ref a, n & 7); a[0] += 2; return a.Length + a[0]; }
//// memory
public static double F(double[] a, double x) { ReadOnlyMemory<int> m = new[] { 1, 2, 3 }; return m.Span[1] + m.Length * x; }
