namespace AutoDiff.Fuzz.Generation;

/// <summary>
/// Writes programs that cut derivatives: numbers and buffers, in loops and on branches, parameters of methods that are lowered in place and of such that are called; what is cut was written
/// before, is read beside what it was cut from, and now and then written afterwards.
/// </summary>
internal sealed class ConstantWriter
{
    private static readonly string[] s_helpers =
    [
        "[Differentiable] static double Scaled(double p, [NoGradient] double q) => p * q + Math.Sin(q);",
        "[Differentiable, MethodImpl(MethodImplOptions.NoInlining)] static double Apart([NoGradient] double p, double q) => Math.Tanh(p * q) - p;",
        "[Differentiable(WithRespectTo = new[] { nameof(q) })] static double First(double p, double q) => p > 0 ? p * q : p - q * q;",
        "[Differentiable] static double Dot([NoGradient] ReadOnlySpan<double> p, ReadOnlySpan<double> q) { double sum = 0; for (int k = 0; k < p.Length && k < q.Length; k++) sum += p[k] * q[k]; return Math.Tanh(sum); }",
        "[Differentiable, MethodImpl(MethodImplOptions.NoInlining)] static double Far(ReadOnlySpan<double> p, [NoGradient] ReadOnlySpan<double> q) { double sum = 0; foreach (double v in p) sum += v * q[0]; return Math.Sin(sum); }",
        "[Differentiable] static double Rest(ReadOnlySpan<double> p) { double most = Gradient.Stop(p[0]); foreach (double v in p) most = Math.Max(most, Gradient.Stop(v)); double sum = 0; foreach (double v in p) sum += Math.Exp(v - most); return most + Math.Log(sum); }",
        "[Differentiable] static double Mark(double p, [NoGradient] double[] target) { target[0] = 0.25; return p * target[^1]; }",
        "[Differentiable] static void Blend(double[] target, [NoGradient] double by) { for (int k = 0; k < target.Length; k++) target[k] = Math.Tanh(target[k] + by * target[k] - 0.3 * by); }",
    ];

    private readonly Random _random;
    private readonly List<string> _numbers = ["a", "b"];
    private readonly List<string> _arrays = ["x", "y"];
    private readonly List<string> _spans = ["s"];
    private readonly List<string> _readOnly = ["r"];

    // What is cut, and what that was cut from.
    private readonly HashSet<string> _fixed = ["r"];
    private int _next;
    private string? _index;

    private ConstantWriter(int seed) => _random = new Random(seed);

    public static string Write(int seed) => new ConstantWriter(seed).WriteClass();

    private string WriteClass()
    {
        string modes = Chance(0.5) ? "(Modes = DerivativeModes.Jvp)" : "";
        string helpers = string.Join(" ", s_helpers.Select(helper => modes.Length == 0 ? helper
            : helper.Replace("[Differentiable(", "[Differentiable(Modes = DerivativeModes.Jvp, ", StringComparison.Ordinal)
                .Replace("[Differentiable]", $"[Differentiable{modes}]", StringComparison.Ordinal).Replace("[Differentiable,", $"[Differentiable{modes},", StringComparison.Ordinal)));
        string body = Statements(_random.Next(3, 8), 2);
        return "using System; using System.Runtime.CompilerServices; using AutoDiff; public static partial class Program { " + helpers
            + $" [Differentiable{modes}] public static double F(double a, double b, double[] x, double[] y, Span<double> s, ReadOnlySpan<double> r, int n) "
            + $"{{ double total = 0; {body} return total + {Number(2)}; }} }}";
    }

    private string Statements(int count, int depth)
    {
        (int numbers, int arrays, int spans, int readOnly) = (_numbers.Count, _arrays.Count, _spans.Count, _readOnly.Count);
        string text = string.Concat(Enumerable.Range(0, count).Select(_ => Statement(depth) + " "));
        if (depth < 2)
        {
            _numbers.RemoveRange(numbers, _numbers.Count - numbers);
            _arrays.RemoveRange(arrays, _arrays.Count - arrays);
            _spans.RemoveRange(spans, _spans.Count - spans);
            _readOnly.RemoveRange(readOnly, _readOnly.Count - readOnly);
        }

        return text;
    }

