namespace AutoDiff.Gradients.Tests;

/// <summary>A struct with a property and an indexer that compute.</summary>
[Differentiable]
internal partial struct Gauge
{
    public double Level;

    public double Twice
    {
        readonly get => 2 * Level;
        set => Level = value * value;
    }

    public double this[int i]
    {
        readonly get => Level * i;
        set => Level += value * (i + 1);
    }
}

/// <summary>A class with a property and an indexer that compute, and a tuple among its members.</summary>
[Differentiable]
internal sealed partial class Tank
{
    private (double Value, int Reads) _pair;

    public double Level { get; set; }

    public double Twice
    {
        get => 2 * Level;
        set => Level = value * value;
    }

    public double Paired
    {
        get => _pair.Value * Level;
        set => _pair = (value, _pair.Reads + 1);
    }

    public double this[int i, double scale]
    {
        get => Level * i * scale;
        set => Level += value * (i + scale);
    }
}

/// <summary>Properties that compute as the targets of every kind of assignment.</summary>
internal static partial class Accessors
{
    // The element is found before the value, which moves the index, is computed.
    [Differentiable]
    public static double TargetBeforeValue(double x, double y)
    {
        var gauges = new Gauge[3];
        int i = 0;
        gauges[i++].Twice = y * (i + 1);
        gauges[i].Twice = x * (i = 2);
        return gauges[0].Level + (3 * gauges[1].Level) + gauges[2].Level;
    }

    // The object is found before the value, which replaces it, is computed.
    [Differentiable]
    public static double ObjectBeforeValue(double x, double y)
    {
        Tank tank = new() { Level = x }, first = tank;
        tank.Twice = (tank = new() { Level = y * y }).Level * y;
        return first.Level + (5 * tank.Level);
    }

    [Differentiable]
    public static double Compound(double x, double y, int n)
    {
        Tank a = new() { Level = x }, b = new() { Level = y };
        for (int i = 0; i < n; i++)
        {
            a.Twice = Math.Sin(b.Twice -= a.Level);
            if (b.Level > 2)
            {
                b.Twice = 0.3 * y;
            }

            b.Paired += a.Level;
            b.Paired *= y;
        }

        return a.Twice + b.Level + b.Paired;
    }

    [Differentiable]
    public static double Incremented(double x, double y)
    {
        var gauge = new Gauge { Level = x };
        double before = gauge.Twice++;
        double after = --gauge.Twice;
        return (before * y) + (after * gauge.Level);
    }

    [Differentiable]
    public static double AsExpression(double x, double y)
    {
        var gauge = new Gauge { Level = x };
        double assigned = gauge.Twice = gauge.Level;
        double product = gauge.Twice *= y;
        return assigned + (product * gauge.Level);
    }

    [Differentiable]
    public static double Deconstructed(double x, double y)
    {
        var gauge = new Gauge { Level = x };
        var tank = new Tank { Level = y };
        (gauge.Twice, tank.Level, tank.Twice) = (tank.Level, gauge.Level, gauge.Twice * y);
        return gauge.Level * tank.Level;
    }

    [Differentiable]
    public static double Indexed(double x, double y)
    {
        var gauge = new Gauge { Level = x };
        var tank = new Tank { Level = y };
        int i = 1;
        gauge[i++] += y;
        gauge[i]++;
        tank[i, x] *= gauge[i = 3];
        tank[i--, gauge.Level] -= i;
        return gauge.Level * tank.Level;
    }

    [Differentiable]
    public static double OfElements(double x, double y)
    {
        Gauge[] gauges = [new() { Level = x }, new() { Level = y }];
        int i = 0;
        gauges[i++].Twice *= gauges[i].Twice + (i = 0);
        gauges[++i].Twice += gauges[0].Twice = gauges[1].Level;
        return gauges[0].Level * gauges[1].Level;
    }

    // An output with a field that has no tangent.
    [Differentiable]
    public static void NumberAndCount(double x, double y, out (double Number, int Count) pair)
    {
        if (x > y)
        {
            pair = (x * y, 2);
            return;
        }

        pair.Number = y;
        pair.Count = 3;
    }
}
