//// integer conversions
public static long F(int i, long l, uint u, byte b, sbyte s, short h, ushort us, ulong ul, char c) { long r = (byte)i + (sbyte)l + (short)u + (ushort)b + (int)l + (uint)h + (long)ul + (char)s + (byte)c; return r + (int)us + (nint)i; }
//// float to integer
public static long F(double x, float f) => unchecked((int)x + (long)f + (byte)x + (uint)x + (short)f + (long)(ulong)x + (char)f);
//// float to integer checked
public static long F(double x, float f) => checked((int)x + (long)f);
//// integer to float
public static double F(int i, ulong u, char c) { float f = i; double d = u; return f + d + c + (float)u + (double)i; }
//// float and double
public static double F(double x, float f) { float g = (float)x; double d = f * g; float h = f * 2.5f + (float)(x * 0.1); return d + h + (f + x); }
//// float arithmetic stays float
public static float F(float a, float b) { float c = a * b + a / 3; c += b; c *= 0.1f; c++; return c - a * (b - c); }
//// enums
public static int F(DayOfWeek d, int i) { var e = (DayOfWeek)(i & 3); int n = (int)d + (int)e; if (d == DayOfWeek.Friday || e != d) n++; if (d > e) n += 10; d++; d = d - 1; return n + (int)d + (d - e); }
//// enum flags
public static int F(int i) { var o = StringSplitOptions.None; if (i > 2) o |= StringSplitOptions.TrimEntries; o |= (StringSplitOptions)1; return (int)(o & ~StringSplitOptions.RemoveEmptyEntries) + (o.HasFlag(StringSplitOptions.TrimEntries) ? 10 : 0); }
//// enum default and constants
enum Kind : byte { None, A = 3, B = 200 } public static int F(int i) { Kind k = default; if (i > 2) k = Kind.B; const Kind c = Kind.A; return (int)k + (int)c + (byte)(Kind)7 + (k == Kind.None ? 1 : 0); }
//// decimal
public static decimal F(int i, long l) { decimal d = 1.10m; d += i; d *= 2.5m; d -= l / 3; d++; return d > 3 ? d : -d; }
//// decimal to double
public static double F(int i) { decimal d = 0.1m * i; double x = (double)d; decimal e = (decimal)1.5 + (decimal)i; return x + (double)e + (int)e; }
//// half and big integers
public static double F(int i, short s) { Half h = (Half)s; var b = new System.Numerics.BigInteger(i) * 3 + 1; b = b * b; return (double)h + (double)(b % 1000) + (int)(b % 7); }
//// nullable conversions
public static double F(double? a, int? b, int i) { double? c = i; int? n = null; n = b; double d = a ?? 2; long? l = b; return (double)(c ?? 0) + d + (n ?? -1) + a.GetValueOrDefault(7) + (l ?? 5) + (b.HasValue ? b.Value : 0); }
//// nullable value throws
public static double F(double? a) => a!.Value * 2 + (double)a;
//// boxing
public static double F(int i, object o) { object b = i; int j = (int)b; IComparable c = j; string? s = o as string; return j + c.CompareTo(2) + (s?.Length ?? -1); }
//// unboxing throws
public static int F(object o) => (int)o;
//// reference casts
public static int F(object o) => ((string)o)?.Length ?? -1;
//// special float constants
public static double F(int i) => i switch { 0 => double.NaN, 1 => double.NegativeInfinity, 2 => float.PositiveInfinity, 3 => -0.0, 4 => float.Epsilon, 5 => 1e-320, 6 => 123456789012345680d, _ => 1e22 };
//// sizes and types
public static int F(int i) => sizeof(double) + typeof(double).Name.Length + typeof(List<>).Name.Length + nameof(Math).Length + nameof(i).Length + default(int) + typeof(int[,][]).Name.Length;
//// implicit operators of the user
public readonly struct Meters { public readonly int Value; public Meters(int v) { Value = v; } public static implicit operator int(Meters m) => m.Value + 1; public static explicit operator Meters(int v) => new Meters(v * 2); } public static int F(int i) { var m = (Meters)i; int j = m; return j + m.Value; }
//// span conversions
public static double F(double[] a) { Span<double> s = a; ReadOnlySpan<double> r = s; ReadOnlySpan<double> q = a; s[0] = 4; return r[0] + q[^1] + Sum(a) + Sum(s); static double Sum(ReadOnlySpan<double> v) { double t = 0; foreach (double x in v) t += x; return t; } }
//// checked arithmetic
public static int F(int i, int j) { int k = checked(i + j); return unchecked(k * 1000003) + checked((short)(i * 2)); }
//// shifts of all kinds
public static long F(int i, long l, uint u, byte b) => (i << 3) + (l >> b) + (u >> 1) + (i >>> 2) + (l >>> 60) + (b << 7) + (~i & 0xff) + (l << i);
