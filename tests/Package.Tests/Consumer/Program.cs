using System.Globalization;
using AutoDiff;

// Rosenbrock's function at (1.2, 1): its value, and its gradient.
var (value, dx, dy) = Demo.RosenbrockGradient(1.2, 1.0);
Print("value", value);
Print("dx", dx);
Print("dy", dy);
GradientCheck.Scalar(x => Demo.Rosenbrock(x, 1.0), 1.2, dx).ThrowIfFailed();
Console.WriteLine("checked");

static void Print(string name, double value) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.######}"));

public static partial class Demo
{
    [Differentiable]
    public static double Rosenbrock(double x, double y)
    {
        double a = 1 - x, b = y - x * x;
        return a * a + 100 * b * b;
    }
}
