namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>A readonly record struct with operators, a computed property and methods.</summary>
[Differentiable]
public readonly partial record struct Vec(double X, double Y)
{
    public static Vec Zero => default;

    public double Norm => Math.Sqrt((X * X) + (Y * Y));

    public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);

    public static Vec operator -(Vec a) => new(-a.X, -a.Y);

    public static Vec operator *(double s, Vec a) => new(s * a.X, s * a.Y);

    public double Dot(Vec other) => (X * other.X) + (Y * other.Y);
}

/// <summary>A mutable struct with a primary constructor, a private setter and an indexer.</summary>
[Differentiable]
public partial struct Cell(double a, double b)
{
    public double A = a;

    public double B { get; private set; } = b;

    public int Visits;

    public double this[int index] => index == 0 ? A : B;

    public void Grow(double by)
    {
        A += by * B;
        B *= 2;
        Visits++;
    }
}

/// <summary>A nested struct, with an inactive member.</summary>
[Differentiable]
public partial record struct Body(Vec Position, Vec Velocity, [NoGradient] double Mass);

[Differentiable]
public abstract partial class Layer
{
    public double Scale { get; init; } = 1;
}

/// <summary>A class with private arrays, get-only properties, an inactive member and a base class.</summary>
[Differentiable]
public sealed partial class Dense : Layer
{
    private readonly double[,] _weight;

    public Dense(int inputs, int outputs)
    {
        _weight = new double[outputs, inputs];
        Bias = new double[outputs];
        for (int i = 0; i < outputs; i++)
        {
            for (int j = 0; j < inputs; j++)
            {
                _weight[i, j] = (0.1 * (i + 1)) - (0.07 * j);
            }
        }
    }

    public double[] Bias { get; }

    [NoGradient]
    public double Rate { get; set; } = 2;

    public string Name { get; } = "dense";

    public void Forward(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < Bias.Length; i++)
        {
            double sum = Bias[i];
            for (int j = 0; j < x.Length; j++)
            {
                sum += _weight[i, j] * x[j];
            }

            y[i] = Math.Tanh(sum * Scale) * Rate;
        }
    }
}

/// <summary>A model: layers, a scalar, an array of structs; a primary constructor.</summary>
[Differentiable]
public sealed partial class Net(int inputs)
{
    public double Offset = 0.25;

    public Dense Hidden { get; } = new(inputs, 3) { Scale = 1.5 };

    public Dense Output { get; } = new(3, 1);

    public Cell[] Cells { get; } = [new Cell(1, 2), new Cell(3, 4)];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Loss(ReadOnlySpan<double> x, [NoGradient] double target)
    {
        Span<double> hidden = stackalloc double[3];
        Span<double> output = stackalloc double[1];
        Hidden.Forward(x, hidden);
        Output.Forward(hidden, output);
        double error = output[0] - target + Offset;
        foreach (Cell cell in Cells)
        {
            error += cell.A * cell.B;
        }

        return error * error * Cells[1].A;
    }
}

/// <summary>A class record with an inactive member.</summary>
[Differentiable]
public sealed partial record Line(double Slope, [NoGradient] double Intercept)
{
    public double At(double x) => (Slope * x) + Intercept;
}

/// <summary>Two members that share their memory.</summary>
[Differentiable]
public sealed partial class Tied
{
    public Tied(double[] weights) => (Encoder, Decoder) = (weights, weights);

    public double[] Encoder { get; }

    public double[] Decoder { get; }

    public List<Line> Lines { get; } = [new Line(1, 2), new Line(3, 4)];

    [Differentiable]
    public double Value(double x)
    {
        double y = x;
        for (int i = 0; i < Encoder.Length; i++)
        {
            y = Math.Sin(y * Encoder[i]) + (Decoder[i] * y);
        }

        return y + Lines[1].At(y);
    }
}

internal static partial class Methods
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Straight(Vec a, double s, Vec b)
    {
        Vec c = a + (s * b);
        c = c with { X = c.X * 2 };
        return c.Norm * a.Dot(-b);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Path(ReadOnlySpan<Vec> points, Span<Vec> scratch)
    {
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            scratch[i] = points[i] + (2 * points[0]);
            sum += scratch[i].Norm;
        }

        return sum;
    }

    [Differentiable]
    public static Vec Scaled((double Factor, Vec Vector) t) => t.Factor * t.Vector;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Mutated(double x, int n)
    {
        var cell = new Cell(x, 1.5);
        for (int i = 0; i < n; i++)
        {
            cell.Grow(Math.Sin(x) * cell[i % 2]);
            if (cell.Visits > 3)
            {
                break;
            }
        }

        return cell.A * cell.B;
    }

    [Differentiable]
    public static double Grown(Span<Cell> cells, double by)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i].Grow(by);
            cells[0].A *= cells[i].B;
        }

        return cells[^1].A * cells[0].A;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Orbit(Body body, double step, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            double r = body.Position.Norm;
            Vec force = (-body.Mass / (r * r * r)) * body.Position;
            Vec velocity = body.Velocity + (step * force);
            body = body with { Velocity = velocity, Position = body.Position + (step * velocity) };
        }

        return body.Position.Dot(body.Velocity);
    }

    [Differentiable]
    public static Line Make(double a, double b) => new(a * b, b);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double WithLine(Line line, double x)
    {
        Line steeper = line with { Slope = line.Slope * x };
        Line other = new(steeper.Slope, 0.5);
        return other.At(x) + line.At(2) + steeper.At(3);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Both(Net net, double x)
    {
        Span<double> values = stackalloc double[2];
        values[0] = x;
        values[1] = x * x;
        return net.Loss(values, 1.0) * net.Offset;
    }

    [Differentiable]
    public static double Lists(List<Line> lines, Cell[] cells)
    {
        double sum = 0;
        foreach (Line line in lines)
        {
            sum += line.Slope * line.Slope;
        }

        for (int i = 0; i < cells.Length; i++)
        {
            sum += cells[i].A * lines[i].Slope;
        }

        return sum;
    }
}
