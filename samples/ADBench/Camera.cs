using AutoDiff;

namespace Samples.ADBench;

/// <summary>A vector in space.</summary>
[Differentiable]
public readonly partial record struct Vector(double X, double Y, double Z)
{
    public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector operator *(double s, Vector a) => new(s * a.X, s * a.Y, s * a.Z);

    public double Dot(Vector other) => X * other.X + Y * other.Y + Z * other.Z;

    public Vector Cross(Vector other) => new(Y * other.Z - Z * other.Y, Z * other.X - X * other.Z, X * other.Y - Y * other.X);

    /// <summary>This vector, turned by an axis whose length is the angle.</summary>
    public Vector Rotated(Vector axis)
    {
        double square = axis.Dot(axis);
        if (square == 0) return this + axis.Cross(this);
        double angle = Math.Sqrt(square), cos = Math.Cos(angle), sin = Math.Sin(angle);
        Vector unit = 1 / angle * axis;
        return cos * this + sin * unit.Cross(this) + (unit.Dot(this) * (1 - cos)) * unit;
    }
}

/// <summary>A place in a picture.</summary>
[Differentiable]
public readonly partial record struct Pixel(double X, double Y)
{
    public static Pixel operator +(Pixel a, Pixel b) => new(a.X + b.X, a.Y + b.Y);

    public static Pixel operator -(Pixel a, Pixel b) => new(a.X - b.X, a.Y - b.Y);

    public static Pixel operator *(double s, Pixel a) => new(s * a.X, s * a.Y);
}

/// <summary>Where a camera stands and how it draws.</summary>
[Differentiable]
public readonly partial record struct Camera(Vector Rotation, Vector Centre, double Focal, Pixel Principal, double Radial1, double Radial2)
{
    public Pixel Project(Vector point)
    {
        Vector seen = (point - Centre).Rotated(Rotation);
        var p = new Pixel(seen.X / seen.Z, seen.Y / seen.Z);
        double square = p.X * p.X + p.Y * p.Y;
        return Focal * (1 + Radial1 * square + Radial2 * square * square) * p + Principal;
    }
}
