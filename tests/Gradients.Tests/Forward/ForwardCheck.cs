using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Forward;

/// <summary>Compares forward mode with the method, with reverse mode, and with differences, at one point.</summary>
internal sealed class ForwardCheck(MarkedMethod method, object?[] arguments, Random random, bool isSingle, bool isCut)
{
    /// <summary>Whether differences were sharp here, and compared.</summary>
    public bool IsSharp { get; private set; }

    /// <summary>False where there is nothing to compare: a number that isn't finite.</summary>
    public bool Run()
    {
        object?[] final = [.. arguments.Select(Numbers.Copy)];
        object? expected = method.Run(final);
        object?[] directions = [.. arguments.Select(Random)];

        object?[] after = [.. arguments.Select(Numbers.Copy)];
        object?[] tangents = [.. directions.Select(Numbers.Copy)];
        (object? value, object? tangent) = method.Jvp(after, tangents);
        Assert.Equal(Numbers.Leaves(expected), Numbers.Leaves(value));
        Assert.Equal(Numbers.Leaves(final), Numbers.Leaves(after));

        // The cotangents of the result, and of the final contents of what is passed by reference.
        object? seed = Random(expected);
        object?[] weights = [.. final.Select((v, i) => IsOutput(i) ? Random(v) : null)];
        object?[] adjoints = [.. weights.Select(Numbers.Copy)];
        object?[] byValue = method.Vjp([.. arguments.Select(Numbers.Copy)], Numbers.Copy(seed), adjoints);

        (double forward, double scale) = Dot(Numbers.Of(seed), Numbers.Of(tangent));
        (double reverse, double reverseScale) = (0, 0);
        int next = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!method.Active[i])
            {
                continue;
            }

            if (IsOutput(i))
            {
                (forward, scale) = Plus((forward, scale), Dot(Numbers.Of(weights[i]), Numbers.Of(tangents[i])));
            }

            if (!method.IsOut(i))
            {
                (reverse, reverseScale) = Plus((reverse, reverseScale), Dot(Numbers.Of(method.IsByValue(i) ? byValue[next++] : adjoints[i]), Numbers.Of(directions[i])));
            }
        }

        if (!double.IsFinite(forward) || !double.IsFinite(reverse) || !Numbers.Of(expected).Concat(final.SelectMany(Numbers.Of)).All(double.IsFinite))
        {
            Assert.True(double.IsFinite(forward) == double.IsFinite(reverse), $"Forward mode gives {forward:R}, reverse mode {reverse:R}.");
            return false;
        }

        double tolerance = (isSingle ? 1e-4 : 1e-10) * Math.Max(1e-3, Math.Max(scale, reverseScale));
        Assert.True(Math.Abs(forward - reverse) <= tolerance, $"Forward mode gives {forward:R}, reverse mode {reverse:R}.");
        CompareDifferences(directions, seed, weights, forward, scale);
        return true;
    }

    private void CompareDifferences(object?[] directions, object? seed, object?[] weights, double forward, double scale)
    {
        if (isSingle || isCut)
        {
            return;
        }

        (double slope, double error) = Differences.Richardson(
            t =>
            {
                object?[] moved = [.. arguments.Select((argument, i) => method.Active[i] ? Along(argument, directions[i], t) : Numbers.Copy(argument))];
                object? result;
                try
                {
                    result = method.Run(moved);
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    return double.NaN;
                }

                double sum = Dot(Numbers.Of(seed), Numbers.Of(result)).Sum;
                return sum + Enumerable.Range(0, moved.Length).Where(i => method.Active[i] && IsOutput(i)).Sum(i => Dot(Numbers.Of(weights[i]), Numbers.Of(moved[i])).Sum);
            },
            0);
        double size = Math.Max(1e-2, Math.Abs(slope));
        if (error <= 1e-9 * size)
        {
            IsSharp = true;
            Assert.True(Math.Abs(slope - forward) <= (1e-8 * Math.Max(size, scale)) + (2 * error), $"Forward mode gives {forward:R}, differences give {slope:R} +- {error:R}.");
        }
    }

    private bool IsOutput(int index) => method.Active[index] && !method.IsByValue(index);

    private object? Random(object? value) => Numbers.Map(value, _ => random.NextDouble() + 0.1 - (random.Next(2) * 1.2), others: false);

    private static object? Along(object? value, object? direction, double t)
    {
        using IEnumerator<double> step = Numbers.Of(direction).GetEnumerator();
        return Numbers.Map(value, v => step.MoveNext() ? v + (t * step.Current) : v);
    }

    private static (double Sum, double Scale) Dot(IEnumerable<double> a, IEnumerable<double> b)
    {
        double sum = 0, scale = 0;
        foreach ((double x, double y) in a.Zip(b))
        {
            sum += x * y;
            scale += Math.Abs(x * y);
        }

        return (sum, scale);
    }

    private static (double Sum, double Scale) Plus((double Sum, double Scale) a, (double Sum, double Scale) b) => (a.Sum + b.Sum, a.Scale + b.Scale);
}
