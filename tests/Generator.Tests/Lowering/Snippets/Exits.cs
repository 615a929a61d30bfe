//// break of outer through flag
public static double F(double x, int n) { bool stop = false; int i, j = 0; for (i = 0; i < 6 && !stop; i++) { for (j = 0; j < 5; j++) { if (i * j == n) { stop = true; break; } x += i - j * 0.5; } if (!stop) x *= 1.25; } return x * 100 + i * 10 + j; }
//// callee with loops and returns inside a loop
[Differentiable] static int Find(double[] a, double limit) { for (int i = 0; i < a.Length; i++) { if (a[i] > limit) return i; if (a[i] < -limit) break; } return -1; }
public static double F(double[] a, double x) { double s = 0; for (int k = 0; k < 4; k++) { int at = Find(a, x + k); if (at < 0) continue; s += a[at] * k; if (s > 30) return s; } return s - x; }
//// continue of outer from inner code
public static double F(double x, int n) { for (int i = 0; i < 5; i++) { bool next = false; for (int j = 0; j < 4; j++) { if (i + j == n) { next = true; break; } x += j; } if (next) continue; switch (i) { case 1: continue; case 2: x -= 3; break; default: x *= 1.5; break; } x += 0.25; } return x; }
//// deeply nested exits
public static double F(double x, int n)
{
    for (int i = 0; i < 3; i++)
    {
        while (true)
        {
            do
            {
                for (int k = 0; ; k++)
                {
                    if (k == n) return x * 10;
                    if (k > 4) { if (i == 1) goto_next(ref x); break; }
                    switch ((k + i) % 4)
                    {
                        case 0: x += k; continue;
                        case 1: if (x > 50) return -x; break;
                        case 2: x *= 1.1; break;
                        default: if (i == 2) return x + k; break;
                    }
                    x += 0.5;
                }
                if (x > 20) break;
                x += 7;
            }
            while (x < 30);
            if (x > 15) break;
            x++;
        }
        x -= i;
    }
    return x;
    static void goto_next(ref double v) { v += 1; if (v > 3) return; v *= 2; }
}
//// infinite loop left by throw
public static double F(double x, int n) { int i = 0; while (true) { if (i++ > n) throw new InvalidOperationException("at " + i); x *= 2; Statics.Note("turn" + i); } }
//// nested infinite loops
public static double F(double x, int n) { int c = 0; for (;;) { while (true) { c++; if (c % 3 == 0) break; if (c > n + 10) return x + c; x += c; } x *= 1.0625; } }
//// return from nested loop
public static double F(double[,] m, double x) { for (int i = 0; i < m.GetLength(0); i++) for (int j = 0; j < m.GetLength(1); j++) { if (m[i, j] > x) return m[i, j] * (i + 1) + j; x += 0.5; } return -x; }
//// foreach with return over rectangular
public static double F(double[,] m, double x) { double s = 0; foreach (double v in m) { if (v > x) return v + s; if (v < -1) continue; s += v; if (s > 40) break; } return s; }