    private string Statement(int depth)
    {
        switch (_random.Next(depth > 0 ? 14 : 11))
        {
            case 0 or 1:
                return CutBuffer();
            case 2:
                {
                    string value = Number(2), name = "v" + _next++;
                    _numbers.Add(name);
                    return $"double {name} = {value};";
                }

            case 3:
                return Pick(_numbers) is var number ? $"{number} = {Pick("", "", $"0.7 * {number} + ", $"0.9 * {number} * ")}{Pick("Math.Sin", "Math.Tanh")}({Number(2)});" : "";
            case 4 or 5:
                return Writable() is { } target ? $"{target}[{Index(target)}] {Pick("=", "=", "*=")} Math.Tanh({Number(2)});{(_fixed.Contains(target) ? AllOf(_fixed) : "")}" : Sum();
            case 6:
                return Pick(_arrays) is var array && (!_fixed.Contains(array) || Chance(0.1)) ? $"Blend({array}, {Number(1)});" : Sum();
            case 7:
                {
                    string source = Pick(_arrays), name = "c" + _next++;
                    _arrays.Add(name);
                    return $"double[] {name} = {source}.AsSpan().ToArray();";
                }

            case 11 or 12:
                {
                    string? outer = _index;
                    string index = "i" + _next++, limit = Chance(0.7) ? Pick(Buffers()) + ".Length" : "(n & 3) + 1";
                    _index = index;
                    string body = Statements(_random.Next(1, 4), depth - 1) + Sum();
                    _index = outer;
                    return Chance(0.7) ? $"for (int {index} = 0; {index} < {limit}; {index}++) {{ {body} }}" : $"for (int {index} = {limit} - 1; {index} >= 0; {index}--) {{ {body} }}";
                }

            case 13:
                return $"if ({Number(1)} > {Pick("0", "0.2", Number(0))}) {{ {Statements(2, depth - 1)} }} else {{ {Statements(1, depth - 1)} }}";
            default:
                return Sum();
        }
    }

    private string Sum() => $"total {Pick("+=", "-=")} {Number(3)};";

    // Who wrote what holds still sees it.
    private string AllOf(HashSet<string> buffers) => $" total += {string.Join(" + ", Buffers().Where(buffers.Contains).Select(buffer => $"{buffer}[0]"))};";

    private string CutBuffer()
    {
        string source = Pick(Buffers()), name = "c" + _next++;
        bool isArray = _arrays.Contains(source), isReadOnly = _readOnly.Contains(source);
        _fixed.Add(source);
        _fixed.Add(name);
        string part = isArray && Chance(0.3) ? $"{source}.AsSpan()" : !isArray && Chance(0.2) ? $"{source}[(n % {source}.Length)..]" : source;
        string value = Chance(0.1) && part == source ? $"(n > 2 ? Gradient.Stop({part}) : {part})" : $"Gradient.Stop({part})";
        (isReadOnly ? _readOnly : part == source && isArray ? _arrays : _spans).Add(name);
        return $"{(isReadOnly ? "ReadOnlySpan<double>" : part == source && isArray ? "double[]" : "Span<double>")} {name} = {value};";
    }

    private string Number(int depth)
    {
        if (depth == 0)
        {
            return Chance(0.1) ? Pick("0.5", "1.5", "-0.3") : Chance(0.5) ? Pick(_numbers) : Pick(Buffers()) is var buffer ? $"{buffer}[{Index(buffer)}]" : "";
        }

        string Sub() => Number(depth - 1);
        return _random.Next(13) switch
        {
            0 or 1 => $"({Sub()} + {Sub()})",
            2 or 3 => $"{Number(0)} * {Number(0)}",
            4 => $"({Sub()} * ({Sub()} - {Sub()}))",
            5 => $"Math.Sin({Sub()})",
            6 => $"Gradient.Stop({Sub()})",
            7 => $"Gradient.Stop({Pick(_numbers)}) * {Sub()}",
            8 => Pick($"Scaled({Sub()}, {Sub()})", $"Apart({Sub()}, {Sub()})", $"First({Sub()}, {Sub()})"),
            9 => Pick(Buffers()) is var cut && Chance(0.5) ? CutElement(cut) : Sub(),
            10 when Chance(0.15) => $"Mark({Sub()}, {Pick(_arrays)})",
            10 => Pick($"Dot({Argument()}, {Argument()})", $"Far({Argument()}, {Argument()})", $"Math.Tanh(Rest({Argument()}))"),
            _ => Number(0),
        };
    }

    private string CutElement(string buffer)
    {
        _fixed.Add(buffer);
        return $"Gradient.Stop({buffer})[{Index(buffer)}]";
    }

    private string Argument()
    {
        string buffer = Pick(Buffers());
        if (!Chance(0.3))
        {
            return buffer;
        }

        _fixed.Add(buffer);
        return $"Gradient.Stop({buffer})";
    }

    private List<string> Buffers() => [.. _arrays, .. _spans, .. _readOnly];

    // What is cut is written once in a while, to see that it is an error then.
    private string? Writable()
    {
        List<string> candidates = [.. _arrays.Concat(_spans).Where(buffer => !_fixed.Contains(buffer) || Chance(0.08))];
        return candidates.Count == 0 ? null : Pick(candidates);
    }

    private string Index(string buffer) => _index is not null && Chance(0.7) ? $"{_index} % {buffer}.Length" : Pick("0", "^1", $"n % {buffer}.Length");

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];

    private T Pick<T>(List<T> items) => items[_random.Next(items.Count)];
}
