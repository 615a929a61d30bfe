//// strings
public static string F(double x, int i, string s) { string t = "x=" + x + ", i=" + i + s + 'c' + true; t += i; t += 1.5; return t + (s ?? "none") + $"[{i,5:D3}|{x:F2}|{{{s}}}|{(i > 2 ? "yes" : "no")}]"; }
//// interpolation with escapes
public static string F(int i) => $"a\"\\\n{i}\t{{}}" + $@"C:\{i}\""q""" + $"{DayOfWeek.Friday}{i:X}" + $"{"lit"}{'c'}";
//// string methods
public static int F(string s, int i) { s ??= "abc"; string t = s.ToUpperInvariant().PadLeft(5, '.').Replace('A', 'x'); return t.Length + t.IndexOf('x') + string.Concat(t, s).Length + t.Substring(2).Length + string.Join(",", new[] { 1, 2, i }).Length + string.Join('-', t, s, "z").Length; }
//// string indexing and comparison
public static int F(string s) { if (string.IsNullOrEmpty(s)) return -1; char c = s[0]; return c + (s == "one" ? 1 : 2) + string.CompareOrdinal(s, "p") + (s.Equals("two", StringComparison.Ordinal) ? 100 : 0) + s.Split(',').Length; }
//// guards
public static double F(double x, int i, string s) { ArgumentOutOfRangeException.ThrowIfNegative(i); ArgumentNullException.ThrowIfNull(s); ArgumentException.ThrowIfNullOrEmpty(s, "text"); ArgumentOutOfRangeException.ThrowIfGreaterThan(x, 5.0); if (i > 7) throw new ArgumentException($"bad {i}", nameof(i)); return x; }
//// throw expressions
public static double F(double x, string s) { string t = s ?? throw new ArgumentNullException(nameof(s), "none"); return x > 0 ? x : t.Length == 0 ? throw new InvalidOperationException() : -x; }
//// static fields
public static double F(double x) { Statics.Counter = 4; Statics.Counter += 2; Statics.Counter++; int before = Statics.Counter++; Statics.Log = "z"; Statics.Log += before; return x * Statics.Scale + Statics.Table[1] + Statics.Half + Statics.Counter; }
//// own static members
static int s_count = 3; static int Count { get; set; } = 2; static int Doubled => s_count * 2; public static int F(int i) { s_count = i; Count += s_count; Count++; int r = Doubled + Count; s_count <<= 1; int t = s_count; s_count = 3; Count = 2; return r + t; }
//// unknown calls run once in order
public static int F(int i) => Statics.Next() * 100 + Statics.Next() * 10 + (i > 3 ? Statics.Next() : 0) + Statics.Next();
//// unknown calls with out and ref
static bool Split(int v, out int half, ref int count) { half = v / 2; count += v; return v % 2 == 0; } public static int F(int i) { int c = 1; bool e = Split(i, out int h, ref c); if (Split(h, out _, ref c) && int.TryParse("12", out var p)) c += p; return c * 3 + h + (e ? 1 : 0); }
//// ref to elements
static void Bump(ref int v) => v += 3; public static int F(int[] a, int i) { Bump(ref a[0]); Bump(ref a[i & 1]); int k = i; Bump(ref k); return a[0] + k; }
//// ref to fields
struct Box { public int A; public int B { get; set; } } static void Bump(ref int v) => v += 3; public static int F(int i) { var b = new Box { A = i, B = 2 }; Bump(ref b.A); b.A += 1; b.B++; var c = b; c.A = 100; return b.A * 10 + b.B + c.A; }
//// classes
sealed class Account { public int Balance; public string Name { get; init; } = "none"; public required int Id { get; init; } public int Twice => Balance * 2; public int this[int i] { get => Balance + i; set => Balance = value - i; } public void Add(int v) { Balance += v; Statics.Note("add" + v); } } public static int F(int i) { var a = new Account { Id = i, Name = "x" + i }; a.Add(3); a.Balance += i; a[2] = 7; a[1] += 2; return a.Twice + a[5] + a.Name.Length + a.Id; }
//// dictionaries
public static double F(Dictionary<string, double> d, string s, double x) { var m = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }; m["c"] = m["a"] + 5; m["a"]++; if (s != null && d.TryGetValue(s, out double v)) x += v; return x + m.Count + m["c"] + m["a"] + (m.ContainsKey("b") ? 1 : 0) + d.Count; }
//// missing key
public static int F(string s) { var m = new Dictionary<string, int> { { "one", 1 }, { "two", 2 } }; return m[s]; }
//// null conditional
public static int F(string s, object o) { int? n = s?.Length; string? t = o?.ToString()?.ToUpperInvariant(); return (n ?? -1) + (t?.IndexOf('T') ?? -5) + (s?.Substring(0, 0).Length ?? 3); }
//// null conditional call
public static int F(int i) { var list = i > 2 ? new System.Text.StringBuilder("ab") : null; list?.Append(Statics.Next()); list?.Append('x').Append(i); return (list?.Length ?? -1) + Statics.Counter; }
//// coalesce
public static double F(double? d, int? i, string s) { double x = d ?? i ?? 3; s ??= "n"; int? j = i ?? 5; return x + s.Length + j.Value; }
//// instance methods of numbers
public static string F(double x, int i, DayOfWeek d) => i.ToString() + x.ToString("F1", System.Globalization.CultureInfo.InvariantCulture) + d.ToString() + i.CompareTo(3) + x.Equals(2.0) + i.GetHashCode() + 5.ToString();
//// time spans and dates
public static double F(int i) { var t = TimeSpan.FromSeconds(i & 15); var u = t + TimeSpan.FromMinutes(1); var day = new DateTime(2020, 1, 1).AddDays(i & 7); return u.TotalSeconds + day.Day + (day > new DateTime(2020, 1, 3) ? 1 : 0) - t.Seconds; }
//// generic calls
static T Pick<T>(bool c, T a, T b) => c ? a : b; static int Size<T>() => typeof(T).Name.Length; public static int F(int i, string s) => Pick(i > 2, i, 5) + Size<double[]>() + (Pick(i > 3, s, "x")?.Length ?? 0) + Pick<long>(i > 1, i, 7) switch { 7 => 1, _ => 2 };
//// user operators on structs
readonly struct Point { public readonly int X, Y; public Point(int x, int y) { X = x; Y = y; } public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y); public static Point operator -(Point a) => new(-a.X, -a.Y); public static bool operator ==(Point a, Point b) => a.X == b.X && a.Y == b.Y; public static bool operator !=(Point a, Point b) => !(a == b); public override bool Equals(object? o) => o is Point p && p == this; public override int GetHashCode() => X; public void Deconstruct(out int x, out int y) { x = X; y = Y; } } public static int F(int i) { var p = new Point(i, 2); p += new Point(1, 1); var (x, y) = -p; return x * 10 + y + (p == new Point(3, 3) ? 100 : 0) + (p is { X: > 2 } ? 1000 : 0); }
//// mutable struct methods
struct Counter { public int N; public int Next() => ++N; public readonly int Peek() => N; } public static int F(int i) { var c = new Counter { N = i }; int a = c.Next() + c.Next(); var d = c; d.Next(); var array = new Counter[2]; array[1].Next(); array[1].N += 5; return a + c.N * 10 + d.Peek() * 100 + array[1].Next() + array[0].N; }
//// object arrays and params object
public static string F(int i, double x) { object[] o = { i, "a", x }; o[1] = i + 1; return string.Format("{0}-{1}-{2}", i, "b", x) + o.Length + o[1] + string.Format("{0}{1}{2}{3}", 1, 2, 3, i); }
//// keywords as names
static int @class(int @int) => @int + 1; public static int F(int @event, int @if) { int @for = @event + @if; string @string = "s"; return @class(@for) + @string.Length; }
