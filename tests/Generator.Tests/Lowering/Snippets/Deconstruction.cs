//// order of evaluation in deconstruction
public static double F(double[] a, int i) { i &= 1; (a[i++], a[i++]) = (i, a[0] + i); return i; }
//// deconstruction into array elements
public static double F(double[] a, int i) { (a[i++], a[i++]) = (Statics.Next(), i); return i; }
//// deconstruction into span elements
public static double F(double[] b, int i) { Span<double> a = b; (a[i++], a[i++]) = (Statics.Next(), i); return i; }
//// deconstruction into list elements
public static double F(List<double> a, int i) { (a[i++], a[i++]) = (Statics.Next(), i); return i; }
//// deconstruction into jagged elements
public static double F(double[][] j, int i, int k) { (j[i++][k], j[i++][k++]) = (Statics.Next(), k); return i; }
//// deconstruction into rectangular elements
public static double F(double[,] m, int i, int k) { (m[i++, k], m[i++, k++]) = (Statics.Next(), k); return i; }
//// deconstruction into string elements
public static int F(string[] a, int i) { (a[i++], a[i++]) = ("p" + Statics.Next(), "q" + i); return i; }
//// deconstruction into arrays of arrays
public static double F(double[][] j, double[] b, int i) { (j[i++], j[i++]) = (b, j[0]); return i + Statics.Next(); }
//// deconstruction into elements of reassigned arrays
public static double F(double[] a, double[] b, int i, int k) { double[] c = a; (c[i], (c = b)[k]) = (Statics.Next(), i); return c.Length; }
//// deconstruction into a null array
public static double F(double[] a, int n) { double[] c = n > 3 ? null! : a; (c[0], a[1]) = (Statics.Next(), n); return a[0]; }
//// deconstruction into fields of elements
public static double F((double A, double B)[] a, int i) { (a[i++].A, a[i++].B) = (Statics.Next(), i); return i; }
//// deconstruction into an element and a local
public static double F(double[] a, int i, double x) { (x, a[i], i) = (a[0], x, Statics.Next()); return x + i; }
//// nested deconstruction into elements
public static double F(double[] a, int i) { ((a[i++], a[i++]), a[0]) = ((Statics.Next(), i), i); return i; }
//// assignment to span element checks before the value
public static double F(double[] b, int i) { Span<double> a = b; a[i] = Statics.Next(); return a[0]; }
//// assignment to element of list checks after the value
public static double F(List<double> a, int i) { a[i] = Statics.Next(); return a[0]; }
//// compound assignment checks before the value
public static double F(double[] a, int i) { a[i] += Statics.Next(); return a[0]; }
//// deconstruction of a tuple into elements
public static double F(double[] a, int i) { var t = (1.5, 2.5); Statics.Note("before"); (a[i], a[i + 1]) = t; return a[0]; }
//// deconstruction into ref locals
public static double F(double[] a, double x) { if (a.Length < 2) return x; ref double p = ref a[0]; ref double q = ref a[1]; (p, q) = (q, p + x); return p; }
