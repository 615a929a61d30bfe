namespace AutoDiff.Fuzz.Generation;

/// <summary>
/// Writes programs around one loop whose iterations have nothing but sums in common, and programs that come near to it: an iteration that reads what another one wrote, a buffer that isn't
/// overwritten whole, a sum that isn't linear, a tail that needs what the loop gives.
/// </summary>
internal sealed class IndependentLoopWriter
{
    private readonly Random _random;
    private readonly List<string> _scalars = ["a", "b"];
    private readonly bool _isLong;
    private bool _hasWork;

    // One in three has enough iterations for them to run side by side.
    private IndependentLoopWriter(int seed) => (_random, _isLong) = (new Random(seed), seed / 10 % 3 == 2);

    public static string Write(int seed) => "using System; using AutoDiff; public static partial class Program { " + new IndependentLoopWriter(seed).WriteEntry() + " }";

    private string WriteEntry()
    {
        string parameters = $"double a, double b, {Pick("ReadOnlySpan<double>", "double[]", "Span<double>")} p, {Pick("ReadOnlySpan<double>", "double[]")} q, int n";
        string before = $"int limit = {(_isLong ? "16 + (n & 31)" : "1 + (n & 3)")}; int size = p.Length; double total = " + Pick("0", "0", "a", "Math.Sin(b)") + "; double other = " + Pick("0", "1", "b") + "; int steps = 0;";
        _hasWork = Chance(0.75);
        if (_hasWork)
        {
            before += $"var work = new double[{Pick("size", "size", "size + 1")}]; var second = new double[size];";
            before += Chance(0.2) ? $"for (int z = 0; z < size; z++) work[z] = p[z] * {Scalar()};" : "";
        }

        before += Chance(0.4) ? $"double before = {Squashed("a * b + p[0]")};" : "double before = 0.5;";
        _scalars.Add("before");
        string limit = _isLong ? "limit" : Pick("p.Length", "limit", "3", "q.Length");
        string body = Body();
        string loop = _isLong && Chance(0.9) ? $"for (int i = 0; i < {limit}; i++) {{ {body} }}" : Pick(
            $"for (int i = 0; i < {limit}; i++) {{ {body} }}", $"for (int i = 0; i < {limit}; i++) {{ {body} }}", $"for (int i = {limit} - 1; i >= 0; i--) {{ {body} }}",
            $"for (int i = 0; i < {limit}; i += 2) {{ {body} }}", $"int i = 0; while (i < {limit}) {{ {body.Replace("continue", "break", StringComparison.Ordinal)} i++; }}");
        string tail = Chance(0.5) ? $"double squares = 0; for (int j = 0; j < p.Length; j++) squares += p[j] * {Scalar()} * p[j]; other += {Pick("squares", "Math.Sin(squares)", "0.1 * squares / limit")};" : "";
        tail += Chance(0.3) ? RecordedTail() : "";
        tail += _hasWork && Chance(_isLong ? 0.02 : 0.15) ? $"total += {Pick("work[0]", "work[0] * second[0]", "second[size - 1] * a")};" : "";
        string result = _isLong && Chance(0.9) ? Pick("total", "total / limit + other", "total - 2 * other") : Pick("total", "total / limit + other", "total - 2 * other", "total + Math.Sin(other)", "total * other", "Math.Tanh(total) + other", "a * total + other", "total + 0.01 * steps");
        return $"[Differentiable{Pick("", "", "(Modes = DerivativeModes.Jvp)")}] public static double F({parameters}) {{ {before} {loop} {tail} return {result}; }}";
    }

    // Loops whose values the reverse sweep needs, beside a sum: of the loop's own, or of another.
    private string RecordedTail()
    {
        string value = Pick("Math.Exp(-p[j] * p[j])", "Math.Tanh(p[j] + b)", $"Math.Sin(p[j] * {Scalar()})", "Math.Exp(-Math.Abs(a * q[j % q.Length]))");
        string sum = Pick("total", "other", "other"), used = Pick("v * Math.Sin(v)", "v * v * v", "v / (1 + v * v)", "Math.Sin(v) * Math.Cos(v)");
        return Pick(
            $"for (int j = 0; j < p.Length; j++) {{ double v = {value}; {sum} += {used}; }}",
            $"for (int j = p.Length - 1; j >= 0; j--) {{ double v = {value}; {sum} -= {used}; }}",
            $"for (int k = 0; k < 2; k++) {{ for (int j = 0; j < p.Length; j++) {{ double v = {value}; {sum} += k == 0 ? {used} : v; }} }}",
            $"double walk = 0.5; for (int j = 0; j < p.Length; j++) {{ double v = {value}; walk = Math.Sin(walk + v); {sum} += walk; }}");
    }

