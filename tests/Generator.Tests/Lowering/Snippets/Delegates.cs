//// lambdas over ints
public static int F(int[] a, int i) { Func<int, int> twice = v => v * 2; Func<int, int, int> add = (x, y) => { int s = x + y; return s; }; return twice(i) + add(i, 3) + Array.FindIndex(a, v => v > 2); }
//// lambda captures
public static int F(int[] a, int i) { int k = i * 2; int limit = 3; Func<int, int> f = v => v * k + a.Length; return f(1) + Array.FindAll(a, v => v > limit).Length + a.Count(v => v == k); }
//// lambda captures in a loop
public static int F(int n) { int t = 0; for (int i = 0; i < (n & 7); i++) { int j = i; Func<int> f = () => j * j; t += f(); } return t; }
//// captured variable shares nothing with later ones
public static int F(int i) { int k = i + 1; Func<int> f = () => k; int m = i + 2; m *= 3; int q = m - 1; return f() + q + f() * 100; }
//// Array.ForEach and Action
public static int F(int[] a) { Array.ForEach(a, v => Statics.Note("v" + v)); Action<string> log = s => { Statics.Note(s); }; log("x"); Action none = () => { }; none(); return a.Length; }
//// LINQ over ints
public static int F(int[] a, List<int> l, int n) => a.Where(v => v > 1).Select(v => v * 2).Sum() + l.Count(v => v > n) + Enumerable.Range(0, n & 7).Select((v, i) => v * i).Sum() + (a.Any() ? a.Max() : -1) + a.OrderBy(v => -v).Skip(1).Take(2).Sum() + l.Distinct().Count();
//// lambdas that write captured arrays
public static int F(int[] a, int i) { int[] counts = new int[3]; Array.ForEach(a, v => counts[v & 1]++); return counts[0] * 10 + counts[1]; }
//// method groups
static int Square(int v) => v * v; public static int F(int[] a, int i) { Func<int, int> f = Square; Func<double, double> g = Math.Abs; int[] b = Array.ConvertAll(a, Square); return f(i) + (int)g(-2.5) + b.Length + a.Select(Square).Sum(); }
//// delegates of strings and objects
public static int F(string s, int i) { Func<string, int> f = t => t.Length + (t == "one" ? 1 : 0); Predicate<string> p = string.IsNullOrEmpty; var names = new List<string> { "b", "a", "c" + i }; names.Sort((x, y) => string.CompareOrdinal(x, y)); return p(s) ? names.Count : f(s) + names.FindIndex(n => n.StartsWith('c')) + names[0].Length; }
//// nested lambdas and types
public static int F(int i) { Func<int, Func<int, int>> add = x => y => x + y; Func<List<int>> make = () => new List<int> { 1, 2, (int)DayOfWeek.Friday }; Func<int, string> show = v => $"<{v,3:D2}|{"a"}>"; return add(i)(2) + make().Count + show(i).Length + ((Func<int>)(() => Math.Max(i, 3)))(); }
//// static members in lambdas
static int s_offset = 3; static int Twice(int v) => v * 2; const int Three = 3; public static int F(int[] a) => a.Select(v => Twice(v) + s_offset + Three + Statics.Counter + (int)Statics.Half).Sum();
//// statement lambdas
public static int F(int n) { Func<int, int> f = v => { int s = 0; foreach (int x in new[] { 1, 2, v }) { if (x > 5) break; s += x; } switch (s) { case 3: return 1; default: while (s > 10) s -= 3; return s; } }; return f(n) + f(9); }
//// lambdas with patterns and tuples
public static int F(int n, object o) { Func<object, int> f = x => x switch { int i when i > 2 => i, string { Length: var l } => l, DayOfWeek.Friday => 7, null => -1, _ => 0 }; Func<int, (int A, int B)> g = v => (v, v + 1); Func<(int A, int B), int> h = t => t.A * t.B; return f(o) + g(n).B + h((n, 2)) + h(g(n)); }
//// overflow in lambdas
public static int F(int a) { Func<int, int> f = v => v + 1; Func<int, int> g = v => unchecked(v + 1); Action<int> h = v => Statics.Note("" + (v * 2)); h(a); return g(a) + f(a); }
//// invoke and null delegates
public static int F(int n) { Func<int, int>? f = n > 2 ? v => v + 1 : null; Action? g = null; g?.Invoke(); return f?.Invoke(n) ?? f!(n); }
//// ConvertAll and other copies with delegates
public static int F(int[] a) { var b = Array.ConvertAll(a, v => v * 2); var c = Array.FindAll(a, v => v > 2); return b.Length + c.Length + (b.Length > 0 ? b[0] : 0) + Array.FindIndex(a, v => v == 3); }
//// Lazy and threads of ints
public static int F(int n) { var lazy = new Lazy<int>(() => { Statics.Note("made"); return n + 1; }); return lazy.Value + lazy.Value; }
//// dictionaries of delegates
public static int F(int n) { var d = new Dictionary<string, Func<int, int>> { ["a"] = v => v + 1, ["b"] = v => v * 2 }; return d["a"](n) + d["b"](n); }
//// comparers
public static int F(int[] a) { Array.Sort(a, (x, y) => y.CompareTo(x)); return a.Length > 0 ? a[0] : 0; }
//// sorting indices by values
public static double F(double[] a, int n) { int[] order = Enumerable.Range(0, a.Length).ToArray(); var keys = new int[a.Length]; for (int i = 0; i < keys.Length; i++) keys[i] = -i; Array.Sort(order, (x, y) => keys[x].CompareTo(keys[y])); double s = 0; foreach (int i in order) s = s * 0.5 + a[i]; return s; }
//// generic methods in lambdas
static T Id<T>(T v) => v; public static int F(int i) { Func<int, int> f = v => Id<int>(v) + Id(v) + Enumerable.Repeat(v, 2).Sum() + default(int) + typeof(List<int>).Name.Length + nameof(List<int>.Count).Length; return f(i); }
