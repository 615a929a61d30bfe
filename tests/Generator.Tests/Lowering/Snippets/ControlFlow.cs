//// if else
public static double F(double x) { double y; if (x > 0) y = x; else y = -2 * x; if (y > 1) y *= 2; return y; }
//// else if
public static int F(int n) { if (n < 0) return -1; else if (n == 0) return 0; else if (n == 1) { n += 3; } else return n * 2; return n; }
//// early return
public static double F(double x, double y) { if (x < 0) return y; y += x; if (y > 3) { y = 1; return y * x; } return x + y; }
//// returns in nested ifs
public static double F(double x, double y) { if (x > 0) { if (y > 0) return 1; y += 1; } else { if (y > 0) { x += 2; } else return x; } return x + y; }
//// guard throw
public static double F(double x) { if (x < 0) throw new ArgumentException("negative"); if (double.IsNaN(x)) throw new InvalidOperationException(); return Math.Sqrt(x); }
//// throw expression
public static double F(double x, string s) { double y = x > 0 ? x : throw new ArgumentException("x"); string t = s ?? throw new ArgumentNullException("s"); return y + t.Length; }
//// throw in nested branch
public static double F(double x, int n) { for (int i = 0; i < 5; i++) { if (i == n) { if (x > 1) throw new InvalidOperationException("n" + i); x += 1; } x *= 2; } return x; }
//// void with early return
public static void F(double x, ref double y) { y = x; if (x > 0) return; y = 2 * x; if (x < -1) { y++; return; } y--; }
//// while
public static double F(double x, int n) { while (n > 0) { x = x * 0.5 + n; n--; } return x; }
//// while with side effect
public static double F(double x, int n) { n &= 7; while (n-- > 0) x += n * x; return x + n; }
//// while with assignment in condition
public static int F(int n) { int k, s = 0; n &= 15; while ((k = n / 2) > 0 && s < 50) { s += k; n = k + (n & 1); if (n == 1) break; } return s * 10 + k; }
//// for
public static double F(double x) { double s = 0; for (int i = 0; i < 6; i++) s += x * i; return s; }
//// for with two variables
public static double F(double x) { double s = 0; for (int i = 0, j = 9; i < j; i++, j -= 2) s = s * x + i - j; return s; }
//// for without parts
public static double F(double x) { int i = 0; for (;;) { if (i++ > 4) break; x *= 1.5; } return x + i; }
//// for with work in increment
public static double F(double x, int n) { int i; double s = 0; for (i = 0; i < 5; s += x * i, i += 1 + (n & 1)) { if (i == 2) continue; s++; } return s + i; }
//// for double variable
public static double F(double x) { double s = 0; for (double t = 0; t < 1; t += 0.125) s += t * x; return s; }
//// do while
public static double F(double x, int n) { do { x += n; n--; } while (n > 0 && n < 9); return x; }
//// do while with continue and break
public static double F(double x, int n) { int i = 0; do { i++; if (i == n) continue; if (i == n + 3) break; x += i; } while (i++ < 9); return x + i; }
//// do while with return
public static double F(double x, int n) { int i = 0; do { if (i == n) return x; x += i; } while (++i < 5); return -x; }
//// do while false
public static int F(int n) { do { if (n > 3) break; n += 2; } while (false); return n; }
//// break
public static double F(double x, int n) { int i; for (i = 0; i < 8; i++) { if (i > n) break; x += i; } return x + 100 * i; }
//// continue
public static double F(double x, int n) { for (int i = 0; i < 8; i++) { if (i % 3 == n % 3) continue; x = x * 1.25 + i; } return x; }
//// continue in three branches
public static double F(double x, int n)
{
    for (int i = 0; i < 12; i++)
    {
        if (i % 4 == 0) { x += 1; continue; }
        else if (i % 4 == 1) { if (n > 3) { x -= 2; continue; } x *= 1.5; }
        else { x += i; if (x > 40) continue; x += 0.5; }
        x += 0.125;
    }
    return x;
}
//// break and continue mixed
public static double F(double x, int n)
{
    int i = 0;
    while (i < 20)
    {
        i++;
        if (i == n) continue;
        if (i % 5 == 4) { if (x > 30) break; x += 3; continue; }
        x += 1;
        if (x > 60) break;
        x *= 1.01;
    }
    return x * 100 + i;
}
//// infinite loop left by return
public static int F(int n) { while (true) { if (n > 20) return n; n = n * 2 + 1; if (n < 0) return -1; } }
//// loop after loop
public static double F(double x, int n) { int i; for (i = 0; i < 3; i++) if (x > 2) break; for (int j = i; j < 5; j++) { if (j == n) return x; x++; } return x; }
//// statements after a possible return in a block
public static double F(double x, int n) { { if (n > 3) { if (x > 0) return 1; x = 2; } } x += 1; { if (n == 2) return x; } x *= 3; return x; }
//// Newton to convergence
public static double F(double x) { double y = 1; for (int i = 0; i < 100; i++) { double next = 0.5 * (y + x / y); if (Math.Abs(next - y) < 1e-12) { y = next; break; } y = next; } return y; }
//// power by squaring
public static double F(double x, int n) { n &= 31; double r = 1; while (n > 0) { if ((n & 1) == 1) r *= x; x *= x; n >>= 1; } return r; }
//// zero trips
public static double F(double x, int n) { double s = x; for (int i = 5; i < n - 20; i++) s *= x; while (n > 1000000 && n < 2000000) s++; return s; }
//// loop variable captured after
public static int F(int n) { int last = -1; for (int i = n; i < n + 4 && i < 50; i++) last = i; return last; }
//// loop with unsigned bounds
public static uint F(uint n) { uint s = 0; for (uint i = 0; i < (n & 7); i++) s += i * n; return s; }
//// loop counting down
public static double F(double[] a) { double s = 0; for (int i = a.Length - 1; i >= 0; i--) s = s * 0.5 + a[i]; return s; }
//// condition with side effect in for
public static int F(int n) { int c = 0, s = 0; for (int i = 0; c++ < 6 && i < 4; i++) s += i * c; return s * 100 + c; }
//// locals declared in loop
public static double F(double x) { double s = 0; for (int i = 0; i < 4; i++) { double t; if (i % 2 == 0) t = x; else t = -x; double u = t * i; s += u; } return s; }
//// unreachable code
public static double F(double x) { return x; x = 3; return x * 2; }
//// unreachable after throw
public static double F(double x) { if (x > 0) { throw new Exception("a"); } else { return x; } }
//// empty statements
public static double F(double x) { ; { } if (x > 0) ; else ; for (int i = 0; i < 2; i++) ; return x; }
//// label without goto
public static double F(double x) { x += 1; unused: x *= 2; return x; }
//// side effects in order
public static double F(double x, int n) { Statics.Note("start"); for (int i = 0; i < 3; i++) { if (Statics.Next() == n) continue; Statics.Note("i" + i); x += i; } return x; }
//// return in loop with increment effects
public static int F(int n) { int log = 0; for (int i = 0; i < 4; log = log * 10 + i, i++) { if (i == n) return log; if (i == 2 && n < 0) continue; } return -log; }