    private string Body()
    {
        int count = _scalars.Count;
        string body = Chance(0.3) ? "int position = 0;" : "int position = i;";
        if (Chance(0.4))
        {
            body += $"Span<double> local = stackalloc double[{Pick("3", "4", "9")}];";
            body += $"for (int j = 0; j < local.Length; j++) local[j] = {Squashed($"p[(i + j) % size] * {Scalar()}")};";
            body += $"double inner = 0; for (int j = 0; j < local.Length; j++) inner += local[j] * {Pick("local[j]", "q[j % q.Length]", "a")};";
            _scalars.Add("inner");
        }

        if (_hasWork)
        {
            string whole = Pick("work.Length", "work.Length", "size", "size - (i % 2)");
            string value = Squashed($"p[(i + j) % size] * {Scalar()} + q[(j + 1) % q.Length]");
            body += Weighted(
                $"for (int j = 0; j < {whole}; j++) work[j] = {value};",
                $"for (int j = 0; j < {whole}; j++) {{ if (p[(i + j) % size] > 0) work[j] = {value}; }}",
                $"for (int j = i % 2; j < work.Length; j++) work[j] = {value};",
                $"work[i % work.Length] += {Scalar()};");
            body += $"double folded = {Pick("0", "a")}; for (int j = 0; j < work.Length; j++) folded += work[j] * {Pick("work[j]", "q[j % q.Length]", "p[j % size]", "b")};";
            _scalars.Add("folded");
            body += Chance(0.5) ? $"for (int j = 0; j < second.Length; j++) {{ second[j] = work[j] * {Scalar()}; }} double norm = 0; foreach (double v in second) norm += v * v;" : "double norm = 1;";
            _scalars.Add("norm");
        }

        body += $"double rolled = 0; for (int k = 0; k < 3; k++) {{ for (int j = 0; j < {Pick("2", "q.Length", "limit")}; j++) rolled += p[position++ % size] * {Scalar()}; {Pick("", "position++;", "rolled = Math.Sin(rolled);")} }}";
        _scalars.Add("rolled");
        if (_isLong)
        {
            body += LongBody();
        }

        body += Chance(_isLong ? 0.02 : 0.12) ? $"if ({Scalar()} > 1.5) {Pick("continue", "break")};" : "";
        string added = Pick(Squashed(string.Join(" + ", _scalars.Skip(count))), $"Math.Exp(-{Scalar()} * {Scalar()})", $"{Scalar()} * {Scalar()}", Scalar());
        body += Weighted(
            $"total += {added};",
            $"if ({Scalar()} > 0.1) total += {added}; else total -= {Scalar()};",
            $"total += {added}; other -= {Scalar()};",
            $"total = total * 0.5 + {added};",
            $"total += Math.Sin(total + {added});",
            $"total = Math.Max(total, {added});");
        body += Chance(_isLong ? 0.03 : 0.3) ? $"if (total > {Pick("0.5", "2")}) steps++;" : "";
        _scalars.RemoveRange(count, _scalars.Count - count);
        return body;
    }

    // What differs between iterations in other ways: branches with memory and loops in them, integers, places that grow evenly.
    private string LongBody()
    {
        string body = "double wide = 0;";
        body += Pick(
            $"for (int j = 0; j < size; j++) wide += p[j] * {Scalar()} * q[j % q.Length];",
            $"if ({Scalar()} > 0.2) {{ for (int j = 0; j < size; j++) wide += p[j] * p[j] * {Scalar()}; }} else wide = {Squashed(Scalar())};",
            $"int best = 0; for (int j = 1; j < 3; j++) {{ if (p[(i + j) % size] * {Scalar()} > 0.3) best = j; }} wide = best == 1 ? {Scalar()} : p[best % size];",
            $"for (int j = 0; j < 2; j++) {{ double y = q[(2 * i + j) % q.Length]; wide += i % 3 == j ? y * {Scalar()} : {Squashed("y * a")}; }}",
            $"int m = i % size; if (m > 0) {{ wide = p[m - 1] * {Scalar()}; for (int j = 0; j < m % 2 + 1; j++) wide += p[j % size]; }}");
        if (_hasWork && Chance(0.5))
        {
            body += $"for (int j = 0; j < second.Length; j++) {{ if ({Scalar()} + q[j % q.Length] > 0) second[j] = wide * p[j]; else second[j] = {Scalar()}; }} foreach (double v in second) wide += v * {Scalar()};";
        }

        _scalars.Add("wide");
        return body;
    }

    private string Squashed(string text) => Pick($"Math.Sin({text})", $"Math.Tanh({text})", $"({text}) / (1 + Math.Abs({text}))", $"0.3 * ({text})");

    private string Scalar() => _scalars[_random.Next(_scalars.Count)];

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private string Pick(params string[] items) => items[_random.Next(items.Length)];

    // The first is what the pass is for.
    private string Weighted(params string[] items) => Chance(_isLong ? 0.9 : 0.6) ? items[0] : Pick(items);
}
