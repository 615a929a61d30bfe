//// straight line
public static double F(double x, double y) { double a = 1 - x, b = y - x * x; return a * a + 100 * b * b; }
//// expression body
public static double F(double x) => Math.Exp(x) + Math.Sin(x * x) - -x;
//// float stays float
public static float F(float x, float y) { float a = x * y + 0.1f; return a / 3 - x % y; }
//// mixed float and double
public static double F(float x, double y, int n) => x * y + n / 2 + n * x + (float)y;
//// integer arithmetic
public static int F(int a, int b) => a * b + a - b ^ (a & b | ~a);
//// integer division and remainder
public static int F(int a, int b) => a / b + a % b;
//// long arithmetic
public static long F(long a, int b) => a * 3 + b - (a << b) + (a >> 2) + (a >>> 3);
//// unsigned arithmetic
public static uint F(uint a, byte b, ushort c) => a * 3u + b - c;
//// unsigned negation widens
public static long F(uint a) => -a + 1;
//// shifts
public static int F(int a, int b) => (a << b) + (a >> b) + (a >>> (b & 3));
//// narrow compound assignment
public static int F(byte a, sbyte b, short c, ushort d, char e, int n)
{
    a += 200; a *= 3; b -= 100; c <<= 3; d >>= 2; e += (char)1; a++; b--; ++c; --d; e++; a += (byte)n; c += (short)n;
    return a + b + c + d + e;
}
//// narrow compound in checked context
public static int F(byte a, short c) { checked { a += 100; c *= 2; a++; } return a + c; }
//// checked and unchecked
public static int F(int a, int b) { int u = unchecked(a * b); int c = checked(a + b); unchecked { u += a; } checked { c -= b; } return u ^ c; }
//// checked conversions
public static int F(double x, long n) { int a = unchecked((int)n); byte b = checked((byte)n); return a + b + (int)x; }
//// checked float to integer
public static long F(double x) => checked((long)x) + checked((int)x);
//// conversions everywhere
public static double F(int i, long l, byte b, float f, char c) => (double)i + (float)l + b + f + c + (sbyte)b + (ushort)i + (ulong)l;
//// constants
public static double F(double x) { const double k = 2.5; const int n = 3; return k * x + n + Statics.Half + double.Epsilon + float.MaxValue + int.MinValue + 'a' + Math.PI; }
//// special constants
public static double F(double x) => x > 0 ? double.NaN : x < -1 ? double.PositiveInfinity : x == 0 ? -0.0 : double.NegativeInfinity;
//// static readonly
public static double F(double x, int i) => Statics.Scale * x + Statics.Table[Math.Abs(i % 3)];
//// comparisons
public static bool F(double x, double y, int i, long j) => x < y | x <= y ^ i == j & x != y | i >= j && !(x > y);
//// nan comparisons
public static int F(double x, double y) => (x < y ? 1 : 0) + (x >= y ? 2 : 0) + (x == y ? 4 : 0) + (x != y ? 8 : 0);
//// bool operators
public static bool F(bool a, bool b, bool c) { a &= b; b |= c; c ^= a; return a == b ? !c : a != c; }
//// compound assignments
public static double F(double x, double y) { x += y; x -= 2; x *= y; x /= 3; x %= 5; float f = (float)x; f += 1; f *= (float)y; return x + f; }
//// compound with conversion
public static double F(float f, int n, double x) { f += n; n += (int)f; n *= 2; x += n; x -= f; long l = n; l += n; l -= 3; return l + f + x; }
//// compound int with double
public static int F(int n, double x) { n += (int)x; n = (int)(n * 1.5); int m = 3; m *= n; m -= (byte)n; return m; }
//// increments
public static int F(int n) { int a = n++; int b = ++n; int c = n--; int d = --n; return a + 10 * b + 100 * c + 1000 * d + n; }
//// increment of double and float
public static double F(double x, float f) { double a = x++; double b = --x; f++; return a + b + x + f--; }
//// increment as argument
public static double F(double x, int n) => Math.Max(n++, n) + Math.Max(n, n++) + n * x;
//// evaluation order of variables
public static double F(double x) => x + (x = 5) + x * (x += 2) - x++ + x;
//// evaluation order in calls
public static double F(double x, double y) => Math.Pow(x, (x = y) * 0 + 2) + Math.Max(y, y = x + 1);
//// chained assignment
public static double F(double x) { double a, b, c; a = b = c = x * 2; a += b -= c *= 3; return a + b * 10 + c * 100; }
//// assignment as expression
public static double F(double x) { double y; if ((y = x * x) > 2) return y; double z = (y = 3) + y; return z + y; }
//// narrowing chained assignment
public static double F(double x) { float f; double d = f = (float)x; int i; long l = i = (int)x; return d + f + l + i; }
//// decimal apart
public static int F(int n) { decimal d = n; d = d * 2.5m + 1; return (int)d; }
//// nint
public static long F(int n, long l) { nint a = n; nuint b = (nuint)(n & 7); a += 2; b <<= 1; return a * 2 + (long)b; }
//// char arithmetic
public static int F(char c) { char d = (char)(c + 1); d++; return d - c + (c > 'Z' ? 'x' : 'y'); }
//// enum
public static int F(DayOfWeek d) { DayOfWeek e = d + 1; e++; return (int)e + (d == DayOfWeek.Monday ? 10 : 0) + (int)(d & DayOfWeek.Tuesday); }
//// ternary
public static double F(double x, double y) => x > y ? x * y : x < 0 ? -x : y / x;
//// ternary of variables
public static double F(double x, double y) { double m = x > y ? x : y; m = m < 0 ? m : x; return m; }
//// ternary with effects
public static double F(double x, int n) { double y = n > 3 ? x++ : --x; return y + x + (n < 2 ? Statics.Next() : n); }
//// short circuit with effects
public static int F(int n) { int k = 0; if (n > 2 && k++ < 5 || ++k > 1) k += 10; return k + (Statics.Ask(n) && Statics.Ask(n + 1) || Statics.Ask(n + 2) ? 100 : 0); }
//// short circuit guards
public static double F(double[] a, int i) => i >= 0 && i < a.Length && a[i] > 0 ? a[i] : -1;
//// short circuit assigns left
public static bool F(bool a, bool b) => a && (a = b) || !a && (b = !b) || a == b;
//// long chain
public static double F(double x, int n) => x + 1 + n + x * 2 - n - x / 3 + (n + 1 + n) - 4 + x + n * x - 1.5f + n;
//// nameof sizeof default
public static double F(double x) { int s = sizeof(double) + sizeof(int); double d = default; string n = nameof(x); return s + d + n.Length + x + default(int); }
//// implicit int to double argument
public static double F(int n) => Math.Sqrt(n * n) + Math.Abs(n % 100) + Math.Abs((double)n);
//// math on float
public static double F(float x) => MathF.Exp(x) + MathF.Sqrt(x) + Math.Sin(x) + MathF.Max(x, 1) + MathF.PI;
