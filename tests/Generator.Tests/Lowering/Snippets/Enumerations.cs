//// foreach over a dictionary
public static double F(Dictionary<string, double> d, double x) { double s = 0; foreach (KeyValuePair<string, double> p in d) s += p.Value * p.Key.Length; foreach (var (k, v) in d) { if (k == "k2") continue; s = s * x + v; } foreach (string key in d.Keys) s += key.Length; foreach (double v in d.Values) { if (v > 0.9) break; s += v; } return s; }
//// foreach over a sequence
static IEnumerable<int> Up(int n) { try { for (int i = 0; i < n; i++) { Statics.Note("up" + i); yield return i; } } finally { Statics.Note("end"); } } public static int F(int n) { int s = 0; foreach (int v in Up(n)) { if (v == 1) continue; if (v == 4) break; s = s * 3 + v; } foreach (long w in Up(2)) s += (int)w; return s; }
//// return from a foreach over a sequence
static IEnumerable<int> Up(int n) { try { for (int i = 0; i < n; i++) yield return i; } finally { Statics.Note("end"); } } public static int F(int n) { foreach (int v in Up(n)) { if (v == 2) return 100; Statics.Note("" + v); } return -1; }
//// foreach over a string
public static int F(string s) { int t = 0; foreach (char c in s) { if (c == 'o') continue; t = t * 3 + c; } foreach (int code in "ab") t += code; return t; }
//// foreach over nongeneric collections
public static int F(int n) { var l = new System.Collections.ArrayList { 1, n, 3 }; int t = 0; foreach (int v in l) t = t * 3 + v; foreach (object o in l) t += o.GetHashCode(); return t; }
//// foreach with a wrong cast
public static int F(int n) { var l = new System.Collections.ArrayList { 1, "x" }; int t = 0; foreach (int v in l) t = t * 3 + v; return t; }
//// foreach over sets, stacks, queues and linked lists
public static int F(int n, int m) { var q = new Queue<int>(); q.Enqueue(n); q.Enqueue(3); var st = new Stack<int>(q); var ll = new LinkedList<int>(st); var hs = new SortedSet<int>(ll) { 7 }; int t = 0; foreach (int v in q) t = t * 3 + v; foreach (int v in st) t = t * 3 + v; foreach (var v in ll) t = t * 3 + v; foreach (var v in hs) t = t * 3 + v; return t + q.Dequeue() + st.Peek(); }
//// foreach over a null collection
public static int F(int n) { Dictionary<int, int>? d = n > 3 ? null : new() { [1] = n }; int t = 0; foreach (var (k, v) in d!) t += k * v; return t; }
//// foreach over a changed dictionary
public static int F(int n) { var d = new Dictionary<int, int> { [1] = 1, [2] = 2 }; int t = 0; foreach (int k in d.Keys) { if (n > 2) d[k + 7] = 3; t += k; } return t; }
//// foreach over interfaces
public static int F(List<int> l, int[] a) { IEnumerable<int> e = l; IReadOnlyList<int> r = a; ICollection<int> c = l; int t = 0; foreach (int v in e) t = t * 3 + v; foreach (int v in r) t = t * 3 + v; foreach (int v in c) t += v; return t + r.Count + c.Count; }
//// foreach over own enumerables
struct Countdown { public int From; public Countdown GetEnumerator() => this; public bool MoveNext() => From-- > 0; public int Current => From; } public static int F(int n) { int t = 0; foreach (int v in new Countdown { From = n }) t = t * 3 + v; return t; }
//// foreach over lines and ranges of text
public static int F(string s) { int t = 0; foreach (ReadOnlySpan<char> line in "a\nbc\nd".AsSpan().EnumerateLines()) t = t * 3 + line.Length; foreach (var part in "a,b,c".Split(',')) t += part[0]; return t; }
//// foreach over an array with conversion
public static double F(int[] a, float[] f, double x) { double t = x; foreach (double v in a) t = t * 0.5 + v; foreach (double v in f) t = t * 0.5 + v; foreach (object o in a) t += o.GetHashCode(); return t; }
//// foreach over tuples
public static double F((double A, double B)[] p) { int t = 0; List<(string Name, int Count)> l = [("a", 1), ("bc", 2)]; foreach (var (name, count) in l) t += name.Length * count; double r = 0; foreach ((double a, double b) in p) r += a * b; foreach ((_, var k) in p) r -= k; foreach (var (n, (x, y)) in new[] { (1, (2, 3)) }) t += n * x * y; return t + r; }
//// nested enumerations
public static int F(int n) { var d = new Dictionary<int, List<int>> { [1] = new() { 1, 2 }, [n + 5] = new() { 3 } }; int t = 0; foreach (var (k, l) in d) foreach (int v in l) { if (v == 2) break; t = t * 3 + k * v; } return t; }
//// enumeration of enum values and groups
public static int F(int[] a) { int t = 0; foreach (DayOfWeek d in Enum.GetValues<DayOfWeek>()) t += (int)d; foreach (var g in a.GroupBy(v => v & 1)) t = t * 7 + g.Key + g.Count(); foreach (var (i, v) in a.Index()) t += i * v; return t; }
