namespace AutoDiff.Fuzz.Generation;

/// <summary>
/// Writes programs about loops whose iterations run side by side and have layers of units in them: loops around loops, of which two iterations may go through the inner one together, or
/// may not because one needs what another one wrote; memory that is overwritten whole, or not.
/// </summary>
internal sealed class LayerWriter
{
    private readonly Random _random;
    private int _next;

    private LayerWriter(int seed) => _random = new Random(seed);

    public static string Write(int seed) => "using System; using AutoDiff; public static partial class Program { " + new LayerWriter(seed).WriteEntry() + " }";

    private string WriteEntry()
    {
        // Remainders as indices are kept for the reverse sweep, each iteration's own: weights and points lie one after the other in memory of the method's own.
        string before = "double[] weights = new double[256]; for (int j = 0; j < weights.Length; j++) weights[j] = w[j % w.Length] * (1 - 0.002 * j); "
            + "double[] points = new double[256]; for (int j = 0; j < points.Length; j++) points[j] = x[j % x.Length] * (1 + 0.01 * j);"
            + $"int size = w.Length; int limit = {Pick("16 + (n & 31)", "16 + (n & 31)", "n & 31")}; double total = {Pick("0", "0", "a")};";
        (string units, int width) = Memory("units");
        bool isOutside = _random.NextDouble() < 0.2;
        string body = (isOutside ? "" : units) + Layer("units", width, Pick("points[2 * i + j]", "points[i + j]", "points[j]", "x[(i + j) % x.Length]"), Pick("2", "3", "5", "x.Length"));
        int layers = _random.Next(3);
        string previous = "units";
        for (int layer = 0; layer < layers; layer++)
        {
            string name = "units" + layer;
            (string memory, width) = Memory(name);
            body += memory + Layer(name, width, previous + "[j]", previous + ".Length");
            previous = name;
        }

        body += $"double score = {Pick("0", "a", "-4")}; foreach (double v in {previous}) score {Pick("+= v", "+= v * v", "-= v * a", "= score * (1 + 0.1 * v)", "= Math.Max(score, v)")};";
        body = "double penalty = 0;" + body
            + Pick("total += score + penalty;", "total += score - penalty;", "total -= Math.Sin(score + penalty);", "if (score > 0.2) total += score;", "total += (score > 0 ? score : 0) + penalty;");
        return $"[Differentiable] public static double F(double a, ReadOnlySpan<double> w, {Pick("ReadOnlySpan<double>", "double[]")} x, int n) "
            + $"{{ {before} {(isOutside ? units : "")} for (int i = 0; i < limit; i++) {{ {body} }} return {Pick("total", "total / (1 + limit)", "total + 0.1 * a")}; }}";
    }

    private (string Text, int Width) Memory(string name)
    {
        int width = _random.Next(1, 9);
        return Pick("fixed", "size") == "size" ? ($"double[] {name} = new double[size];", 0)
            : (_random.NextDouble() < 0.6 ? $"Span<double> {name} = stackalloc double[{width}];" : $"double[] {name} = new double[{width}];", width);
    }

    private string Layer(string units, int width, string input, string inputs)
    {
        string limit = width > 0 && _random.NextDouble() < 0.5 ? $"{width}" : units + ".Length";
        string sum = "sum" + _next++;
        string factor = Pick("weights[k * 9 + j]", "weights[k * 9 + j]", "weights[k + j]", "weights[j]", "weights[k]", "a", "w[(k + j) % size]");
        string step = Weighted(
            $"{sum} += {factor} * {input};",
            $"{sum} -= {factor} * {input};",
            $"{sum} = 0.5 * {sum} + {factor} * {input};",
            $"if ({input} > 0) {sum} += {factor} * {input}; else {sum} -= 0.2 * {factor};",
            $"double input = {input}; {sum} += input * input * {factor};",
            $"{sum} += {factor} * {input}; {units}[k] += 0.1 * {sum};");
        step += _random.NextDouble() < 0.3 ? Pick(" penalty += 0.1 * weights[j];", " penalty -= 0.1 * weights[k] * a;") : "";
        string inner = Weighted(
            $"for (int j = 0; j < {inputs}; j++) {{ {step} }}",
            $"for (int j = {inputs} - 1; j >= 0; j--) {{ {step} }}",
            $"for (int j = 0; j < {inputs} - (k % 2); j++) {{ {step} }}",
            $"for (int j = 0; j <= k && j < {inputs}; j++) {{ {step} }}");
        string value = Pick($"{sum} > 0 ? {sum} : 0", $"{sum} > 0 ? {sum} : 0", $"Math.Tanh({sum})", $"0.3 * {sum}", $"{sum} / (1 + Math.Abs({sum}))", $"Math.Sin({sum})");
        string stored = Weighted(
            $"{units}[k] = {value};",
            $"{units}[k] += {value};",
            $"if (k != 1) {units}[k] = {value};",
            $"{units}[(k + 1) % {units}.Length] = {value};",
            $"{units}[k] = ({value}) + (k > 0 ? {units}[k - 1] : 0);",
            $"{units}[k] = {value}; if (k > 0) {units}[k] -= 0.5 * {units}[k - 1];",
            $"{units}[k] = {value}; {units}[0] *= 0.9;");
        string body = $"double {sum} = {Pick("0", "0", "weights[k]", "a", "points[i]", "0.1 * k")}; {inner} {stored}";
        return Weighted($"for (int k = 0; k < {limit}; k++) {{ {body} }}", $"for (int k = {limit} - 1; k >= 0; k--) {{ {body} }}", $"for (int k = 0; k < {limit}; k += 2) {{ {body} }}");
    }

    private string Pick(params string[] items) => items[_random.Next(items.Length)];

    // The first is what runs side by side, and in pairs.
    private string Weighted(params string[] items) => _random.NextDouble() < 0.6 ? items[0] : Pick(items);
}
