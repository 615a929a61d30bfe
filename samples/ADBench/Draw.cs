namespace Samples.ADBench;

/// <summary>Random numbers for instances.</summary>
internal static class Draw
{
    public static double[] Uniform(Random random, int count, double low, double high) =>
        [.. Enumerable.Range(0, count).Select(_ => low + (high - low) * random.NextDouble())];

    public static double[] Normal(Random random, int count, double deviation) =>
        [.. Enumerable.Range(0, count).Select(_ => deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
}
