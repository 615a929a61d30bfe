//// constant pattern
public static int F(double x, int i) => (x is 0 ? 1 : 0) + (x is double.NaN ? 2 : 0) + (i is 3 ? 4 : 0) + (x is not 1 ? 8 : 0);
//// relational pattern
public static double F(double x, int i) { if (x is > 0 and < 3 or 7) return x; if (i is not (>= 2 and <= 5)) return i; return -1; }
//// var and declaration patterns
public static double F(double x, int i) { if (x * 2 is var d && d > 1) return d; if (i is int j and > 2) return j; return x is double y ? y + 1 : 0; }
//// type patterns on object
public static int F(object o) { if (o is int i) return i; if (o is string { Length: > 3 } s) return s.Length; if (o is double and > 2) return 50; return o is null ? -1 : o is DayOfWeek ? -2 : 99; }
//// is not null
public static int F(string s, object o) { if (s is not { } t) return o is not null ? 1 : 2; return t.Length; }
//// null and string constants
public static int F(string s) => s is null ? 1 : s is "one" or "two" ? 2 : s is { Length: 0 } ? 3 : 4;
//// negated declaration
public static double F(object o) { if (o is not double d) return -1; return d * 2; }
//// tuple pattern
public static double F(double x, int i) { if ((x, i) is ( > 0, 2)) return 1; var t = (x, i); if (t is (var a, > 2) && a < 1) return a; return t is { Item2: < 0 } ? 3 : 4; }
//// property pattern of an array
public static double F(double[] a) => a is { Length: > 2 } ? a[2] : a is { Length: 1 or 2 } b ? b[0] : -1;
//// list pattern
public static double F(double[] a) { if (a is []) return -1; if (a is [var x]) return x; if (a is [> 0, var y, ..]) return y * 2; if (a is [var p, .., var q]) return p - q; return 7; }
//// list pattern on a span
public static double F(ReadOnlySpan<double> a) => a switch { [] => 0, [var x] => x, [var x, .. var rest, var y] => x + y + rest.Length, };
//// list pattern with slice of an array
public static double F(double[] a) => a is [_, .. var rest, _] ? rest.Length + (rest.Length > 0 ? rest[0] : 0) : -1;
//// list pattern on a list
public static double F(List<double> a) => a switch { [1, ..] => 1, [.., < 0] => 2, { Count: > 3 } => 3, _ => 4 };
//// list pattern of ints
public static int F(int[] a) => a switch { [1, 2, ..] => 1, [_, > 3, .. { Length: > 2 }] => 2, [.., 0] => 3, _ => 4 };
//// switch statement
public static double F(double x, int i) { double r = 1; switch (i) { case 0: r = x; break; case 1: case 2: r = x * 2; break; case < 0: r = -x; break; default: r += 3; break; } return r + 1; }
//// switch statement without default
public static double F(double x, int i) { switch (i) { case 3: x += 1; break; case 5 when x > 1: x *= 2; break; } return x; }
//// switch with default first
public static double F(double x, int i) { switch (i) { default: x = 0; break; case 1: x += 1; break; case 2: return x; } return x * 3; }
//// switch with default among labels
public static double F(double x, int i) { switch (i) { case 5: default: case 6: x = 0; break; case > 2: x += 1; break; case 1: return x; } return x * 3; }
//// switch with returns and throw
public static double F(double x, int i) { switch (i) { case 0: return x; case 1: { if (x > 0) break; return -x; } case 7: throw new InvalidOperationException("seven"); } return x * 10; }
//// switch in a loop with continue
public static double F(ReadOnlySpan<double> a) { double s = 0; for (int i = 0; i < a.Length; i++) { switch (i % 4) { case 0: continue; case 1: if (a[i] < 0) break; s += a[i]; continue; case 2: s *= 2; break; } s += 0.5; } return s; }
//// switch with break out of the inner loop
public static double F(int n, double x) { switch (n) { case 3: for (int i = 0; i < 10; i++) { if (i > n) break; x += i; } break; case 4: while (true) { x += 1; if (x > 3 || double.IsNaN(x)) break; } x = -x; break; } return x; }
//// switch on string
public static int F(string s) { switch (s) { case "one": return 1; case "two": return 2; case null: return 3; case { Length: > 3 }: return 4; default: return 5; } }
//// switch on enum
public static double F(DayOfWeek d, double x) { switch (d) { case DayOfWeek.Monday: return x; case DayOfWeek.Friday or DayOfWeek.Sunday: return -x; } return d switch { DayOfWeek.Tuesday => 2, > DayOfWeek.Thursday => 3, _ => 4 }; }
//// switch on object
public static double F(object o) { switch (o) { case int i when i > 2: return i; case int: return -1; case string { Length: 4 } s: return s.Length; case double d: return d; case null: return -2; } return -3; }
//// switch pattern variables
public static double F(double x) { switch (x) { case > 0 and var p: return p; case var q when q < -1: return q * 2; case double.NaN: return 1; default: return 0; } }
//// switch guard with effects
public static int F(int i) { switch (i) { case > 0 when Statics.Ask(1) && Statics.Ask(2): return 1; case > 1 when Statics.Ask(3) || Statics.Ask(4): return 2; case 5: return 3; } return Statics.Next(); }
//// switch expression
public static double F(double x, int i) => i switch { 0 => x, 1 or 2 => x * x, > 5 and < 8 => 1 / x, < 0 when x > 0 => -x, _ => 2 };
//// switch expression without a match
public static double F(double x, int i) => i switch { 0 => x, 1 => x * 2, 2 => throw new InvalidOperationException("two") };
//// switch expression on a tuple
public static double F(double x, int i) => (x > 0, i) switch { (true, 0) => x, (true, > 2) => x * 2, (false, var n) when n < 4 => n, _ => -1 };
//// switch expression on a tuple without a match
public static double F(double x, int i) => (i, x > 0) switch { (0, true) => x, (> 2, _) => x * 2 };
//// switch expression of tuples
public static double F(double x, int i) { var (a, b) = i switch { 0 => (x, 1.0), 1 => (2.0, x), _ => (x, x) }; return a - 2 * b; }
//// switch expression nested
public static double F(double x, int i) { double y = i switch { > 2 => x switch { > 0 => 1, _ => x }, var j => j switch { 0 => x, _ => j } }; return y + i switch { 0 => 1, _ => x > 1 ? 2 : 3 }; }
//// switch expression evaluates its value once
public static int F(int i) => Statics.Next() switch { 0 => 1, > 5 => 2, var n => n + i };
//// switch expression on double with ranges
public static double F(double x) => x switch { < 0 => 0, < 1 => x, < 2 => 2 - x, double.NaN => -5, _ => 0.5 };
//// switch expression with mixed types
public static double F(int i, float f) => i switch { 0 => f, 1 => i, _ => 2.5 };
//// goes through nullable
public static double F(double? d, int? i) => (d is { } v ? v : -1) + (i is > 2 ? 1 : i is null ? 2 : 3) + (i is int j ? j : 0) + (d is null ? 5 : 6);
//// pattern in a while condition
public static int F(int[] a) { int k = 0; while (k < a.Length && a[k] is > -1 and var v && v != 5) k++; return k; }
//// pattern variable in a loop condition
public static int F(int n) { int s = 0; while (n / 2 is var h and > 0) { s += h; n = h; } return s; }
