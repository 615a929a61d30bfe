//// CopyTo
public static void F(ReadOnlySpan<double> a, Span<double> b) { a.CopyTo(b); b.Slice(1).CopyTo(b); }
//// overlapping copies
public static void F(Span<double> a) { a[..^1].CopyTo(a[1..]); a[1..].CopyTo(a); }
//// Fill and Clear
public static void F(Span<double> a, double x) { a.Fill(x); a[1..].Clear(); a[^1..].Fill(2); }
//// ToArray
public static double F(ReadOnlySpan<double> a) { double[] b = a.ToArray(); b[0] += 1; return b[0] - a[0]; }
//// lengths
public static int F(double[] a, Span<double> s, List<double> l, double[,] m) => a.Length + s.Length * 2 + l.Count * 3 + m.Length * 5 + m.GetLength(0) * 7 + m.GetLength(1) * 11 + m.Rank + a.Rank + (s.IsEmpty ? 13 : 17) + (int)a.LongLength + m.GetUpperBound(0) + a.GetLowerBound(0);
//// clone
public static double F(double[] a) { var b = (double[])a.Clone(); b[0] = 5; return a[0] + b[0]; }
//// clone of a rectangular array
public static double F(double[,] a) { var b = (double[,])a.Clone(); b[0, 0] = 5; return a[0, 0] + b[0, 0]; }
//// array CopyTo span
public static void F(double[] a, Span<double> b) { a.CopyTo(b); a.AsSpan().CopyTo(b); }
//// Array.Fill and Array.Clear
public static void F(double[] a, double[] b, double[] c, double x) { Array.Fill(a, x); Array.Fill(b, 3, 0, b.Length / 2); Array.Clear(c, 0, c.Length / 2); Array.Clear(b); }
//// Array.Empty
public static int F(int n) { var a = n > 2 ? Array.Empty<double>() : new double[n & 1]; ReadOnlySpan<double> e = ReadOnlySpan<double>.Empty; Span<int> d = default; return a.Length + e.Length + d.Length; }
//// local list
public static double F(double x, int n) { var l = new List<double>(); for (int i = 0; i < (n & 7); i++) l.Add(x * i); if (l.Count > 2) { l.RemoveAt(1); l.Insert(0, 5); l[0] += 1; } double s = 0; foreach (double v in l) s = s * 0.5 + v; l.Clear(); return s + l.Count; }
//// list errors
public static double F(List<double> l, int i) { l[i] = 4; return l[i + 1]; }
//// list of ints as parameter
public static int F(List<int> l) { l.Add(3); l.RemoveAt(0); if (l.Contains(3)) l.Insert(0, l.IndexOf(3)); return l.Count; }
//// span from constructor
public static double F(double[] a) { var s = new Span<double>(a); var r = new ReadOnlySpan<double>(a, 1, 2); s[1] = 8; return r[0] + s.Length; }
//// jagged operations
public static double F(double[][] a) { var b = a.Length > 0 ? (double[])a[0].Clone() : new double[1]; if (a.Length > 1) { a[0] = a[1]; a[1].AsSpan().Fill(2); } return b.Length + (a.Length > 0 && a[0].Length > 0 ? a[0][0] : 0); }
//// searching
public static int F(double[] a, ReadOnlySpan<double> b, double x) => Array.IndexOf(a, x) + b.IndexOf(x) * 10 + (b.Contains(x) ? 100 : 0) + (b.SequenceEqual(a) ? 1000 : 0);
//// sorting of an inactive array
public static int F(int[] a) { Array.Sort(a); Array.Reverse(a); a.AsSpan().Sort(); return a.Length > 0 ? a[0] : -1; }
//// array resize
public static int F(int[] a) { Array.Resize(ref a, 3); a[2]++; return a.Length + a[2]; }
//// intrinsics
public static double F(double x, double y, int i) => Math.Exp(-Math.Abs(x)) + Math.Pow(Math.Abs(y) + 1, 1.5) + Math.Max(x, y) + Math.Min(x, 2) + Math.Clamp(x, -1, 1) + Math.Sqrt(Math.Abs(x)) + Math.Log(1 + x * x) + Math.Atan2(x, y) + Math.Floor(x) + Math.Round(y) + Math.Round(x, 2) + Math.Log(Math.Abs(x) + 2, 3) + double.Hypot(x, y) + Math.FusedMultiplyAdd(x, y, 1) + Math.Max(i, 3) + Math.Abs(i / 2) + double.Lerp(x, y, 0.25) + Math.CopySign(x, -1);
//// float intrinsics
public static float F(float x, float y) => MathF.Exp(-MathF.Abs(x)) + MathF.Sin(y) + float.Sqrt(x * x) + Math.Max(x, y) + MathF.Tanh(x) + float.Min(x, y);
//// intrinsics with named arguments
public static double F(double x, double y) => Math.Pow(y: Statics.Next(), x: Math.Abs(x) + Statics.Next()) + Math.Clamp(max: 3, value: y, min: 1);
//// float tests
public static int F(double x, float y) => (double.IsNaN(x) ? 1 : 0) + (double.IsInfinity(x) ? 2 : 0) + (float.IsFinite(y) ? 4 : 0) + (double.IsNegative(x) ? 8 : 0) + Math.Sign(i(x)); static int i(double x) => x > 0 ? 1 : -1;
//// sign of NaN throws
public static int F(double x) => Math.Sign(x);
//// clamp with wrong bounds
public static double F(double x, double y) => Math.Clamp(x, y, 1.0);
