using System.Diagnostics;
using System.Globalization;
using AutoDiff.Benchmarks.Cost;

// dotnet run -c Release --project benchmarks/Cost
// The cost of a gradient relative to its primal, for chains of calls 1 to 16 deep: each side's fastest of several alternating rounds.
(int Depth, Func<double, double> Primal, Func<double, double> Gradient)[] cases =
[
    (1, Chain.Depth1, x => Chain.Depth1Gradient(x).dx),
    (2, Chain.Depth2, x => Chain.Depth2Gradient(x).dx),
    (4, Chain.Depth4, x => Chain.Depth4Gradient(x).dx),
    (8, Chain.Depth8, x => Chain.Depth8Gradient(x).dx),
    (16, Chain.Depth16, x => Chain.Depth16Gradient(x).dx),
];
Console.WriteLine("depth   primal ns   gradient ns   ratio   bytes/call");
foreach ((int depth, Func<double, double> primal, Func<double, double> gradient) in cases)
{
    double sink = 0;
    (double primalTime, double gradientTime) = (double.MaxValue, double.MaxValue);
    for (int round = 0; round < 40; round++)
    {
        primalTime = Math.Min(primalTime, Time(primal, 4000 / depth, ref sink));
        gradientTime = Math.Min(gradientTime, Time(gradient, 4000 / depth, ref sink));
    }

    long before = GC.GetAllocatedBytesForCurrentThread();
    for (int i = 0; i < 100; i++)
    {
        sink += gradient(0.3);
    }

    long bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{depth,5}   {primalTime,9:F1}   {gradientTime,11:F1}   {gradientTime / primalTime,5:F2}   {bytes,10}"));
    GC.KeepAlive(sink);
}

static double Time(Func<double, double> function, int count, ref double sink)
{
    long start = Stopwatch.GetTimestamp();
    for (int i = 0; i < count; i++)
    {
        sink += function(0.3 + (1e-9 * i));
    }

    return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
}
