namespace Samples.Greeks;

/// <summary>Seeded standard normal numbers, by the polar form of Box and Muller's transform.</summary>
public sealed class Normals(int seed)
{
    private readonly Random _random = new(seed);
    private double _spare = double.NaN;

    public double Next()
    {
        if (!double.IsNaN(_spare))
        {
            double spare = _spare;
            _spare = double.NaN;
            return spare;
        }

        double x, y, square;
        do
        {
            x = 2 * _random.NextDouble() - 1;
            y = 2 * _random.NextDouble() - 1;
            square = x * x + y * y;
        }
        while (square is 0 or >= 1);

        double scale = Math.Sqrt(-2 * Math.Log(square) / square);
        _spare = y * scale;
        return x * scale;
    }
}
