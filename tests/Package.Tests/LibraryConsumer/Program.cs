using System.Globalization;
using AutoDiff;
using TestLibrary;

double[] x = [3, -7, 4], dx = new double[3];
(double value, double dscale) = Demo.LossGradient(x, 0.5, dx);
GradientCheck.Scalar(s => Demo.Loss(x, s), 0.5, dscale).ThrowIfFailed();
for (int i = 0; i < 3; i++)
{
    int place = i;
    GradientCheck.Scalar(v => Demo.Loss([.. x[..place], v, .. x[(place + 1)..]], 0.5), x[i], dx[i]).ThrowIfFailed();
}

Line line = new(2), dline = line.ZerosLike();
(double at, double dat) = Demo.OnLineGradient(line, 3, dline);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value == Demo.Loss(x, 0.5)} {at == Demo.OnLine(line, 3)} {dat} {dline.Slope}"));

public static partial class Demo
{
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> x, double scale) => Kernels.Norm(x) * Kernels.Softplus(scale * x[0]);

    [Differentiable]
    public static double OnLine(Line line, double x) => line.At(x) * line.Slope;
}
