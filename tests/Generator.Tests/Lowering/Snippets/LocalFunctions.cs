//// recursive local function
public static double F(double x, int n) { double Power(double b, int e) { if (e <= 0) return 1; double half = Power(b, e / 2); return e % 2 == 0 ? half * half : half * half * b; } return Power(x, n) + Power(2, 3); }
//// recursive local function captures
public static double F(double x, double y, int n) { double Sum(int k) => k <= 0 ? y : x * k + Sum(k - 1); return Sum(n) * x; }
//// recursive local function assigns captures
public static double F(double x, int n) { double total = 1; int calls = 0; void Visit(double v, int depth) { calls++; if (depth <= 0) { total += v; return; } Visit(v * 0.5, depth - 1); x += 1; Visit(v + x, depth - 2); } Visit(x, n & 3); return total + 100 * calls + x; }
//// recursive local function captures keywords
public static double F(double @in, double @ref, int @params) { double scoped = @in; double Sum(int @out) { if (@out <= 0) return @ref; scoped += @in; return scoped + Sum(@out - 1); } return Sum(@params) + scoped; }
//// mutually recursive local functions
public static double F(double x, int n) { int turns = 0; double Even(double v, int k) { turns++; return k <= 0 ? v : Odd(v * x, k - 1); } double Odd(double v, int k) => k <= 0 ? -v : Even(v + x, k - 1); return Even(1, n) + Odd(x, n - 1) + turns; }
//// recursive local function with arrays
public static double F(double[] a) { double Reduce(int from, int to) { if (to <= from) return 0; if (to - from == 1) { a[from] *= 2; return a[from]; } int mid = (from + to) / 2; return Reduce(from, mid) - Reduce(mid, to); } return Reduce(0, a.Length); }
