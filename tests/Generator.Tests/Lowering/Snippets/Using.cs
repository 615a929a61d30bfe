//// using of a resource
sealed class Noted(string name) : IDisposable { public string Name => name; public void Dispose() => Statics.Note("end of " + name); }
public static double F(double x, int n) { using (var r = new Noted("a")) { Statics.Note(r.Name); x *= 2; } using var s = new Noted("b"); x += n; Statics.Note("body"); return x * s.Name.Length; }
//// using of an inactive resource
sealed class Noted(string name) : IDisposable { public string Name => name; public void Dispose() => Statics.Note("end of " + name); }
public static double F(double x, int n) { for (int i = 0; i < 4; i++) { using Noted? r = i == 1 ? null : new Noted("r" + i); if (i == n) continue; using (new Noted("s" + i)) { if (i == n - 1) break; x += i; if (x > 20) return x + 1; } Statics.Note("turn"); x *= 1.5; } Statics.Note("done"); return x; }
//// using with exception
sealed class Noted(string name) : IDisposable { public void Dispose() => Statics.Note("end of " + name); }
public static double F(double x, double[] a, int i) { using (Noted r = new("a"), s = new("b")) { using var t = new Noted("c"); x = a[i]; if (x < 0) throw new InvalidOperationException("x"); Statics.Note("fine"); } return x; }
//// using with exceptions in Dispose
sealed class Failing(string name, bool fails) : IDisposable { public void Dispose() { Statics.Note("end of " + name); if (fails) throw new InvalidOperationException(name); } }
public static double F(double x, int n, double[] a) { using var r = new Failing("a", n == 1 || n == 3); using var s = new Failing("b", n >= 2); using var t = new Failing("c", n == 4); if (n > 5) a[n + 8] = x; a[0] += x; return a[0]; }
//// using with deeply nested exits
sealed class Noted(string name) : IDisposable { public void Dispose() => Statics.Note("end of " + name); }
public static double F(double x, int n)
{
    using var outer = new Noted("outer");
    for (int i = 0; i < 3; i++)
    {
        using var turn = new Noted("turn" + i);
        while (true)
        {
            using (new Noted("inner"))
            {
                if (x > 30) return x;
                x += n + 3;
                if (x > 12) { if (n == 2) { continue; } break; }
                if (n < 0) throw new ArgumentException("n");
            }
            x += 0.5;
        }
        if (i == 1 && n > 3) return -x;
        x *= 0.5;
    }
    return x;
}
//// using in an inlined callee
sealed class Noted(string name) : IDisposable { public void Dispose() => Statics.Note("end of " + name); }
[Differentiable] static double G(double x, double[] a) { using var r = new Noted("callee"); if (x > 2) return a[3]; double H(double v) { using (new Noted("local")) { if (v < 0) return -v; v += 1; } return v * 2; } return H(x) + H(-x); }
public static double F(double x, double[] a) { using var r = new Noted("caller"); return G(x, a) + G(x + 1, a); }
//// using of a struct
struct Counted(int n) : IDisposable { public readonly int Count => n; public readonly void Dispose() => Statics.Note("end of " + n); }
public static double F(double x, int n) { using var r = new Counted(n); using (Counted s = new(n + 1)) x += s.Count; return x * r.Count; }
//// using of an interface
public static double F(double x, int[] a) { var list = new List<int>(a); using IEnumerator<int> e = list.GetEnumerator(); double s = 0; while (e.MoveNext()) { if (e.Current > 6) return s; s += e.Current * x; } return -s; }
//// using as the whole of a branch
sealed class Noted(string name) : IDisposable { public void Dispose() => Statics.Note("end of " + name); }
public static double F(double x, int n) { if (n > 2) using (new Noted("then")) return x; else using (new Noted("else")) x += 1; using (new Noted("last")) throw new InvalidOperationException("" + x); }
