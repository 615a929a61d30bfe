//// string builder
public static string F(int n, double x, string s) { var b = new System.Text.StringBuilder(); b.Append(n).Append(' ').Append(x).AppendLine(s); b.Append($"v={x:F2},{n}"); b.AppendFormat("{0}-{1}", n, s); b[0] = 'z'; b.Length -= 1; b.Insert(0, "p").Replace('z', 'q'); return b.ToString() + b.Length; }
//// interpolation handlers
public static string F(int n, double x) { System.Diagnostics.Debug.Assert(n > -5, $"n is {n}"); string t = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{x:F3}|{n,4}"); Console.Out.Write($""); return t; }
//// own logging handler
[InterpolatedStringHandler] public ref struct Handler { System.Text.StringBuilder _b; public Handler(int literal, int holes, int level, out bool on) { _b = new(); on = level > 2; } public void AppendLiteral(string s) => _b.Append(s); public void AppendFormatted<T>(T v) => _b.Append('<').Append(v).Append('>'); public string Done() => _b.ToString(); } static void Log(int level, [InterpolatedStringHandlerArgument("level")] Handler h) => Statics.Note(h.Done()); public static int F(int n, double x) { int next = Statics.Next(); Log(n, $"n={n} next={next}"); Log(1, $"x={n}"); return Statics.Counter; }
//// extension calls
static int Half(int v) => v / 2; public static int F(string s, int n) => (s ?? "").PadBoth(n & 7).Length + n.Twice() + new[] { 1, 2 }.Total(); 
//// named and default arguments of inactive calls
static int G(int a, int b = 2, params int[] rest) => a * 100 + b * 10 + rest.Length; static string H(string s = "d", int n = 4, [CallerMemberName] string who = "") => s + n + who; public static string F(int n) => "" + G(b: Statics.Next(), a: Statics.Next()) + G(1) + G(1, 2, 3, n) + G(a: n) + H(n: n) + H() + H(who: "me");
//// constants and static values
const int K = 3; const double Pi = 3.14; const string Name = "nm"; const long Big = 1L << 40; const decimal Money = 1.5m; const char C = 'x'; public static double F(double x) { const int local = K * 2; const double d = Pi / 2; return x * d + local + Name.Length + Big + (double)Money + C + int.MaxValue + double.Epsilon + float.MaxValue + byte.MaxValue; }
//// random numbers of several types
public static double F(int n, double x) { var r = new Random(n); double s = x; for (int i = 0; i < 3; i++) s += r.NextDouble() * r.Next(5) + r.Next(2, 9) + r.NextInt64(4); var bytes = new byte[4]; r.NextBytes(bytes); int[] a = { 1, 2, 3, 4 }; r.Shuffle(a); return s + bytes[0] + a[0] + r.GetItems(a, 2)[1]; }
//// compound assignment on narrow types
public static int F(byte b, sbyte s, short h, ushort u, char c) { b += 200; b -= 7; b *= 3; b <<= 1; b >>>= 1; b |= 1; b ^= 0x55; b++; s += 100; s /= 3; s %= 5; s--; h *= 300; h = (short)-h; u -= 1; u >>= 2; c += (char)1; c++; return b + s * 3 + h * 5 + u * 7 + c * 11; }
//// compound assignment with wider operands
public static int F(byte b, short h, int i, long k, float f) { b += (byte)i; h -= (short)k; i += b; k <<= i & 63; i *= h; f += i; f *= 2; f -= b; k += i; k ^= h; uint u = (uint)i; u += b; u <<= 3; ulong w = u; w *= 3; return (int)(b + h + i + k + (int)Math.Min(f, 1000f) + (int)u + (int)w); }
//// nullable integers
public static string F(int? n, int i, bool q) { int? a = n + 1; int? b = a * i - n; long? c = b; bool? e = n > 2; bool? g = e & q, h = e | q, k = !e; int? z = n ?? i; int? m = q ? n : null; m += 2; m++; int? w = -n; w <<= 1; bool eq = n == i, ne = n != null, lt = n < i; double? d = n; short? s = (short?)n; return $"{a}|{b}|{c}|{e}|{g}|{h}|{k}|{z}|{m}|{w}|{eq}|{ne}|{lt}|{d}|{s}|{n.HasValue}|{n.GetValueOrDefault()}|{n.GetValueOrDefault(3)}|{(n is int v ? v : -9)}|{n?.ToString()}"; }
//// nullable booleans
public static string F(bool p, bool q, int i) { bool? a = i > 5 ? null : p; bool? b = i < 0 ? null : q; return $"{a & b}|{a | b}|{a ^ b}|{!a}|{a == b}|{a ?? q}|{(a == true ? 1 : a == false ? 2 : 3)}|{(a is true)}|{(b is not null)}|{a.Equals(b)}"; }
//// nullable casts that throw
public static int F(int? n) { int v = (int)n!; return v + n.Value; }
//// nullable enums and structs
public static string F(DayOfWeek d, int i) { DayOfWeek? a = i > 3 ? null : d; DayOfWeek? b = a + 1; TimeSpan? t = i > 2 ? TimeSpan.FromSeconds(i) : null; TimeSpan? u = t + TimeSpan.FromMinutes(1); decimal? m = i > 1 ? i : null; m *= 1.5m; (int, int)? p = i > 0 ? (i, 2) : null; return $"{a}|{b}|{u}|{m}|{p?.Item1}|{a == d}|{t > TimeSpan.Zero}|{p.HasValue}"; }
//// nullable of inactive doubles
public static double F(int i, double x) { double? d = i > 2 ? 1.5 : null; double? e = d * 2 + 1; d ??= 4; e ??= 3; return x * d.Value + e.Value + (d > e ? 1 : 0) + (e ?? 0); }
//// coalescing assignments
static string? s_cache; static string Make() { Statics.Note("made"); return "m"; } public static int F(string? s, int? n, int i) { s_cache = null; s_cache ??= Make(); s_cache ??= Make(); s ??= s_cache; n ??= Statics.Next(); int v = n ??= 4; List<int>? l = null; (l ??= new()).Add(3); var d = new Dictionary<string, int?>(); d["a"] = null; d["a"] ??= 5; int?[] arr = new int?[2]; arr[i & 1] ??= 7; return s.Length + v + l.Count + d["a"]!.Value + (arr[0] ?? -1); }
//// nested initialisers
class Inner { public int A; public List<int> L { get; } = new(); public Dictionary<string, int> D { get; } = new(); public int[] Arr { get; } = new int[3]; } class Outer { public Inner In { get; } = new(); public Inner Other { get; set; } = new(); public string Name = ""; public int this[int i] { set { Name += i + ":" + value; } } } public static int F(int i) { var o = new Outer { In = { A = i, L = { 1, i }, D = { ["x"] = i, ["y"] = 2 }, Arr = { [1] = 5 } }, Other = new Inner { A = 2, L = { 3 } }, Name = "n", [3] = i, [i] = 4 }; return o.In.A + o.In.L.Count + o.In.D["x"] + o.In.Arr[1] + o.Other.L[0] + o.Name.Length; }
//// primary constructors and records
record Pt(int X, int Y) { public int Sum => X + Y; } record struct Rs(int A, string B); class Box(int w) { public int W => w; public int H { get; init; } = 2; } public static int F(int i) { var p = new Pt(i, 2); var (x, y) = p; var r = new Rs(i, "b"); var b = new Box(i) { H = 5 }; return p.Sum + x * y + r.A + r.B.Length + b.W * b.H + (p == new Pt(i, 2) ? 1 : 0) + p.ToString().Length + (p is { X: > 2, Y: 2 } ? 10 : 0) + (p is (1, _) ? 100 : 0); }
//// with expressions
record Pt(int X, int Y); record struct Rs(int A, int B); public static int F(int i) { var p = new Pt(i, 2); var q = p with { Y = Statics.Next() }; var r = new Rs(1, i) with { A = 4 }; return q.X + q.Y * 10 + p.Y * 100 + r.A + r.B; }
//// patterns over objects
abstract class Shape { } sealed class Circle : Shape { public int R; } sealed class Rect : Shape { public int W, H; } static Shape? Make(int i) => i switch { < 2 => new Circle { R = i }, < 5 => new Rect { W = i, H = 2 }, _ => null }; public static int F(int i) { Shape? s = Make(i); int t = s switch { Circle { R: 1 } => 1, Circle c => c.R * 10, Rect { W: var w, H: > 1 and var h } when w > 2 => w * h, Rect => 7, null => -1, _ => 0 }; switch (s) { case Circle { R: var r } when r == 0: t += 50; break; case Rect r2: t += r2.W; break; default: t += 1000; break; } if (s is Rect { W: 3 or 4 } rr) t += rr.H; if (s is not Circle) t += 5; return t; }
//// list patterns and slices
public static int F(int[] a, string s) { int t = a switch { [] => 0, [1, ..] => 1, [var x, _] => x, [.., 3] => 33, [var f, .. var rest, var l] => f + rest.Length + l, _ => -1 }; return t; }
//// decimals
public static double F(int i, double x) { decimal m = 1.1m * i; m += 2; m /= 3m; decimal r = decimal.Round(m, 2); return (double)m + (double)r + x + (m > 1 ? 1 : 0) + (int)m; }
//// bit and number library
public static int F(int i, uint u) => System.Numerics.BitOperations.PopCount(u) + BitConverter.ToInt32(BitConverter.GetBytes(i), 0) + Convert.ToInt32("12") + int.Parse("7") + (int.TryParse("x", out int v) ? v : -1) + Math.DivRem(i, 3, out int rem) + rem + Math.DivRem(i, 2).Remainder + Math.BigMul(i, 2).GetHashCode() + int.Clamp(i, 1, 3);
//// checked and unchecked inactive
public static int F(int a, int b) { int s = unchecked(a * b); checked { s = s / 2 + 1; } return unchecked(s + (int)3000000000u) ^ (a << 3) ^ (b >>> 1); }
//// index and range values
public static int F(int n, int[] a) { Index i = ^1; Range r = 1..^0; var (off, len) = r.GetOffsetAndLength(5); int[] all = [1, 2, 3, 4]; return all[i] + off + len + all[r].Length + i.Value + (i.IsFromEnd ? 1 : 0) + i.GetOffset(4); }
//// static classes with state
static readonly Dictionary<int, int> s_memo = new(); static int Fib(int n) { if (n < 2) return n; if (s_memo.TryGetValue(n, out int v)) return v; return s_memo[n] = Fib(n - 1) + Fib(n - 2); } public static double F(int n, double x) => x * Fib(n & 15) + s_memo.Count * 0;
//// generic math on inactive values
static T Add<T>(T a, T b) where T : System.Numerics.INumber<T> => a + b; public static int F(int i) => Add(i, 3) + int.CreateChecked(4L) + int.Max(i, 2) + (int)Add(1.5m, 2m);
//// type tests and casts
public static string F(object o, int i) { string t = o as string ?? "no"; int? n = o as int?; bool e = o is DayOfWeek; object b = i; int u = (int)b; IComparable c = i; return t + n + e + u + c.CompareTo(3) + (o is int or string) + (o?.GetType().Name ?? "null"); }
//// ref readonly and in of inactive
static int Sum(in int a, ref readonly int b) => a + b; public static int F(int i, int[] a) => Sum(i, in i) + Sum(4, in a[0]);
//// utf8 and raw strings
public static int F(int i) { ReadOnlySpan<byte> u = "abc"u8; string raw = """x"{i}"""; string r2 = $$"""{{{i}}}"""; return u.Length + u[1] + raw.Length + r2.Length + @"a\b".Length; }
