using System.Globalization;
using System.Text.Json;
using AutoDiff;
using AutoDiff.Benchmarks.MatrixProduct;

// Matrix products of the runtime against three plain loops, OpenBLAS where there is one, and the multiply-adds that the core can do at most,
// in turns (its kernels for the core after --core; for one with the processor's registers, where it doesn't know the machine's): GFLOP/s, the median of the turns, and the share of OpenBLAS's (without it, of the core's). On one thread the time is the processor's, on more that of the clock.
//   dotnet run -c Release --project benchmarks/MatrixProduct [-- name...] [--threads 1] [--core SkylakeX] [--json file]
if (args is [OpenBlas.AsksForTheCore])
{
    Console.WriteLine(OpenBlas.IsPresent ? OpenBlas.CoreName : "");
    return;
}

string[] names = [.. args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))];
int threads = int.Parse(Option("--threads") ?? "1", CultureInfo.InvariantCulture);
(string Name, int Rows, int Columns, int Depth)[] sizes =
[
    ("square", 256, 256, 256), ("square", 512, 512, 512), ("square", 1024, 1024, 1024), ("square", 2048, 2048, 2048),
    ("layer", 32, 128, 784), ("layer", 128, 128, 784), ("layer", 64, 784, 128), ("layer", 1, 128, 784),
    ("attention", 64, 64, 32), ("attention", 64, 32, 64), ("transformer", 768, 384, 128), ("transformer", 768, 512, 128),
    ("transformer", 768, 128, 512), ("convolution", 16, 784, 9), ("convolution", 32, 196, 144),
];

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak of one core: {Peak.MedianOf(9):F0} GFLOP/s"));
KernelThreads.Count = threads;
OpenBlas.UseThreads(threads);
Console.WriteLine($"{threads} threads; shares are of {(OpenBlas.IsPresent ? $"OpenBLAS ({OpenBlas.CoreName})" : "the peak")}");
if (OpenBlas.MistakenCore is { } mistaken)
    Console.WriteLine($"OpenBLAS takes this processor for {mistaken}; it was told to compute for {OpenBlas.CoreName}");
Console.WriteLine("                    m     n     k |     NN  share |     NT  share |     TN  share |  plain");
var random = new Random(1);
List<Product> products = [];
foreach ((string name, int rows, int columns, int depth) in sizes.Where(size => names.Length == 0 || names.Contains(size.Name)))
{
    var a = Tensor.Create(Values(rows * depth), rows, depth);
    var b = Tensor.Create(Values(depth * columns), depth, columns);
    var da = Tensor.Zeros(rows, depth);
    var db = Tensor.Zeros(depth, columns);
    var d = Tensor.Create(Values(rows * columns), rows, columns);
    using WorkspaceScope scope = Workspace.ForThread.Scope();

    // The adjoint of a product multiplies by transposes: (m x n) times (k x n) transposed, and (m x k) transposed times (m x n).
    var x = Tensor.Create(Values(rows * depth), rows, depth);
    var weight = Tensor.Create(Values(depth * columns), columns, depth);
    var leftTransposed = Tensor.Create(Values(rows * depth), depth, rows);
    var cotangent = Tensor.Create(Values(depth * columns), depth, columns);
    var product = Tensor.Zeros(rows, columns);
    double operations = 2.0 * rows * columns * depth;
    List<Action> ways =
    [
        () =>
        {
            using WorkspaceScope inner = Workspace.ForThread.Scope();
            Tensor.MatMul(a, b);
        },
        () =>
        {
            using WorkspaceScope inner = Workspace.ForThread.Scope();
            Tensor.Linear(x, weight, default);
        },
        () => TensorDerivatives.MatMulVjp(leftTransposed, product, cotangent, default, product),
    ];
    bool hasPlain = operations < 3e8;
    if (hasPlain)
        ways.Add(() => Plain.Multiply(a.AsSpan(), b.AsSpan(), d.AsSpan(), rows, columns, depth));
    if (OpenBlas.IsPresent)
    {
        ways.Add(() => OpenBlas.Multiply(false, false, rows, columns, depth, a.AsSpan(), b.AsSpan(), d.AsSpan(), accumulate: false));
        ways.Add(() => OpenBlas.Multiply(false, true, rows, columns, depth, x.AsSpan(), weight.AsSpan(), d.AsSpan(), accumulate: false));
        ways.Add(() => OpenBlas.Multiply(true, false, rows, columns, depth, leftTransposed.AsSpan(), cotangent.AsSpan(), product.AsSpan(), accumulate: true));
    }

    double[] rates = Turns.Medians(operations, threads > 1, [.. ways]);
    double peak = Peak.MedianOf(3);
    double[] bars = OpenBlas.IsPresent ? rates[^3..] : [peak, peak, peak];
    products.Add(new Product(name, rows, columns, depth, threads, rates[..3], bars));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-12} {rows,8} {columns,5} {depth,5} | {rates[0],6:F1} {rates[0] / bars[0],6:P0} | {rates[1],6:F1} {rates[1] / bars[1],6:P0} | {rates[2],6:F1} {rates[2] / bars[2],6:P0} | {(hasPlain ? rates[3] : double.NaN),6:F1}"));
}

if (Option("--json") is { } file)
    File.WriteAllText(file, JsonSerializer.Serialize(products, new JsonSerializerOptions { WriteIndented = true }) + "\n");

string? Option(string option)
{
    int at = Array.IndexOf(args, option);
    return at < 0 || at + 1 == args.Length ? null : args[at + 1];
}

float[] Values(int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];

/// <summary>GFLOP/s of a product of a size, plain, with the right operand and with the left one transposed; ours, and what they are compared with.</summary>
internal sealed record Product(string Name, int Rows, int Columns, int Depth, int Threads, double[] Ours, double[] Peer);
